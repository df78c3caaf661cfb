import GatehouseObjects

/// JSON with line breaks, for people: `pretty=true`.
enum PrettyJSON {
    static func bytes(of value: JSON) -> [UInt8] {
        var bytes: [UInt8] = []
        self.write(value, indentation: 0, into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private static func write(_ value: JSON, indentation: Int, into bytes: inout [UInt8]) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            self.write(elements.map { (nil, $0) }, "[", "]", indentation, into: &bytes)
        case .object(let members) where !members.isEmpty:
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            self.write(sorted.map { ($0.key, $0.value) }, "{", "}", indentation, into: &bytes)
        default: value.write(into: &bytes)
        }
    }

    private static func write(
        _ parts: [(name: String?, value: JSON)], _ start: String, _ end: String, _ indentation: Int,
        into bytes: inout [UInt8]
    ) {
        bytes.append(contentsOf: start.utf8)
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            self.breakLine(indentation + 2, into: &bytes)
            if let name = part.name {
                JSON.string(name).write(into: &bytes)
                bytes.append(contentsOf: ": ".utf8)
            }
            self.write(part.value, indentation: indentation + 2, into: &bytes)
        }
        self.breakLine(indentation, into: &bytes)
        bytes.append(contentsOf: end.utf8)
    }

    private static func breakLine(_ indentation: Int, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
    }
}
