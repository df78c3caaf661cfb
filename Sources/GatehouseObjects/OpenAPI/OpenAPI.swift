/// The descriptions of an API in OpenAPI, by which clients check and explain fields, and choose kinds of patches.
///
/// Documents are made anew each time, which takes a while: whoever serves them keeps them.
public struct OpenAPI: Sendable {
    /// The kinds.
    public let catalogue: APICatalogue
    /// The version that documents bear.
    public let version: String

    /// The descriptions of these kinds.
    public init(_ catalogue: APICatalogue, version: String) {
        self.catalogue = catalogue
        self.version = version
    }

    /// `/openapi/v2`: everything in one document.
    public var swagger: JSON {
        let kinds = self.catalogue.groups.flatMap { group in
            group.versions.flatMap { self.kinds(group: group.name, version: $0) }
        }
        return [
            "swagger": "2.0",
            "info": self.info,
            "paths": OpenAPIPaths(dialect: .v2).all(for: kinds),
            "definitions": OpenAPIDefinitions(dialect: .v2).all(for: kinds),
        ]
    }

    /// `/openapi/v3`: where the documents of all versions are. Their addresses change with what they say.
    public var index: JSON {
        var paths: [String: JSON] = [:]
        for group in self.catalogue.groups {
            for version in group.versions {
                guard let document = self.document(group: group.name, version: version) else { continue }
                var hash = ContentHash()
                hash.add(document)
                let path = group.name.isEmpty ? "api/\(version)" : "apis/\(group.name)/\(version)"
                paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(hash.hexadecimal)")]
            }
        }
        return ["paths": .object(paths)]
    }

    /// `/openapi/v3/api/v1` and `/openapi/v3/apis/<group>/<version>`: one version of a group; nil for those there are
    /// not.
    public func document(group: String, version: String) -> JSON? {
        let kinds = self.kinds(group: group, version: version)
        if kinds.isEmpty { return nil }
        return [
            "openapi": "3.0.0",
            "info": self.info,
            "paths": OpenAPIPaths(dialect: .v3).all(for: kinds),
            "components": ["schemas": OpenAPIDefinitions(dialect: .v3).all(for: kinds)],
        ]
    }

    private var info: JSON { ["title": "Gatehouse", "version": .string(self.version)] }

    private func kinds(group: String, version: String) -> [(resource: APIResource, version: String)] {
        self.catalogue.resources(group: group, version: version).map { ($0, version) }
    }
}
