/// Parses the field lines of a head or of trailers (RFC 9110 section 5, RFC 9112 section 5).
enum FieldParser {
    /// Lowercase form of each byte that a field name may hold, 0 for every other byte.
    static let nameBytes: [UInt8] = (0...255).map { (byte: UInt8) in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            byte
        default: 0
        }
    }

    /// Whether a byte may be in a method or a field name.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool { self.nameBytes[Int(byte)] != 0 }

    /// Parses the lines from `start` up to the empty line that ends at `end`, lowercases the names where they stand and
    /// calls `body` for each line. The bytes must end in CR LF CR LF, or in CR LF when there is no line.
    @inline(__always)
    static func parse(
        _ bytes: UnsafeMutableRawBufferPointer, from start: Int, to end: Int,
        _ body: (HeaderBlock.Field, UnsafeRawBufferPointer) -> HTTP1Refusal?
    ) -> HTTP1Refusal? {
        Self.nameBytes.withUnsafeBufferPointer { table in
            var index = start
            let last = end - 2
            while index < last {
                let nameStart = index
                while index < last, table[Int(bytes[index])] != 0 {
                    bytes[index] = table[Int(bytes[index])]
                    index += 1
                }
                guard index < last, bytes[index] == UInt8(ascii: ":"), index > nameStart else {
                    let byte = bytes[nameStart]
                    return byte == 0x20 || byte == 0x09 ? .foldedField : .malformedField
                }
                let nameEnd = index
                index += 1
                while index < last, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
                let valueStart = index
                while index < last, bytes[index] >= 0x20 ? bytes[index] != 0x7F : bytes[index] == 0x09 { index += 1 }
                guard index + 1 < end, bytes[index] == 0x0D, bytes[index + 1] == 0x0A else { return .controlByte }
                var valueEnd = index
                while valueEnd > valueStart, bytes[valueEnd - 1] == 0x20 || bytes[valueEnd - 1] == 0x09 {
                    valueEnd -= 1
                }
                index += 2
                let name = UnsafeRawBufferPointer(rebasing: bytes[nameStart..<nameEnd])
                let field = HeaderBlock.Field(
                    id: HeaderName(lowercased: name),
                    name: ByteRange(start: nameStart, count: nameEnd - nameStart),
                    value: ByteRange(start: valueStart, count: valueEnd - valueStart))
                let value = UnsafeRawBufferPointer(rebasing: bytes[valueStart..<valueEnd])
                if let refusal = body(field, value) { return refusal }
            }
            return nil
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The decimal number that the bytes spell: digits only, at most 18 of them.
    var decimalValue: UInt64? {
        guard self.count >= 1, self.count <= 18 else { return nil }
        var value: UInt64 = 0
        for byte in self {
            let digit = byte &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
        }
        return value
    }
}
