/// The endpoints of one cluster, published on their own lane because they change more often than the structure.
public struct EndpointSet: Hashable, Sendable {
    /// The endpoints, ordered by address and port.
    public var endpoints: [Endpoint]

    /// A set.
    public init(endpoints: [Endpoint] = []) { self.endpoints = endpoints }
}

/// One address that serves a cluster.
public struct Endpoint: Hashable, Sendable {
    /// An IP address, or `unix:///path`; among `ResolvedNames`, a name for DNS.
    public var address: String
    /// The port; 0 for a Unix socket.
    public var port: Int
    /// The relative share of requests, at least 1.
    public var weight: Int
    /// Whether it may be picked; unready endpoints are kept but never picked (semantics B5).
    public var isReady: Bool
    /// Which endpoints come first: 0 before 1, and so on (semantics B4).
    public var priority: Int
    /// `region/zone/subzone`; empty when it is not known.
    public var locality: String
    /// The share of its locality among those of its priority, where localities have shares of their own
    /// (`distribute`); nil where every endpoint counts by its own weight.
    public var localityWeight: Int?
    /// The name that it was resolved from; nil for an address that was stated.
    public var hostname: String?

    /// An endpoint.
    public init(
        address: String, port: Int, weight: Int = 1, isReady: Bool = true, priority: Int = 0, locality: String = "",
        localityWeight: Int? = nil, hostname: String? = nil
    ) {
        self.address = address
        self.port = port
        self.weight = weight
        self.isReady = isReady
        self.priority = priority
        self.locality = locality
        self.localityWeight = localityWeight
        self.hostname = hostname
    }
}

/// Names that stand for endpoints (semantics S1, S5): each address that a name has makes an endpoint like the name's.
public struct ResolvedNames: Hashable, Sendable {
    /// What the addresses of a name are used for.
    public enum Use: Hashable, Sendable {
        /// Every address is an endpoint (Envoy's STRICT_DNS).
        case everyAddress
        /// All names together are one endpoint, the newest address of which new connections go to (LOGICAL_DNS).
        case oneAddress
    }

    /// The names, each as the endpoint that it stands for: `address` is the name.
    public var names: [Endpoint]
    /// What their addresses are used for.
    public var use: Use

    /// Names.
    public init(names: [Endpoint], use: Use = .everyAddress) {
        self.names = names
        self.use = use
    }
}
