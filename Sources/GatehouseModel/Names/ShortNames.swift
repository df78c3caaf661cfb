/// Completes the short names that the resources of one namespace use.
public struct ShortNames: Hashable, Sendable {
    /// The namespace of the resource that uses the name.
    public var namespace: String
    /// The cluster's DNS domain.
    public var clusterDomain: String

    /// The short names of `namespace`.
    public init(namespace: String, clusterDomain: String) {
        self.namespace = namespace
        self.clusterDomain = clusterDomain
    }

    /// A service's full host: a name without a dot is in this namespace (semantics A5). `*` and names with a dot, IP
    /// addresses among them, stand for themselves.
    public func host(_ name: String) -> String {
        if name.isEmpty || name == "*"
            || name.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") })
        {
            return name
        }
        return name + "." + self.namespace + ".svc." + self.clusterDomain
    }

    /// A Gateway's `namespace/name` (semantics V1): `gw`, `./gw`, `ns/gw` and the old `gw.ns.svc.cluster.local` are
    /// understood. `mesh` stays as it is.
    public func gateway(_ name: String) -> String {
        if name == "mesh" { return name }
        if let slash = name.firstIndex(of: "/") {
            return name[..<slash] == "." ? "\(self.namespace)\(name[slash...])" : name
        }
        let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        return labels.count > 1 ? "\(labels[1])/\(labels[0])" : "\(self.namespace)/\(name)"
    }
}
