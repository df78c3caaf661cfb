/// What the API tells clients of itself: its groups, versions and kinds.
public struct Discovery: Sendable {
    /// The kinds.
    public let catalogue: APICatalogue

    /// The discovery of these kinds.
    public init(_ catalogue: APICatalogue) { self.catalogue = catalogue }

    /// `/api`: the versions of the core group.
    ///
    /// - Parameter address: The server's address as clients reach it, such as `127.0.0.1:6443`.
    public func coreVersions(address: String) -> JSON {
        [
            "kind": "APIVersions",
            "versions": .array(self.group("")?.versions.map { .string($0) } ?? []),
            "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": .string(address)]],
        ]
    }

    /// `/apis`: the other groups.
    public var groups: JSON {
        [
            "kind": "APIGroupList", "apiVersion": "v1",
            "groups": .array(self.catalogue.groups.filter { !$0.name.isEmpty }.map(Self.members)),
        ]
    }

    /// `/apis/<group>`; nil where there is no such group.
    public func group(named name: String) -> JSON? {
        guard !name.isEmpty, let group = self.group(name) else { return nil }
        var document = Self.members(of: group)
        document["kind"] = "APIGroup"
        document["apiVersion"] = "v1"
        return document
    }

    /// `/api/v1` and `/apis/<group>/<version>`: the kinds; nil where there is no such version.
    public func resources(group: String, version: String) -> JSON? {
        guard self.group(group)?.versions.contains(version) == true else { return nil }
        let resources = self.catalogue.resources(group: group, version: version).sorted { $0.plural < $1.plural }
        return [
            "kind": "APIResourceList", "apiVersion": "v1",
            "groupVersion": .string(group.isEmpty ? version : "\(group)/\(version)"),
            "resources": .array(resources.flatMap(Self.entries)),
        ]
    }

    private func group(_ name: String) -> APICatalogue.Group? {
        self.catalogue.groups.first { $0.name == name }
    }

    private static func members(of group: APICatalogue.Group) -> JSON {
        let versions: [JSON] = group.versions.map { version in
            ["groupVersion": .string("\(group.name)/\(version)"), "version": .string(version)]
        }
        return ["name": .string(group.name), "versions": .array(versions), "preferredVersion": versions.first ?? [:]]
    }

    private static func entries(of resource: APIResource) -> [JSON] {
        var entry: JSON = [
            "name": .string(resource.plural),
            "singularName": .string(resource.singular),
            "namespaced": .bool(resource.isNamespaced),
            "kind": .string(resource.kind),
            "verbs": .array(resource.verbs.map { .string($0) }),
        ]
        if !resource.isCreateOnly { entry["storageVersionHash"] = .string(resource.storageVersionHash) }
        if !resource.shortNames.isEmpty { entry["shortNames"] = .array(resource.shortNames.map { .string($0) }) }
        if !resource.categories.isEmpty { entry["categories"] = .array(resource.categories.map { .string($0) }) }
        if !resource.hasStatus { return [entry] }
        return [
            entry,
            [
                "name": .string("\(resource.plural)/status"),
                "singularName": "",
                "namespaced": .bool(resource.isNamespaced),
                "kind": .string(resource.kind),
                "verbs": .array(resource.statusVerbs.map { .string($0) }),
            ],
        ]
    }
}
