import GatehouseObjects

extension ProtobufMessage {
    /// The object in JSON.
    ///
    /// Go writes texts, numbers and flags that are not set as empty ones, which JSON leaves out.
    func object(_ bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) -> JSON {
        var members: [String: JSON] = [:]
        var lists: [String: [JSON]] = [:]
        var maps: [String: [String: JSON]] = [:]
        var reader = ProtobufReader(bytes)
        while let (number, value) = try reader.next() {
            guard let field = self.fields[number] else { continue }
            if case .map(let shape) = field.shape {
                let entry = try Self.entry(value, shape)
                maps[field.name, default: [:]][entry.name] = entry.value
            } else if field.isList {
                if let element = try Self.json(value, field.shape, isElement: true) {
                    lists[field.name, default: []].append(element)
                }
            } else {
                members[field.name] = try Self.json(value, field.shape)
            }
        }
        for name in self.requiredLists where lists[name] == nil { lists[name] = [] }
        for (name, elements) in lists { members[name] = .array(elements) }
        for (name, entries) in maps { members[name] = .object(entries) }
        return .object(members)
    }

    private static func json(
        _ value: ProtobufReader.Value, _ shape: Shape, isElement: Bool = false
    ) throws(ProtobufReader.Malformed) -> JSON? {
        switch (shape, value) {
        case (.text, .bytes(let bytes)):
            let text = try self.text(bytes)
            return text.isEmpty && !isElement ? nil : .string(text)
        case (.bytes, .bytes(let bytes)): return .string(Base64.encoded(Array(bytes)))
        case (.time, .bytes(let bytes)): return try self.time(bytes, isPrecise: false)
        case (.preciseTime, .bytes(let bytes)): return try self.time(bytes, isPrecise: true)
        case (.whole(let keepsZero), .number(let number)):
            return number == 0 && !keepsZero ? nil : .integer(Int64(bitPattern: number))
        case (.flag(let keepsFalse), .number(let number)): return number == 0 && !keepsFalse ? nil : .bool(number != 0)
        case (.wholeOrText, .bytes(let bytes)): return try self.wholeOrText(bytes)
        case (.message(let message), .bytes(let bytes)): return try message.object(bytes)
        case (.json, .bytes(let bytes)):
            guard case .bytes(let raw)? = try self.numbers(bytes)[1] else { return [:] }
            guard let json = try? JSON.parse(raw, limits: JSONLimits(bytes: RequestBody.limit)) else {
                throw ProtobufReader.Malformed()
            }
            return json
        default: throw ProtobufReader.Malformed()
        }
    }

    private static func entry(
        _ value: ProtobufReader.Value, _ shape: Shape
    ) throws(ProtobufReader.Malformed) -> (name: String, value: JSON) {
        guard case .bytes(let bytes) = value else { throw ProtobufReader.Malformed() }
        let numbers = try self.numbers(bytes)
        guard case .bytes(let name) = numbers[1] ?? .bytes([]) else { throw ProtobufReader.Malformed() }
        return (try self.text(name), try self.json(numbers[2] ?? .bytes([]), shape, isElement: true) ?? "")
    }

    private static func numbers(
        _ bytes: ArraySlice<UInt8>
    ) throws(ProtobufReader.Malformed) -> [UInt64: ProtobufReader.Value] {
        var values: [UInt64: ProtobufReader.Value] = [:]
        var reader = ProtobufReader(bytes)
        while let (number, value) = try reader.next() { values[number] = value }
        return values
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ProtobufReader.Malformed() }
        return text
    }

    private static func time(_ bytes: ArraySlice<UInt8>, isPrecise: Bool) throws(ProtobufReader.Malformed) -> JSON? {
        let numbers = try self.numbers(bytes)
        guard !numbers.isEmpty, case .number(let seconds) = numbers[1] ?? .number(0),
            case .number(let nanoseconds) = numbers[2] ?? .number(0)
        else { return nil }
        let text = TimeText.text(Int(Int64(bitPattern: seconds)))
        guard isPrecise else { return .string(text) }
        let digits = String(min(nanoseconds, 999_999_999) / 1000)
        return .string("\(text.dropLast()).\(String(repeating: "0", count: 6 - digits.utf8.count))\(digits)Z")
    }

    private static func wholeOrText(_ bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) -> JSON? {
        let numbers = try self.numbers(bytes)
        if case .number(1)? = numbers[1] {
            guard case .bytes(let text) = numbers[3] ?? .bytes([]) else { throw ProtobufReader.Malformed() }
            return .string(try self.text(text))
        }
        guard case .number(let number) = numbers[2] ?? .number(0) else { throw ProtobufReader.Malformed() }
        return number == 0 ? nil : .integer(Int64(bitPattern: number))
    }
}
