@testable import GatehouseObjects

/// CustomResourceDefinitions of the traffic kinds, from the schemas that `up` serves: what kubectl is told of them is then
/// the same on both servers, and a real one checks the schemas.
enum TrafficDefinitions {
    /// All of them, for `kubectl apply`.
    static var manifest: String {
        let kinds: [APIResource] = [
            .gateways, .virtualServices, .destinationRules, .serviceEntries, .workloadEntries,
        ]
        let list: JSON = ["apiVersion": "v1", "kind": "List", "items": .array(kinds.map(Self.definition))]
        return String(decoding: list.bytes, as: UTF8.self)
    }

    /// What stands in the server's description once it has all of them.
    static let sign = "io.istio.networking.v1.WorkloadEntry"

    private static func definition(_ resource: APIResource) -> JSON {
        let schema = Self.structural(resource.schema.openAPI(.v3))
        let columns = resource.columns.filter { $0.format != "name" }.map { Self.column($0) }
        let versions: [JSON] = resource.versions.map { version in
            [
                "name": .string(version), "served": true, "storage": .bool(version == resource.versions.first),
                "schema": ["openAPIV3Schema": schema], "subresources": ["status": [:]],
                "additionalPrinterColumns": .array(columns),
            ]
        }
        return [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": .string("\(resource.plural).\(resource.group)")],
            "spec": [
                "group": .string(resource.group), "scope": "Namespaced", "versions": .array(versions),
                "names": [
                    "kind": .string(resource.kind), "plural": .string(resource.plural),
                    "singular": .string(resource.singular), "listKind": .string("\(resource.kind)List"),
                    "shortNames": .array(resource.shortNames.map { .string($0) }),
                    "categories": .array(resource.categories.map { .string($0) }),
                ],
            ],
        ]
    }

    private static func column(_ column: APIResource.Column) -> JSON {
        let path = column.type == "date" ? ".metadata.creationTimestamp" : ".spec.\(column.name.lowercased())"
        return [
            "name": .string(column.name), "type": .string(column.type), "jsonPath": .string(path),
            "description": .string(column.description),
        ]
    }

    /// A schema as definitions may have it: the object's own metadata is not theirs to describe, there are no references,
    /// and what a list goes by has to be there.
    private static func structural(_ schema: JSON) -> JSON {
        var schema = Self.withoutReferences(schema)
        schema["properties"]?["metadata"] = ["type": "object"]
        return schema
    }

    private static func withoutReferences(_ value: JSON) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map(Self.withoutReferences))
        case .object(let members):
            // The only reference but for that to the metadata.
            if members["$ref"] != nil || members["allOf"] != nil {
                var schema: JSON = ["x-kubernetes-int-or-string": true]
                schema["description"] = members["description"]
                return schema
            }
            var schema = JSON.object(members.mapValues(Self.withoutReferences))
            if let keys = members["x-kubernetes-list-map-keys"] { schema["items"]?["required"] = keys }
            for name in ["x-kubernetes-patch-merge-key", "x-kubernetes-patch-strategy"] { schema[name] = nil }
            return schema
        default: return value
        }
    }
}
