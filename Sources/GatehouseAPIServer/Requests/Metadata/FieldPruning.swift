import GatehouseObjects

extension JSON {
    /// The value without members that its schema does not know, and without known ones that are null.
    func pruned(to schema: ObjectSchema) -> JSON {
        switch (self, schema.shape) {
        case (.object(let members), .object(let fields)):
            let known = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
            var kept: [String: JSON] = [:]
            for (name, value) in members {
                if let field = known[name] {
                    // Null for a list that has to be there is how Go writes an empty one.
                    if value != .null {
                        kept[name] = value.pruned(to: field.schema)
                    } else if case .list = field.schema.shape, field.isRequired {
                        kept[name] = []
                    }
                } else if schema.preservesUnknownFields {
                    kept[name] = value
                }
            }
            return .object(kept)
        case (.object(let members), .map(let schema)): return .object(members.mapValues { $0.pruned(to: schema) })
        case (.array(let elements), .list(let schema, _)): return .array(elements.map { $0.pruned(to: schema) })
        default: return self
        }
    }
}
