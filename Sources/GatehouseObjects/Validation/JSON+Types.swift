extension JSON {
    /// The name of the value's type in JSON schemas.
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// Whether the value is a whole number, which may be written `1.0`.
    var isWhole: Bool {
        switch self {
        case .integer: true
        case .double(let number): Int64(exactly: number) != nil
        default: false
        }
    }

    /// Whether the value is a number.
    var isNumber: Bool {
        switch self {
        case .integer, .double: true
        default: false
        }
    }
}
