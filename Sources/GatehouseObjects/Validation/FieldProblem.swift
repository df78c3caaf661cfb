/// One field of an object that does not fit the schema.
public struct FieldProblem: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// There is no such field.
        case unknown
        /// The value is of another type; both by their names in JSON schemas, such as `string` and `integer`.
        case wrongType(found: String, wanted: String)
        /// The text is none of those that the field may have.
        case unsupported(value: String, supported: [String])
        /// The text is no point in time (`date-time`), or not Base64 (`byte`).
        case malformed(value: String, format: String)
        /// The field has to be there.
        case missing
    }

    /// The field's path, such as `spec.http[0].timeout`; empty for the object itself.
    public var path: String
    /// What is wrong with it.
    public var kind: Kind

    /// A problem.
    public init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// What is wrong, in Kubernetes' words, for people and for `Status` causes; without the path.
    public var message: String {
        switch self.kind {
        case .unknown: "unknown field \"\(self.path)\""
        case .wrongType(let found, let wanted):
            "Invalid value: \"\(found)\": \(self.path) in body must be of type \(wanted): \"\(found)\""
        case .unsupported(let value, let supported):
            "Unsupported value: \"\(value)\": supported values: "
                + supported.map { "\"\($0)\"" }.joined(separator: ", ")
        case .malformed(let value, let format):
            "Invalid value: \"\(value)\": \(self.path) in body must be of type \(format): \"\(value)\""
        case .missing: "Required value"
        }
    }

    /// The problem as a cause of a `Status`.
    public var cause: APIStatus.Cause {
        let reason =
            switch self.kind {
            case .unknown, .malformed: "FieldValueInvalid"
            case .wrongType: "FieldValueTypeInvalid"
            case .unsupported: "FieldValueNotSupported"
            case .missing: "FieldValueRequired"
            }
        return APIStatus.Cause(reason: reason, message: self.message, field: self.path)
    }
}
