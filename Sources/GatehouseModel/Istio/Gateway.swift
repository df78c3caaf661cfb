/// Ports, protocols, host names and certificates that a gateway workload offers to the outside.
public struct Gateway: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "Gateway"

    /// What is listened on; at least one.
    public var servers: [Server]
    /// Labels that a gateway workload must carry for this to apply; empty applies to every gateway.
    public var selector: [String: String]

    /// Fields that are not given are absent.
    public init(servers: [Server] = [], selector: [String: String] = [:]) {
        self.servers = servers
        self.selector = selector
    }
}

/// One port of a gateway, the hosts behind it and the TLS they need.
public struct Server: Hashable, Sendable {
    /// The port and its protocol.
    public var port: Port?
    /// The address to listen on; an IP or `unix://` path. Absent listens on all.
    public var bind: String?
    /// Names that VirtualServices may bind here, each `[namespace/]dnsName`.
    public var hosts: [String]
    /// How connections are secured; absent for plaintext.
    public var tls: ServerTLSSettings?
    /// A loopback address or Unix socket for everything on this port; not used by gateways.
    public var defaultEndpoint: String?
    /// A name for statistics; unique in the mesh where it is set.
    public var name: String?

    /// Fields that are not given are absent.
    public init(
        port: Port? = nil, bind: String? = nil, hosts: [String] = [], tls: ServerTLSSettings? = nil,
        defaultEndpoint: String? = nil, name: String? = nil
    ) {
        self.port = port
        self.bind = bind
        self.hosts = hosts
        self.tls = tls
        self.defaultEndpoint = defaultEndpoint
        self.name = name
    }
}

/// A port and the protocol spoken on it.
public struct Port: Hashable, Sendable {
    /// The Service port that clients use, 1 to 65535.
    public var number: UInt32?
    /// `HTTP`, `HTTPS`, `HTTP2`, `GRPC`, `TLS`, `TCP` or another known name, in any letter case.
    public var `protocol`: String?
    /// The port's label; unique within a Gateway.
    public var name: String?
    /// Deprecated: has no effect.
    public var targetPort: UInt32?

    /// Fields that are not given are absent.
    public init(number: UInt32? = nil, protocol: String? = nil, name: String? = nil, targetPort: UInt32? = nil) {
        self.number = number
        self.protocol = `protocol`
        self.name = name
        self.targetPort = targetPort
    }
}
