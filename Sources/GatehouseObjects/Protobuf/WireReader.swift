/// A field of a message, before anything is known of its type.
struct WireField {
    /// What its wire type tells of it.
    enum Value {
        /// A number of variable length.
        case number(UInt64)
        /// Bytes: a text, a message, an entry of a map.
        case bytes(ArraySlice<UInt8>)
        /// Numbers of fixed length and groups, which no message here has.
        case other(wireType: Int)

        /// The number that stands for it on the wire.
        var wireType: Int {
            switch self {
            case .number: 0
            case .bytes: 2
            case .other(let type): type
            }
        }
    }

    /// Its number in the message.
    let number: Int
    /// Its contents.
    let value: Value
}

/// Reads a message field by field (Protocol Buffers, Encoding).
struct WireReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// The largest number that a field may have.
    private static let largestNumber: UInt64 = (1 << 29) - 1

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
    }

    /// The bytes that a message has in one field, and nothing where it does not have it. The last ones count, as always
    /// where a field that is there once is given more often.
    static func bytes(of number: Int, in message: ArraySlice<UInt8>) throws(ProtobufError) -> ArraySlice<UInt8> {
        var reader = WireReader(message)
        var found: ArraySlice<UInt8> = []
        while let field = try reader.next() {
            guard field.number == number else { continue }
            guard case .bytes(let bytes) = field.value else {
                throw ProtobufError(.wrongWireType(field.value.wireType, field: number))
            }
            found = bytes
        }
        return found
    }

    /// The next field; nil at the end.
    mutating func next() throws(ProtobufError) -> WireField? {
        guard self.position < self.bytes.endIndex else { return nil }
        let (number, type) = try self.tag()
        switch type {
        case 0: return WireField(number: number, value: .number(try self.number()))
        case 2: return WireField(number: number, value: .bytes(try self.take(try self.number())))
        default:
            try self.skip(type)
            return WireField(number: number, value: .other(wireType: type))
        }
    }

    private mutating func tag() throws(ProtobufError) -> (number: Int, type: Int) {
        let tag = try self.number()
        let number = tag >> 3
        guard number > 0, number <= Self.largestNumber else { throw ProtobufError(.invalidTag) }
        return (Int(number), Int(tag & 7))
    }

    /// Groups may be in groups without end, so that they are counted here and not followed.
    private mutating func skip(_ type: Int) throws(ProtobufError) {
        var type = type
        var groups = 0
        while true {
            switch type {
            case 0: _ = try self.number()
            case 1: _ = try self.take(8)
            case 2: _ = try self.take(try self.number())
            case 3: groups += 1
            case 4 where groups > 0: groups -= 1
            case 5: _ = try self.take(4)
            default: throw ProtobufError(.invalidTag)
            }
            if groups == 0 { return }
            type = try self.tag().type
        }
    }

    private mutating func number() throws(ProtobufError) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard self.position < self.bytes.endIndex else { throw ProtobufError(.truncated) }
            let byte = self.bytes[self.position]
            self.position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw ProtobufError(.numberTooLong)
    }

    private mutating func take(_ count: UInt64) throws(ProtobufError) -> ArraySlice<UInt8> {
        guard count <= UInt64(self.bytes.endIndex - self.position) else { throw ProtobufError(.truncated) }
        let end = self.position + Int(count)
        defer { self.position = end }
        return self.bytes[self.position..<end]
    }
}
