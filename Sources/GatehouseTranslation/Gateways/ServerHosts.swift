/// The hosts of a Gateway server, `[namespace/]host` each; the namespace limits whose VirtualServices may bind
/// (semantics G8).
struct ServerHosts {
    private var everybody: HostSet
    private var byNamespace: [String: HostSet]
    /// The hosts that are not limited to a namespace, in lowercase and in order.
    let unlimited: [String]
    /// The host that an entry names, in lowercase, whatever namespace it is limited to.
    static func name(_ entry: String) -> String {
        let slash = entry.firstIndex(of: "/")
        return (slash.map { String(entry[entry.index(after: $0)...]) } ?? entry).lowercased()
    }

    /// The hosts of a server of a Gateway in `namespace`.
    init(_ hosts: [String], namespace: String) {
        var unlimited: [String] = []
        var limited: [String: [String]] = [:]
        for entry in hosts {
            let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let host = String(parts[parts.count - 1]).lowercased()
            switch parts.count == 2 ? parts[0] : "*" {
            case "*": unlimited.append(host)
            case ".": limited[namespace, default: []].append(host)
            case let other: limited[String(other), default: []].append(host)
            }
        }
        if hosts.contains("*/*") { (unlimited, limited) = (["*"], [:]) }
        self.unlimited = unlimited
        self.everybody = HostSet(unlimited)
        self.byNamespace = limited.mapValues { HostSet($0) }
    }

    /// The names that a VirtualService of `namespace` with these hosts gets on this server, without repetition
    /// (semantics G9).
    func intersection(with hosts: [String], namespace: String) -> [String] {
        if hosts.count == 1 && self.byNamespace.isEmpty { return self.everybody.intersection(with: hosts[0]) }
        var seen: Set<String> = []
        var result: [String] = []
        let own = self.byNamespace[namespace]
        for host in hosts {
            for name in self.everybody.intersection(with: host) + (own?.intersection(with: host) ?? [])
            where seen.insert(name).inserted {
                result.append(name)
            }
        }
        return result
    }
}
