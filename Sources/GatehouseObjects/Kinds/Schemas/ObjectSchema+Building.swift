/// Short names for the schemas that the kinds are written in.
extension ObjectSchema {
    /// A text; of `values`, where there are any.
    static func text(_ description: String, oneOf values: [String] = []) -> ObjectSchema {
        ObjectSchema(.string(values: values), description: description)
    }

    /// A whole number.
    static func whole(_ description: String) -> ObjectSchema { ObjectSchema(.integer, description: description) }

    /// Any number.
    static func number(_ description: String) -> ObjectSchema { ObjectSchema(.number, description: description) }

    /// True or false.
    static func flag(_ description: String) -> ObjectSchema { ObjectSchema(.boolean, description: description) }

    /// A point in time, in whole seconds.
    static func time(_ description: String) -> ObjectSchema { ObjectSchema(.time, description: description) }

    /// A point in time, in microseconds.
    static func microTime(_ description: String) -> ObjectSchema { ObjectSchema(.microTime, description: description) }

    /// A list of texts.
    static func texts(_ description: String, _ kind: ListKind = .atomic) -> ObjectSchema {
        ObjectSchema(.list(ObjectSchema(.string()), kind), description: description)
    }

    /// A list that is one value.
    static func list(_ description: String, of element: ObjectSchema) -> ObjectSchema {
        ObjectSchema(.list(element, .atomic), description: description)
    }

    /// A list whose elements are known by fields, as Kubernetes' own kinds have them: strategic merge patches go by the
    /// first of them.
    static func list(_ description: String, of element: ObjectSchema, by keys: String...) -> ObjectSchema {
        ObjectSchema(
            .list(element, .map(keys: keys)), description: description, patchMergeKey: keys.first,
            isMergedByPatches: true)
    }

    /// Values of one type by name.
    static func mapping(_ description: String, of value: ObjectSchema) -> ObjectSchema {
        ObjectSchema(.map(value), description: description)
    }

    /// Texts by name.
    static func textMapping(_ description: String, isAtomic: Bool = false) -> ObjectSchema {
        ObjectSchema(.map(ObjectSchema(.string())), description: description, isAtomic: isAtomic)
    }

    /// An object with these fields and no others.
    static func record(_ description: String, _ fields: [Field]) -> ObjectSchema {
        ObjectSchema(.object(fields), description: description)
    }

    /// An object with these fields and any others.
    static func openRecord(_ description: String, _ fields: [Field]) -> ObjectSchema {
        ObjectSchema(.object(fields), description: description, preservesUnknownFields: true)
    }

    /// A whole object: the three fields that all of them have, then these.
    static func kind(_ description: String, _ fields: [Field]) -> ObjectSchema {
        let common: [Field] = [
            Field("apiVersion", .text("The group and version that the object is written in, such as `v1`.")),
            Field("kind", .text("The name of the object's type.")),
            Field("metadata", .objectMeta),
        ]
        return .record(description, common + fields)
    }

    /// The same schema in another role.
    func described(_ description: String) -> ObjectSchema {
        var schema = self
        schema.description = description
        return schema
    }
}

extension ObjectSchema.Field {
    /// A field that has to be there.
    static func required(_ name: String, _ schema: ObjectSchema) -> ObjectSchema.Field {
        ObjectSchema.Field(name, schema, isRequired: true)
    }
}
