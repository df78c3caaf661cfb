/// The kinds that an API serves, to be looked up by any of their names.
public struct APICatalogue: Sendable {
    /// A group and its versions.
    public struct Group: Hashable, Sendable {
        /// The group's name; empty for the core group.
        public var name: String
        /// Its versions, the preferred one first.
        public var versions: [String]
    }

    /// The kinds.
    public let resources: [APIResource]
    /// The groups, the core group first, then by name.
    public let groups: [Group]

    private let byPlural: [String: APIResource]
    private let byKind: [String: APIResource]

    /// The kinds that the gateway serves.
    public static let served = APICatalogue([
        .namespaces, .services, .endpoints, .secrets, .configMaps, .events, .pods, .endpointSlices, .leases,
        .gateways, .virtualServices, .destinationRules, .serviceEntries, .workloadEntries, .sidecars, .workloadGroups,
        .envoyFilters, .proxyConfigs, .authorizationPolicies, .peerAuthentications, .requestAuthentications,
        .telemetries, .selfSubjectAccessReviews, .selfSubjectRulesReviews, .selfSubjectReviews,
    ])

    /// A catalogue of these kinds. Of two with the same group and name, the first counts.
    public init(_ resources: [APIResource]) {
        self.resources = resources
        self.byPlural = Dictionary(resources.map { ("\($0.group)/\($0.plural)", $0) }) { first, _ in first }
        self.byKind = Dictionary(resources.map { ("\($0.group)/\($0.kind)", $0) }) { first, _ in first }
        var versions: [String: Set<String>] = [:]
        for resource in resources { versions[resource.group, default: []].formUnion(resource.versions) }
        self.groups = versions.map { Group(name: $0, versions: $1.sorted { VersionRank($0) < VersionRank($1) }) }
            .sorted { $0.name < $1.name }
    }

    /// The kind with this plural name in a version of a group; nil where that version does not have it.
    public func resource(group: String, version: String, plural: String) -> APIResource? {
        self.byPlural["\(group)/\(plural)"].flatMap { $0.versions.contains(version) ? $0 : nil }
    }

    /// The kind with this name in a version of a group; nil where that version does not have it.
    public func resource(group: String, version: String, kind: String) -> APIResource? {
        self.byKind["\(group)/\(kind)"].flatMap { $0.versions.contains(version) ? $0 : nil }
    }

    /// The kind of an object by what the object says of itself, such as `v1` and `Service`.
    public func resource(apiVersion: String, kind: String) -> APIResource? {
        let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last else { return nil }
        return self.resource(group: parts.count == 2 ? String(first) : "", version: String(last), kind: kind)
    }

    /// The kinds that a person may mean by a word: a plural, a singular or a short name, in any letter case, with the
    /// group after a dot or without.
    public func resources(named word: String) -> [APIResource] {
        let word = word.lowercased()
        return self.resources.filter { resource in
            ([resource.plural, resource.singular] + resource.shortNames).contains { name in
                word == name || word == "\(name).\(resource.group)"
            }
        }
    }

    /// The kinds that a version of a group has.
    public func resources(group: String, version: String) -> [APIResource] {
        self.resources.filter { $0.group == group && $0.versions.contains(version) }
    }
}
