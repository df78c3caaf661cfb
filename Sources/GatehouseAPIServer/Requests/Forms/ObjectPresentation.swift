import GatehouseObjects

/// How objects of a kind look to a client: in the version and the form that it asked for.
struct ObjectPresentation: Sendable {
    var target: ObjectTarget
    var form: ObjectForm
    /// `includeObject` of tables.
    var includeObject: String?
    /// Seconds since 1970, for ages.
    var now: Int

    /// An object in its whole, in the version asked for.
    func whole(_ object: JSON) -> JSON {
        var object = object
        object["apiVersion"] = .string(self.target.apiVersion)
        object["kind"] = .string(self.target.resource.kind)
        return object
    }

    /// One object.
    ///
    /// - Parameter hasColumns: Whether a table describes its columns.
    func one(_ object: JSON, hasColumns: Bool = true) -> JSON {
        switch self.form {
        case .whole: return self.whole(object)
        case .metadata(let version): return Self.metadata(of: object, version)
        case .table(let version):
            let revision = object["metadata"]?["resourceVersion"] ?? ""
            return GatehouseObjects.ObjectTable(
                self.target.resource, includeObject: self.includeObject, version: version
            )
            .table(
                of: [self.whole(object)], metadata: ["resourceVersion": revision], now: self.now,
                hasColumns: hasColumns)
        }
    }

    /// A list.
    func list(_ objects: [JSON], metadata: JSON) -> JSON {
        switch self.form {
        case .whole:
            return [
                "kind": .string(self.target.resource.kind + "List"), "apiVersion": .string(self.target.apiVersion),
                "metadata": metadata, "items": .array(objects.map(self.whole)),
            ]
        case .metadata(let version):
            return [
                "kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/\(version)"),
                "metadata": metadata, "items": .array(objects.map { Self.metadata(of: $0, version) }),
            ]
        case .table(let version):
            return GatehouseObjects.ObjectTable(
                self.target.resource, includeObject: self.includeObject, version: version
            )
            .table(of: objects.map(self.whole), metadata: metadata, now: self.now)
        }
    }

    private static func metadata(of object: JSON, _ version: String) -> JSON {
        [
            "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": object["metadata"] ?? [:],
        ]
    }
}
