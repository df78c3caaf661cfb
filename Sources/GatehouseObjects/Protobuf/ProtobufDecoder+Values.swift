extension ProtobufDecoder {
    private static let wholeOrText = ProtobufMessage([
        .init(1, "type", .long), .init(2, "intVal", .whole), .init(3, "strVal", .text),
    ])

    /// What a field holds, of which these parts were sent; what stands for nothing where there are none.
    ///
    /// Of a field that is there once, the last part counts; of a message, all parts are one (Protocol Buffers, Encoding).
    mutating func value(
        of field: ProtobufMessage.Field, _ parts: [WireField.Value]
    ) throws(ProtobufError) -> JSON {
        switch field.value {
        case .text: return .string(try Self.text(parts.last?.bytes ?? []))
        case .whole: return .integer(Int64(Int32(truncatingIfNeeded: parts.last?.number ?? 0)))
        case .long: return .integer(Int64(bitPattern: parts.last?.number ?? 0))
        case .flag: return .bool(parts.last?.number ?? 0 != 0)
        case .time: return try self.time(parts.last?.bytes ?? [], hasFraction: false)
        case .microTime: return try self.time(parts.last?.bytes ?? [], hasFraction: true)
        case .wholeOrText: return try self.wholeOrText(Self.joined(parts))
        case .json: return try self.json(Self.joined(parts))
        case .message(let message): return .object(try self.members(of: message, in: Self.joined(parts)))
        case .texts:
            return try Self.list(parts) { bytes throws(ProtobufError) in .string(try Self.text(bytes)) }
        case .messages(let message):
            return try Self.list(parts) { bytes throws(ProtobufError) in
                .object(try self.members(of: message, in: bytes))
            }
        case .textsByName:
            return try Self.map(parts) { bytes throws(ProtobufError) in .string(try Self.text(bytes)) }
        case .bytesByName: return try Self.map(parts) { bytes in .string(Base64Text.encode(bytes)) }
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ProtobufError(.invalidUTF8) }
        return text
    }

    private static func joined(_ parts: [WireField.Value]) -> ArraySlice<UInt8> {
        if parts.count == 1, let bytes = parts.first?.bytes { return bytes }
        return Array(parts.compactMap(\.bytes).joined())[...]
    }

    /// Go writes a list without elements as null, where it writes it at all.
    private static func list(
        _ parts: [WireField.Value], _ element: (ArraySlice<UInt8>) throws(ProtobufError) -> JSON
    ) throws(ProtobufError) -> JSON {
        if parts.isEmpty { return .null }
        var elements: [JSON] = []
        elements.reserveCapacity(parts.count)
        for (index, part) in parts.enumerated() {
            do throws(ProtobufError) {
                elements.append(try element(part.bytes ?? []))
            } catch { throw error.within("[\(index)]") }
        }
        return .array(elements)
    }

    private static func map(
        _ parts: [WireField.Value], _ value: (ArraySlice<UInt8>) throws(ProtobufError) -> JSON
    ) throws(ProtobufError) -> JSON {
        var members: [String: JSON] = [:]
        for part in parts {
            let entry = part.bytes ?? []
            let name = try Self.text(try WireReader.bytes(of: 1, in: entry))
            members[name] = try value(try WireReader.bytes(of: 2, in: entry))
        }
        return .object(members)
    }

    private mutating func wholeOrText(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSON {
        let members = try self.members(of: Self.wholeOrText, in: bytes)
        switch members["type"]?.integer ?? 0 {
        case 0: return members["intVal"] ?? 0
        case 1: return members["strVal"] ?? ""
        default: throw ProtobufError(.neitherNumberNorText)
        }
    }

    /// JSON in a message of its own, four levels deep in the object: in an entry of `metadata.managedFields`.
    private func json(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> JSON {
        let text = try WireReader.bytes(of: 1, in: bytes)
        if text.isEmpty { return .null }
        do throws(JSONError) {
            return try JSON.parse(text, limits: JSONLimits(depth: self.limits.depth - 4, bytes: self.limits.bytes))
        } catch { throw ProtobufError(.invalidJSON(error)) }
    }
}

extension WireField.Value {
    fileprivate var number: UInt64? { if case .number(let number) = self { number } else { nil } }

    fileprivate var bytes: ArraySlice<UInt8>? { if case .bytes(let bytes) = self { bytes } else { nil } }
}
