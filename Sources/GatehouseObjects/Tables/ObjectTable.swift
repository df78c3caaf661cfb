/// Lists of objects as tables that `kubectl get` prints as they are (`meta.k8s.io` `Table`).
public struct ObjectTable: Sendable {
    /// What of an object goes along with its cells.
    public enum Inclusion: String, Hashable, Sendable {
        /// Nothing.
        case none = "None"
        /// Its metadata, as a `PartialObjectMetadata`.
        case metadata = "Metadata"
        /// All of it.
        case object = "Object"
    }

    /// The objects' kind.
    public var resource: APIResource
    /// What of an object goes along with its cells.
    public var inclusion: Inclusion
    /// The version of `meta.k8s.io` that the client asked for: `v1` or `v1beta1`.
    public var version: String

    /// Tables of a kind. `includeObject` is what a client says, which is metadata where it says nothing or nonsense.
    public init(_ resource: APIResource, includeObject: String? = nil, version: String = "v1") {
        self.resource = resource
        self.inclusion = includeObject.flatMap(Inclusion.init(rawValue:)) ?? .metadata
        self.version = version
    }

    /// A table of these objects.
    ///
    /// - Parameters:
    ///   - metadata: The list's metadata, such as its `resourceVersion`.
    ///   - now: Seconds since 1970, by which ages are reckoned.
    ///   - hasColumns: Whether the columns are described. In a watch they are for the first event only.
    public func table(of objects: [JSON], metadata: JSON = [:], now: Int, hasColumns: Bool = true) -> JSON {
        [
            "kind": "Table",
            "apiVersion": .string("meta.k8s.io/\(self.version)"),
            "metadata": metadata,
            "columnDefinitions": hasColumns ? .array(self.columnDefinitions) : .null,
            "rows": .array(objects.map { self.row(of: $0, now: now) }),
        ]
    }

    /// `columnDefinitions`.
    public var columnDefinitions: [JSON] {
        self.resource.columns.map { column in
            [
                "name": .string(column.name),
                "type": .string(column.type),
                "format": .string(column.format),
                "description": .string(column.description),
                "priority": .integer(Int64(column.priority)),
            ]
        }
    }

    private func row(of object: JSON, now: Int) -> JSON {
        var row: JSON = ["cells": .array(tableRow(for: object, resource: self.resource, now: now))]
        switch self.inclusion {
        case .none: row["object"] = .null
        case .metadata:
            row["object"] = [
                "kind": "PartialObjectMetadata",
                "apiVersion": .string("meta.k8s.io/\(self.version)"),
                "metadata": object["metadata"] ?? [:],
            ]
        case .object: row["object"] = object
        }
        return row
    }
}
