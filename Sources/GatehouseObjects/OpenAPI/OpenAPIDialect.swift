/// The two versions of OpenAPI that documents are written in.
enum OpenAPIDialect: Sendable {
    /// Swagger 2.0: `/openapi/v2`.
    case v2
    /// OpenAPI 3.0: `/openapi/v3`.
    case v3

    /// A reference to a definition by its name.
    func reference(to name: String) -> JSON {
        switch self {
        case .v2: ["$ref": .string("#/definitions/\(name)")]
        case .v3: ["$ref": .string("#/components/schemas/\(name)")]
        }
    }

    /// The same with a description of its own. OpenAPI 3.0 passes over what is beside a reference.
    func reference(to name: String, description: String) -> JSON {
        var schema = self == .v2 ? self.reference(to: name) : ["allOf": [self.reference(to: name)]]
        if !description.isEmpty { schema["description"] = .string(description) }
        return schema
    }
}
