/// Finds bytes that are no text before they are parsed, so that nothing later has to expect them.
enum YAMLEncoding {
    /// Throws at the first byte that is not UTF-8 or is a control character.
    static func check(_ bytes: [UInt8], chunk: YAMLDocuments.Chunk) throws(YAMLError) {
        guard let (position, problem) = bytes.withUnsafeBufferPointer({ Self.firstProblem($0, in: chunk.range) }) else {
            return
        }
        let before = bytes[chunk.range.lowerBound..<position]
        let line = chunk.line + before.count { $0 == UInt8(ascii: "\n") }
        throw YAMLError(reason: .encoding, line: line, message: problem)
    }

    private static func firstProblem(
        _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>
    ) -> (position: Int, problem: String)? {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            switch byte {
            case 0x20..<0x7F, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            case 0: return (position, "There is a NUL byte here; save the file as UTF-8 text.")
            case 0..<0x20, 0x7F: return (position, "There is a control character here, byte \(byte); remove it.")
            default:
                let length = Self.sequenceLength(bytes, at: position, end: range.upperBound)
                if length == 0 {
                    return (position, "The bytes here are not UTF-8; save the file in that encoding.")
                }
                position += length
            }
        }
        return nil
    }

    /// The length of the character here when it is well-formed (Unicode, table 3-7), or 0.
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[position] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard position + length <= end, second.contains(bytes[position + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where bytes[position + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
