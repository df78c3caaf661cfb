extension ProtobufWriter {
    /// A `NamedSchema`.
    mutating func namedSchema(_ field: Int, _ name: String, _ schema: JSON) {
        self.message(field) { writer in
            writer.text(1, name)
            writer.message(2) { $0.schema(schema) }
        }
    }

    /// The fields of a `Schema`.
    mutating func schema(_ schema: JSON) {
        self.text(1, schema["$ref"]?.string)
        self.text(2, schema["format"]?.string)
        self.text(4, schema["description"]?.string)
        for name in schema["required"]?.texts ?? [] { self.text(19, name) }
        for value in schema["enum"]?.array ?? [] { self.any(20, value) }
        if let additional = schema["additionalProperties"] {
            self.message(21) { writer in
                writer.message(1) { $0.schema(additional) }
            }
        }
        if let type = schema["type"]?.string { self.message(22) { $0.text(1, type) } }
        if let items = schema["items"] {
            self.message(23) { writer in
                writer.message(1) { $0.schema(items) }
            }
        }
        let properties = schema["properties"].sortedMembers
        if !properties.isEmpty {
            self.message(25) { writer in
                for (name, property) in properties { writer.namedSchema(1, name, property) }
            }
        }
        self.extensions(31, of: schema)
    }

    /// The members of an object that begin with `x-`, as `NamedAny`.
    mutating func extensions(_ field: Int, of value: JSON) {
        for (name, value) in Optional(value).sortedMembers where name.hasPrefix("x-") {
            self.message(field) { writer in
                writer.text(1, name)
                writer.any(2, value)
            }
        }
    }

    /// An `Any`, which holds YAML: JSON is that too.
    private mutating func any(_ field: Int, _ value: JSON) {
        self.message(field) { $0.text(2, String(decoding: value.bytes, as: UTF8.self)) }
    }
}
