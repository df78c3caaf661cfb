/// One thing that can be done with a kind at a path.
struct OpenAPIOperation {
    /// What a body may be.
    struct Body {
        var definition: String
        var contentTypes: [String]
        var isRequired = true
    }

    var method: String
    /// `x-kubernetes-action`.
    var action: String
    /// The beginning of the operation's id.
    var verb: String
    var description: String
    var parameters: [OpenAPIParameter]
    var body: Body?
    /// The definition of what is answered.
    var answer: String
    /// The status of a success.
    var status = "200"

    private static let contentTypes = ["application/json"]

    /// The operation at a path.
    ///
    /// - Parameter name: The rest of the operation's id.
    func json(_ dialect: OpenAPIDialect, name: String, kind: JSON, tag: String) -> JSON {
        var operation: JSON = [
            "operationId": .string(self.verb + name),
            "description": .string(self.description),
            "tags": [.string(tag)],
            "x-kubernetes-action": .string(self.action),
            "x-kubernetes-group-version-kind": kind,
        ]
        var parameters = self.parameters.map { $0.json(dialect) }
        let schema = dialect.reference(to: self.answer)
        switch dialect {
        case .v2:
            operation["schemes"] = ["https"]
            operation["produces"] = .array(Self.contentTypes.map { .string($0) })
            operation["consumes"] = .array((self.body?.contentTypes ?? ["*/*"]).map { .string($0) })
            operation["responses"] = [:]
            operation["responses"]?[self.status] = ["description": "OK", "schema": schema]
            if let body = self.body {
                parameters.insert(
                    [
                        "in": "body", "name": "body", "required": .bool(body.isRequired),
                        "schema": dialect.reference(to: body.definition),
                    ], at: 0)
            }
        case .v3:
            operation["responses"] = [:]
            operation["responses"]?[self.status] = [
                "description": "OK", "content": Self.content(Self.contentTypes, schema),
            ]
            if let body = self.body {
                operation["requestBody"] = [
                    "required": .bool(body.isRequired),
                    "content": Self.content(body.contentTypes, dialect.reference(to: body.definition)),
                ]
            }
        }
        operation["parameters"] = .array(parameters)
        return operation
    }

    private static func content(_ types: [String], _ schema: JSON) -> JSON {
        .object(Dictionary(types.map { ($0, ["schema": schema]) }) { first, _ in first })
    }
}
