extension ObjectSchema {
    /// The schema as OpenAPI writes it.
    func openAPI(_ dialect: OpenAPIDialect) -> JSON {
        var schema = self.openAPIShape(dialect)
        if !self.description.isEmpty { schema["description"] = .string(self.description) }
        if let key = self.patchMergeKey { schema["x-kubernetes-patch-merge-key"] = .string(key) }
        if self.isMergedByPatches { schema["x-kubernetes-patch-strategy"] = "merge" }
        if self.preservesUnknownFields { schema["x-kubernetes-preserve-unknown-fields"] = true }
        if self.isAtomic { schema["x-kubernetes-map-type"] = "atomic" }
        return schema
    }

    private func openAPIShape(_ dialect: OpenAPIDialect) -> JSON {
        switch self.shape {
        case .object(let fields): return self.openAPIObject(fields, dialect)
        case .map(let value): return ["type": "object", "additionalProperties": value.openAPI(dialect)]
        case .list(let element, let kind):
            var schema: JSON = ["type": "array", "items": element.openAPI(dialect)]
            switch kind {
            case .atomic: schema["x-kubernetes-list-type"] = "atomic"
            case .set: schema["x-kubernetes-list-type"] = "set"
            case .map(let keys):
                schema["x-kubernetes-list-type"] = "map"
                schema["x-kubernetes-list-map-keys"] = .array(keys.map { .string($0) })
            }
            return schema
        case .string(let values):
            return values.isEmpty ? ["type": "string"] : ["type": "string", "enum": .array(values.map { .string($0) })]
        case .bytes: return ["type": "string", "format": "byte"]
        case .time, .microTime: return ["type": "string", "format": "date-time"]
        case .integer: return ["type": "integer", "format": "int64"]
        case .number: return ["type": "number", "format": "double"]
        case .boolean: return ["type": "boolean"]
        case .integerOrString: return dialect.reference(to: OpenAPINames.integerOrString, description: "")
        case .anything: return ["x-kubernetes-preserve-unknown-fields": true]
        }
    }

    private func openAPIObject(_ fields: [Field], _ dialect: OpenAPIDialect) -> JSON {
        var schema: JSON = ["type": "object"]
        // kubectl's reader of version 2 takes all fields that are not named for unknown ones.
        if fields.isEmpty || (self.preservesUnknownFields && dialect == .v2) { return schema }
        var properties: [String: JSON] = [:]
        for field in fields { properties[field.name] = field.schema.openAPI(dialect) }
        schema["properties"] = .object(properties)
        let required = fields.filter(\.isRequired).map(\.name).sorted()
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        return schema
    }
}
