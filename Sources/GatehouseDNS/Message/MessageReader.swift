/// Reads numbers, runs and names off a message. Nothing that it is given makes it trap or run for long.
struct MessageReader {
    /// As many as a name may have labels.
    private static let maximumPointers = 127

    private let bytes: [UInt8]
    /// How many bytes have been read.
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next two bytes as a number.
    mutating func readUInt16() throws(DNSMessageError) -> UInt16 {
        try self.readBytes(2).reduce(0) { $0 << 8 | UInt16($1) }
    }

    /// The next four bytes as a number.
    mutating func readUInt32() throws(DNSMessageError) -> UInt32 {
        try self.readBytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The next `count` bytes.
    mutating func readBytes(_ count: Int) throws(DNSMessageError) -> ArraySlice<UInt8> {
        guard count >= 0, self.bytes.count - self.offset >= count else { throw .endsEarly }
        defer { self.offset += count }
        return self.bytes[self.offset..<(self.offset + count)]
    }

    /// The name that stands here, compressed or not (RFC 1035 section 4.1.4).
    ///
    /// Every pointer has to lead before the place that the last one led to. That is what compression makes, and it leaves
    /// no room for loops. It makes no pointer without a label before it either, so that there are no more than labels.
    mutating func readName() throws(DNSMessageError) -> DNSName {
        var wire: [UInt8] = []
        var position = self.offset
        var boundary = self.offset
        /// Where the bytes after the name begin, once a pointer has been followed.
        var end: Int?
        var pointers = 0
        while true {
            guard position < self.bytes.count else { throw .endsEarly }
            let length = self.bytes[position]
            switch length >> 6 {
            case 0b00:
                let next = position + 1 + Int(length)
                guard next <= self.bytes.count else { throw .endsEarly }
                wire += self.bytes[position..<next]
                if length == 0 {
                    guard wire.count <= DNSName.maximumLength else { throw .malformedName }
                    self.offset = end ?? next
                    return DNSName(validWire: wire)
                }
                guard wire.count < DNSName.maximumLength else { throw .malformedName }
                position = next
            case 0b11:
                guard position + 1 < self.bytes.count else { throw .endsEarly }
                let target = Int(length & 0x3F) << 8 | Int(self.bytes[position + 1])
                pointers += 1
                guard target < boundary, pointers <= Self.maximumPointers else { throw .malformedName }
                end = end ?? position + 2
                boundary = target
                position = target
            default: throw .malformedName
            }
        }
    }
}
