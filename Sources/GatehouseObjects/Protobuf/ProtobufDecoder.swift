/// Makes JSON of messages, by the tables of their fields.
struct ProtobufDecoder {
    let limits: ProtobufLimits
    /// How many values may still come.
    private var rest: Int

    init(limits: ProtobufLimits) {
        self.limits = limits
        self.rest = limits.values
    }

    /// The members of the object that a message stands for. It goes as deep as the tables do.
    mutating func members(
        of message: ProtobufMessage, in bytes: ArraySlice<UInt8>
    ) throws(ProtobufError) -> [String: JSON] {
        let parts = try self.parts(of: message, in: bytes)
        var members: [String: JSON] = [:]
        for (field, parts) in zip(message.fields, parts) {
            if parts.isEmpty, field.presence != .always { continue }
            let value: JSON
            do throws(ProtobufError) {
                value = try self.value(of: field, parts)
            } catch { throw error.within(field.name) }
            if field.presence == .unlessEmpty, value.isEmpty { continue }
            try self.count()
            members[field.name] = value
        }
        return members
    }

    /// What was sent of each field of the table, in the order of the table.
    private mutating func parts(
        of message: ProtobufMessage, in bytes: ArraySlice<UInt8>
    ) throws(ProtobufError) -> [[WireField.Value]] {
        var parts = [[WireField.Value]](repeating: [], count: message.fields.count)
        var reader = WireReader(bytes)
        while let field = try reader.next() {
            guard let index = message.fields.firstIndex(where: { $0.number == field.number }) else { continue }
            let known = message.fields[index]
            guard field.value.wireType == known.value.wireType else {
                throw ProtobufError(.wrongWireType(field.value.wireType, field: field.number), at: known.name)
            }
            try self.count()
            parts[index].append(field.value)
        }
        return parts
    }

    private mutating func count() throws(ProtobufError) {
        guard self.rest > 0 else { throw ProtobufError(.tooManyValues(limit: self.limits.values)) }
        self.rest -= 1
    }
}

extension JSON {
    /// Whether Go leaves a field out that has this value and may be left out.
    fileprivate var isEmpty: Bool {
        switch self {
        case .null, .bool(false), .integer(0), .string(""), .array([]), .object([:]): true
        default: false
        }
    }
}
