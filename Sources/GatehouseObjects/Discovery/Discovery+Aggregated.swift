extension Discovery {
    /// `/api` or `/apis` with all groups and their kinds in one document (`apidiscovery.k8s.io`), for kubectl 1.26 and
    /// later.
    ///
    /// - Parameters:
    ///   - isCore: Whether it is that of `/api`, with the core group alone.
    ///   - version: The version that the client asked for: `v2` or `v2beta1`. They say the same.
    public func aggregated(isCore: Bool, version: String = "v2") -> JSON {
        [
            "kind": "APIGroupDiscoveryList",
            "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
            "metadata": [:],
            "items": .array(self.catalogue.groups.filter { $0.name.isEmpty == isCore }.map(self.item)),
        ]
    }

    private func item(of group: APICatalogue.Group) -> JSON {
        var metadata: JSON = ["creationTimestamp": nil]
        if !group.name.isEmpty { metadata["name"] = .string(group.name) }
        let versions: [JSON] = group.versions.map { version in
            let resources = self.catalogue.resources(group: group.name, version: version)
                .sorted { $0.plural < $1.plural }
            return [
                "version": .string(version),
                "freshness": "Current",
                "resources": .array(resources.map { Self.entry(of: $0, version: version) }),
            ]
        }
        return ["metadata": metadata, "versions": .array(versions)]
    }

    private static func entry(of resource: APIResource, version: String) -> JSON {
        let kind: JSON = [
            "group": .string(resource.group), "version": .string(version), "kind": .string(resource.kind),
        ]
        var entry: JSON = [
            "resource": .string(resource.plural),
            "responseKind": kind,
            "scope": resource.isNamespaced ? "Namespaced" : "Cluster",
            "singularResource": .string(resource.singular),
            "verbs": .array(resource.verbs.map { .string($0) }),
        ]
        if !resource.shortNames.isEmpty { entry["shortNames"] = .array(resource.shortNames.map { .string($0) }) }
        if !resource.categories.isEmpty { entry["categories"] = .array(resource.categories.map { .string($0) }) }
        if resource.hasStatus {
            entry["subresources"] = [
                [
                    "subresource": "status", "responseKind": kind,
                    "verbs": .array(resource.statusVerbs.map { .string($0) }),
                ]
            ]
        }
        return entry
    }
}
