/// Cuts a file into documents at its `---` and `...` lines, before any of them is parsed: a syntax error in one document
/// leaves the others readable. A marker at the start of a line is one in any context, even inside quotes.
struct YAMLDocuments: Sequence, IteratorProtocol {
    /// One document, without its markers.
    struct Chunk: Hashable {
        /// Where its bytes are.
        var range: Range<Int>
        /// The line of its first byte, from 1.
        var line: Int
    }

    private let bytes: [UInt8]
    private var position: Int
    private var line = 1
    private var isFinished = false

    init(bytes: [UInt8]) {
        self.bytes = bytes
        self.position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> Chunk? {
        if self.isFinished { return nil }
        let start = self.position
        let firstLine = self.line
        return self.bytes.withUnsafeBufferPointer { bytes in
            var position = start
            while position < bytes.count {
                if let marker = Self.marker(bytes, at: position) {
                    let chunk = Chunk(range: start..<position, line: firstLine)
                    self.position = position + marker
                    return chunk
                }
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n"),
                    bytes[position] != UInt8(ascii: "\r")
                {
                    position += 1
                }
                if position < bytes.count {
                    let isPair =
                        bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
                        && bytes[position + 1] == UInt8(ascii: "\n")
                    position += isPair ? 2 : 1
                    self.line += 1
                }
            }
            self.isFinished = true
            return Chunk(range: start..<position, line: firstLine)
        }
    }

    /// The length of the marker at the start of a line, or nil.
    private static func marker(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard position + 3 <= bytes.count else { return nil }
        let first = bytes[position]
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: "."), bytes[position + 1] == first,
            bytes[position + 2] == first
        else { return nil }
        guard position + 3 < bytes.count else { return 3 }
        switch bytes[position + 3] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return 3
        default: return nil
        }
    }
}
