import GatehouseObjects

/// Which kinds an API server serves, in the groups that were asked about.
struct ServedResources: Hashable, Sendable {
    /// Plurals by `group/version`.
    private var plurals: [String: Set<String>] = [:]

    /// Takes in the answer for one `group/version`: an `APIResourceList`.
    mutating func add(_ list: JSON, apiVersion: String) {
        let names = (list["resources"]?.array ?? []).compactMap { $0["name"]?.string }
        self.plurals[apiVersion, default: []].formUnion(names)
    }

    /// The first of several endpoints that is served. The core always is.
    func first(of choices: [ResourceEndpoint]) -> ResourceEndpoint? {
        choices.first { $0.group.isEmpty || self.plurals[$0.apiVersion]?.contains($0.plural) == true }
    }

    /// The versions of each group in an `APIGroupList`.
    static func groupVersions(in list: JSON) -> Set<String> {
        let versions = (list["groups"]?.array ?? []).flatMap { $0["versions"]?.array ?? [] }
        return Set(versions.compactMap { $0["groupVersion"]?.string })
    }
}
