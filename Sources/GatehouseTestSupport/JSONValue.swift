/// Any JSON value, for parts of a test case whose shape varies.
public enum JSONValue: Sendable, Hashable, Decodable {
    /// `null`.
    case null
    /// A boolean.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// Decodes whatever is there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The member of an object; nil when this is none or it is not there.
    public subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The string; nil for other values.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The number as an integer; nil for other values.
    public var int: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }

    /// The boolean; nil for other values.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements; empty for other values.
    public var array: [JSONValue] { if case .array(let values) = self { values } else { [] } }

    /// The members; empty for other values.
    public var object: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }
}
