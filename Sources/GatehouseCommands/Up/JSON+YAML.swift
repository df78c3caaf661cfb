import GatehouseManifest
import GatehouseObjects

extension JSON {
    /// The value of a YAML text; null for an empty one.
    init(yaml bytes: [UInt8]) throws(YAMLValueError) {
        self.init(try YAMLValue.read(bytes) ?? .null)
    }

    /// The values of a YAML text's documents.
    static func documents(yaml bytes: [UInt8]) throws(YAMLValueError) -> [JSON] {
        try YAMLValue.documents(in: bytes).map { JSON($0) }
    }

    private init(_ value: YAMLValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let number): self = .integer(number)
        case .double(let number): self = number.isFinite ? .double(number) : .string("\(number)")
        case .string(let text): self = .string(text)
        case .sequence(let elements): self = .array(elements.map { JSON($0) })
        case .mapping(let members): self = .object(members.mapValues { JSON($0) })
        }
    }
}
