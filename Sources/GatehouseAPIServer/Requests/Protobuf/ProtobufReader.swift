/// Reads the wire format of Protocol Buffers, field by field.
struct ProtobufReader {
    /// A field's value, of whichever of the wire types.
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
        /// A value of fixed length, of which no object here has any.
        case passedOver
    }

    /// The bytes are not of the format.
    struct Malformed: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.rest = bytes }

    /// The next field; nil at the end.
    mutating func next() throws(Malformed) -> (number: UInt64, value: Value)? {
        if self.rest.isEmpty { return nil }
        let tag = try self.number()
        switch tag & 7 {
        case 0: return (tag >> 3, .number(try self.number()))
        case 1: return (tag >> 3, try self.skip(8))
        case 2: return (tag >> 3, .bytes(try self.take(try self.number())))
        case 5: return (tag >> 3, try self.skip(4))
        default: throw Malformed()
        }
    }

    private mutating func number() throws(Malformed) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = self.rest.popFirst() {
            number |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return number }
            shift += 7
            guard shift < 64 else { throw Malformed() }
        }
        throw Malformed()
    }

    private mutating func take(_ count: UInt64) throws(Malformed) -> ArraySlice<UInt8> {
        guard count <= UInt64(self.rest.count) else { throw Malformed() }
        let taken = self.rest.prefix(Int(count))
        self.rest = self.rest.dropFirst(Int(count))
        return taken
    }

    private mutating func skip(_ count: UInt64) throws(Malformed) -> Value {
        _ = try self.take(count)
        return .passedOver
    }
}
