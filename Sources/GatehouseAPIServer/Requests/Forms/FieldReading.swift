import GatehouseModel
import GatehouseObjects

extension JSON {
    /// The object as it is kept: without members that its kind does not know, and without known ones that are null.
    ///
    /// Kubernetes reads its own kinds, and the metadata of all, into values of types and writes them anew. So have these a
    /// text for null where any name may stand (`data`, `labels`) and in lists of texts, and times in one form: in UTC, in
    /// whole seconds or with six digits after them, which is the only one that its clients read of times with digits. Lists and
    /// maps that are empty, and choices that are made by an empty text, are not there.
    ///
    /// - Parameter keepsEmpty: Whether they are there all the same: who applies an empty list wants it to be empty, which is
    ///   lost without it before it is merged.
    func read(as resource: APIResource, keepsEmpty: Bool = false) -> JSON {
        let isTyped = resource.isKubernetesOwn
        var object = FieldReader(isTyped: isTyped, keepsEmpty: keepsEmpty).read(self, resource.schema)
        if let metadata = object["metadata"], !isTyped {
            object["metadata"] = FieldReader(isTyped: true, keepsEmpty: keepsEmpty).read(metadata, .objectMeta)
        }
        return object
    }
}

/// Reads values by their schema. What does not fit it is left as it is, for whoever checks it.
private struct FieldReader {
    /// Whether Kubernetes has types for the values.
    let isTyped: Bool
    let keepsEmpty: Bool

    func read(_ value: JSON, _ schema: ObjectSchema) -> JSON {
        switch (value, schema.shape) {
        case (.object(let members), .object(let fields)): return .object(self.members(members, fields, schema))
        case (.object(let members), .map(let schema)): return .object(members.mapValues { self.read($0, schema) })
        case (.array(let elements), .list(let schema, _)): return .array(elements.map { self.read($0, schema) })
        case (.null, .string), (.null, .bytes): return self.isTyped ? "" : .null
        case (.string(let text), .time): return self.time(text, hasMicroseconds: false) ?? value
        case (.string(let text), .microTime): return self.time(text, hasMicroseconds: true) ?? value
        default: return value
        }
    }

    private func members(
        _ members: [String: JSON], _ fields: [ObjectSchema.Field], _ schema: ObjectSchema
    ) -> [String: JSON] {
        let known = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
        var kept: [String: JSON] = [:]
        for (name, value) in members {
            guard let field = known[name] else {
                if schema.preservesUnknownFields { kept[name] = value }
                continue
            }
            if value != .null {
                let value = self.read(value, field.schema)
                if !self.isLeftOut(value, field) { kept[name] = value }
            } else if case .list = field.schema.shape, field.isRequired {
                // How Go writes an empty list that has to be there.
                kept[name] = []
            }
        }
        return kept
    }

    /// Whether Go writes nothing for the value: most of its lists, maps and choices are the same empty as absent.
    private func isLeftOut(_ value: JSON, _ field: ObjectSchema.Field) -> Bool {
        // An empty list of owners is a word, too: that they be forgotten.
        guard self.isTyped, !self.keepsEmpty, !field.isRequired, field.name != "managedFields" else { return false }
        switch (value, field.schema.shape) {
        case (.array(let elements), .list): return elements.isEmpty
        case (.object(let members), .map): return members.isEmpty
        case (.string(let text), .string(let values)): return text.isEmpty && !values.isEmpty
        default: return false
        }
    }

    private func time(_ text: String, hasMicroseconds: Bool) -> JSON? {
        guard self.isTyped else { return nil }
        return TimestampText.canonical(text, hasMicroseconds: hasMicroseconds).map { .string($0) }
    }
}
