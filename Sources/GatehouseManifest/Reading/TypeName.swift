/// A resource's `apiVersion` and `kind`.
struct TypeName: Hashable {
    /// Empty for Kubernetes' core.
    var group: String
    var version: String
    var kind: String

    init(group: String, version: String, kind: String) {
        self.group = group
        self.version = version
        self.kind = kind
    }

    init(apiVersion: String, kind: String) {
        let slash = apiVersion.firstIndex(of: "/")
        self.group = slash.map { String(apiVersion[..<$0]) } ?? ""
        self.version = slash.map { String(apiVersion[apiVersion.index(after: $0)...]) } ?? apiVersion
        self.kind = kind
    }

    var apiVersion: String { self.group.isEmpty ? self.version : "\(self.group)/\(self.version)" }

    /// What the items of this list are when they don't say; nil for a `List` of anything.
    var itemType: TypeName? {
        let kind = String(self.kind.dropLast(4))
        return kind.isEmpty ? nil : TypeName(group: self.group, version: self.version, kind: kind)
    }

    /// Kinds of `networking.istio.io` that are right where they are but none of a gateway's business.
    static let otherIstioKinds: Set<String> = ["EnvoyFilter", "ProxyConfig", "Sidecar", "WorkloadGroup"]
}
