/// Which resource, and where in it, a node of the plan comes from. For dumps, explanations, metrics and status.
public struct Origin: Hashable, Sendable {
    /// The resource's kind, such as `VirtualService`.
    public var kind: String
    /// The resource's namespace.
    public var namespace: String
    /// The resource's name.
    public var name: String
    /// The place inside the resource, such as `spec.http[0]`; empty for the whole resource.
    public var path: String

    /// The origin at `path` of the named resource.
    public init(kind: String, namespace: String, name: String, path: String = "") {
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.path = path
    }
}

extension Origin: CustomStringConvertible {
    /// `Kind namespace/name path`.
    public var description: String {
        self.path.isEmpty
            ? "\(self.kind) \(self.namespace)/\(self.name)" : "\(self.kind) \(self.namespace)/\(self.name) \(self.path)"
    }
}
