/// Reads the fields of one message of protobuf from bytes that may be anything.
struct ProtobufReader {
    /// A field's value, as far as it is of interest.
    enum Value: Hashable {
        /// A number.
        case varint(UInt64)
        /// Something else, skipped.
        case skipped
    }

    /// What is left.
    private(set) var bytes: ArraySlice<UInt8>

    init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// Whether all was read.
    var isAtEnd: Bool { self.bytes.isEmpty }

    /// The next field; nil if there is none, or none that is sound. Groups, which no current message has, are not.
    mutating func nextField() -> (number: UInt64, value: Value)? {
        guard let tag = self.nextVarint(), tag >> 3 != 0, tag >> 3 < 1 << 29 else { return nil }
        switch tag & 7 {
        case 0: return self.nextVarint().map { (tag >> 3, .varint($0)) }
        case 1: return self.skip(8) ? (tag >> 3, .skipped) : nil
        case 2:
            guard let length = self.nextVarint() else { return nil }
            return self.skip(length) ? (tag >> 3, .skipped) : nil
        case 5: return self.skip(4) ? (tag >> 3, .skipped) : nil
        default: return nil
        }
    }

    /// A number of at most ten bytes and 64 bits.
    private mutating func nextVarint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = self.bytes.popFirst() else { return nil }
            // The tenth byte has room for one bit.
            if shift == 63, byte > 1 { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    private mutating func skip(_ count: UInt64) -> Bool {
        guard count <= UInt64(self.bytes.count) else { return false }
        self.bytes = self.bytes.dropFirst(Int(count))
        return true
    }
}
