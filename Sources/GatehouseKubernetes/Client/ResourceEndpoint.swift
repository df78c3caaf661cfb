/// The objects of one kind in one version, as an API serves them.
public struct ResourceEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// The group; empty for the core.
    public var group: String
    /// The version, such as `v1beta1`.
    public var version: String
    /// The kind, such as `VirtualService`.
    public var kind: String
    /// The plural in paths, such as `virtualservices`.
    public var plural: String

    /// Objects of a kind.
    public init(group: String, version: String, kind: String, plural: String) {
        self.group = group
        self.version = version
        self.kind = kind
        self.plural = plural
    }

    /// `group/version`, or the version alone in the core.
    public var apiVersion: String { self.group.isEmpty ? self.version : "\(self.group)/\(self.version)" }

    /// `virtualservices.networking.istio.io/v1`, as errors name it.
    public var description: String {
        self.group.isEmpty ? "\(self.plural)/\(self.version)" : "\(self.plural).\(self.group)/\(self.version)"
    }

    /// The path of all objects, of those of a namespace, of one object, or of a part of one.
    public func path(namespace: String? = nil, name: String? = nil, subresource: String? = nil) -> String {
        var path = self.group.isEmpty ? "/api/\(self.version)" : "/apis/\(self.group)/\(self.version)"
        if let namespace, !namespace.isEmpty { path += "/namespaces/\(APIRequest.encoded(namespace))" }
        path += "/\(self.plural)"
        if let name { path += "/\(APIRequest.encoded(name))" }
        if let subresource { path += "/\(subresource)" }
        return path
    }
}

extension ResourceEndpoint {
    /// Leases.
    static let leases = ResourceEndpoint(
        group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases")
    /// Events, of the core.
    static let events = ResourceEndpoint(group: "", version: "v1", kind: "Event", plural: "events")
}
