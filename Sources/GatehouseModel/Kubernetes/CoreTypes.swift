/// A transport protocol of a port.
public enum TransportProtocol: String, Hashable, Sendable, CaseIterable {
    /// TCP.
    case tcp = "TCP"
    /// UDP.
    case udp = "UDP"
    /// SCTP.
    case sctp = "SCTP"
}

/// A reference to a Kubernetes object.
public struct ObjectReference: Hashable, Sendable {
    /// The object's kind.
    public var kind: String?
    /// The object's namespace.
    public var namespace: String?
    /// The object's name.
    public var name: String?

    /// Fields that are not given are absent.
    public init(kind: String? = nil, namespace: String? = nil, name: String? = nil) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }
}
