/// One socket that the gateway listens on.
public struct ListenerPlan: Hashable, Sendable {
    /// What is spoken on a listener's connections.
    public enum Content: Hashable, Sendable {
        /// Plaintext HTTP, 1.1 or prior-knowledge 2, routed by one table.
        case http(RouteTablePlan)
        /// TLS; the client's server name decides what becomes of a connection.
        case tls(TLSListenerPlan)
        /// Bytes that are passed on as they are.
        case tcp(ConnectionRoutePlan, ConnectionProtocol)
    }

    /// The address that a Gateway's `bind` names; nil listens on the address that the gateway was started with.
    public var bind: String?
    /// The port, after translation through the gateway's Service (semantics G4) and before any port map.
    public var port: Int
    /// The protocol as the first server on this socket names it, in capitals.
    public var protocolName: String
    /// What is spoken here.
    public var content: Content
    /// The Gateway servers that asked for this socket, in order of precedence.
    public var origins: [Origin]

    /// A listener.
    public init(bind: String? = nil, port: Int, protocolName: String, content: Content, origins: [Origin]) {
        self.bind = bind
        self.port = port
        self.protocolName = protocolName
        self.content = content
        self.origins = origins
    }
}

/// The virtual hosts of one listener.
public struct RouteTablePlan: Hashable, Sendable {
    /// As Envoy would name the table, such as `http.80`.
    public var name: String
    /// The virtual hosts; no two have the same domain. Which one is consulted: exact, longest wildcard, `*`
    /// (semantics V4), never two.
    public var virtualHosts: [VirtualHostPlan]

    /// A table.
    public init(name: String, virtualHosts: [VirtualHostPlan]) {
        self.name = name
        self.virtualHosts = virtualHosts
    }
}

/// One host name or wildcard of a listener, with its routes in order.
public struct VirtualHostPlan: Hashable, Sendable {
    /// As Envoy would name it: the domain and the Gateway server's port, `example.com:80`.
    public var name: String
    /// The hosts it answers for.
    public var domain: HostPattern
    /// Whether requests that did not come by TLS are redirected to `https` before anything else (semantics T6).
    public var requiresTLS: Bool
    /// The routes; the first that matches is taken.
    public var routes: [RoutePlan]

    /// A virtual host.
    public init(name: String, domain: HostPattern, requiresTLS: Bool = false, routes: [RoutePlan]) {
        self.name = name
        self.domain = domain
        self.requiresTLS = requiresTLS
        self.routes = routes
    }
}
