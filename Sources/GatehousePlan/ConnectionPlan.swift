/// Where connections go whose bytes are not looked into (semantics L1, L2): TCP, and TLS that is passed through.
public struct ConnectionRoutePlan: Hashable, Sendable {
    /// The destinations; not all of weight 0. Their header operations and authorities mean nothing here.
    public var destinations: [WeightedDestination]
    /// The rule that says so.
    public var origin: Origin
    /// The match entry's path, such as `spec.tls[0].match[1]`; nil for a rule without matches.
    public var matchPath: String?

    /// A route.
    public init(destinations: [WeightedDestination], origin: Origin, matchPath: String? = nil) {
        self.destinations = destinations
        self.origin = origin
        self.matchPath = matchPath
    }
}

/// What the bytes of a TCP connection are, as far as they are counted while they pass.
public enum ConnectionProtocol: Hashable, Sendable {
    /// Anything.
    case opaque
    /// MongoDB's wire protocol, whose operations are counted.
    case mongo
}

/// The chains of a listener that speaks TLS; the client's server name chooses one of them (semantics G13).
public struct TLSListenerPlan: Hashable, Sendable {
    /// The chains; no two have a server name in common.
    public var chains: [TLSChainPlan]

    /// Chains.
    public init(chains: [TLSChainPlan]) { self.chains = chains }
}

/// What happens to connections for some server names.
public struct TLSChainPlan: Hashable, Sendable {
    /// What is spoken inside.
    public enum Content: Hashable, Sendable {
        /// HTTP, after the gateway has terminated TLS.
        case http(RouteTablePlan, ServerTLSPlan)
        /// Anything, after the gateway has terminated TLS.
        case tcp(ConnectionRoutePlan, ConnectionProtocol, ServerTLSPlan)
        /// Nobody but the destination knows: the bytes are passed on as they come, the ClientHello first.
        case passthrough(ConnectionRoutePlan)
    }

    /// The server names. `*` also takes clients that send none.
    public var serverNames: [HostPattern]
    /// The protocol as the Gateway server names it, in capitals.
    public var protocolName: String
    /// What is spoken inside.
    public var content: Content
    /// The Gateway servers that asked for it.
    public var origins: [Origin]

    /// A chain.
    public init(serverNames: [HostPattern], protocolName: String, content: Content, origins: [Origin]) {
        self.serverNames = serverNames
        self.protocolName = protocolName
        self.content = content
        self.origins = origins
    }
}
