/// Which namespaces a resource is visible in: what its `exportTo` says (semantics V2).
public enum Visibility: Hashable, Sendable {
    /// All of them.
    case everywhere
    /// These.
    case namespaces(Set<String>)
    /// None.
    case nowhere

    /// What `exportTo` means on a resource of `namespace`: unset is everywhere, `*` dominates the other entries, then
    /// `~`; `.` is the own namespace.
    public init(exportTo: [String], namespace: String) {
        if exportTo.isEmpty || exportTo.contains("*") {
            self = .everywhere
        } else if exportTo.contains("~") {
            self = .nowhere
        } else {
            self = .namespaces(Set(exportTo.map { $0 == "." ? namespace : $0 }))
        }
    }

    /// What a Service's annotation `networking.istio.io/exportTo` means: the same, with commas.
    public init(ofService metadata: Metadata) {
        let exportTo = metadata.annotations["networking.istio.io/exportTo"]?.split(separator: ",").map { entry in
            String(entry.drop { $0 == " " }.prefix { $0 != " " })
        }
        self.init(exportTo: exportTo ?? [], namespace: metadata.namespace)
    }

    /// Whether `namespace` sees the resource.
    public func includes(_ namespace: String) -> Bool {
        switch self {
        case .everywhere: true
        case .namespaces(let namespaces): namespaces.contains(namespace)
        case .nowhere: false
        }
    }
}
