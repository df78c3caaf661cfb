import GatehouseObjects

/// A kind with a list of every sort, and who writes it.
enum ApplySample {
    static let text = ObjectSchema(.string())
    static let port = ObjectSchema(
        .object([
            .init("port", ObjectSchema(.integer)), .init("protocol", text), .init("name", text),
            .init("target", ObjectSchema(.object([.init("number", ObjectSchema(.integer)), .init("name", text)]))),
        ]))
    static let schema = ObjectSchema(
        .object([
            .init("apiVersion", text), .init("kind", text),
            .init(
                "metadata",
                ObjectSchema(
                    .object([
                        .init("name", text), .init("uid", text), .init("labels", ObjectSchema(.map(text))),
                        .init("annotations", ObjectSchema(.map(text))),
                        .init("finalizers", ObjectSchema(.list(text, .set))),
                    ]))),
            .init(
                "spec",
                ObjectSchema(
                    .object([
                        .init("hosts", ObjectSchema(.list(text, .atomic))), .init("replicas", ObjectSchema(.integer)),
                        .init("ports", ObjectSchema(.list(port, .map(keys: ["port", "protocol"])))),
                        .init("selector", ObjectSchema(.map(text), isAtomic: true)),
                        .init(
                            "strategy",
                            ObjectSchema(.object([.init("type", text), .init("surge", ObjectSchema(.integer))]))),
                        .init("options", ObjectSchema(.anything)),
                    ]))),
            .init("status", ObjectSchema(.object([.init("phase", text), .init("count", ObjectSchema(.integer))]))),
        ]))
    static let ownership = FieldOwnership(schema: schema, hasStatus: true)

    static func json(_ text: String) throws -> JSON { try JSON.parse(text.utf8) }

    static func fields(_ text: String) throws -> FieldSet? { FieldSet(fieldsV1: try Self.json(text)) }

    static func manager(_ name: String, time: String = "t1", subresource: String = "") -> FieldManager {
        FieldManager(name, apiVersion: "example.com/v1", time: time, subresource: subresource)
    }

    static func apply(
        _ config: String, to live: JSON = [:], by name: String, force: Bool = false, time: String = "t1",
        subresource: String = ""
    ) throws -> JSON {
        try Self.ownership.apply(
            try Self.json(config), to: live, by: Self.manager(name, time: time, subresource: subresource), force: force)
    }

    static func update(
        _ old: JSON?, to new: JSON, by name: String, time: String = "t1", subresource: String = ""
    ) -> JSON {
        Self.ownership.update(from: old, to: new, by: Self.manager(name, time: time, subresource: subresource))
    }

    /// What a manager owns, in the form of `fieldsV1`; nil for a manager without an entry.
    static func owned(
        by name: String, _ operation: ManagedFieldsEntry.Operation, subresource: String = "", in object: JSON
    ) -> JSON? {
        ManagedFields(of: object).entries.first {
            $0.manager.name == name && $0.operation == operation && $0.manager.subresource == subresource
        }?.fields.fieldsV1
    }
}

extension JSON {
    /// The object without its entries.
    var unmanaged: JSON {
        var object = self
        object["metadata"]?["managedFields"] = Optional.none
        return object
    }
}
