public import GatehousePlan

/// What became of every Gateway server and VirtualService: accepted and bound to which listeners, or why not.
public struct TranslationStatus: Hashable, Sendable {
    /// One entry per server of every Gateway, oldest Gateway first.
    public var servers: [ServerStatus]
    /// One entry per VirtualService, oldest first.
    public var virtualServices: [VirtualServiceStatus]

    /// A status.
    public init(servers: [ServerStatus] = [], virtualServices: [VirtualServiceStatus] = []) {
        self.servers = servers
        self.virtualServices = virtualServices
    }
}

/// What became of one server of a Gateway.
public struct ServerStatus: Hashable, Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// It is served by the listeners of these names, `0.0.0.0_80`.
        case bound(listeners: [String])
        /// The Gateway is meant for other gateways (semantics G1).
        case otherGateway
        /// The Gateway names a Service, which does not have this port (semantics G4).
        case noServicePort
        /// Its socket belongs to an earlier server that it can't be merged with (semantics G10), or all of its hosts do
        /// (semantics G11).
        case conflicted(with: Origin)
        /// No VirtualService says where its connections go; its port stays closed, unless other servers share it
        /// (semantics L1).
        case noRoutes
        /// It can't be understood; a diagnostic says why.
        case invalid
    }

    /// The server, `Gateway ns/name spec.servers[0]`.
    public var origin: Origin
    /// What became of it.
    public var outcome: Outcome

    /// A status.
    public init(origin: Origin, outcome: Outcome) {
        self.origin = origin
        self.outcome = outcome
    }
}

/// What became of one VirtualService.
public struct VirtualServiceStatus: Hashable, Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// It contributes routes to the route tables of these names, `http.80`, or where the connections of a listener
        /// go, `0.0.0.0_31400`.
        case bound(routeTables: [String])
        /// It has no hosts: other VirtualServices delegate to it (semantics D1).
        case delegate
        /// It is meant for sidecars only (semantics V1).
        case meshOnly
        /// It is not exported to this gateway's namespace (semantics V2).
        case notExported
        /// None of the Gateways that it names is served here.
        case noGateway
        /// Its Gateways are served, but none of their servers' hosts overlaps with its own (semantics G8, G9).
        case noMatchingHost
        /// Its hosts match, but none of its rules applies here.
        case noRoutes
    }

    /// The VirtualService.
    public var origin: Origin
    /// What became of it.
    public var outcome: Outcome
    /// The Gateways that it names, `namespace/name` each, in its order; `mesh` is none of them.
    public var gateways: [String]
    /// Those of them on whose servers it has routes.
    public var boundGateways: [String]
    /// What its rules ask for and is not there, each once, in the order in which it was looked for.
    public var missing: [MissingReference]

    /// A status.
    public init(
        origin: Origin, outcome: Outcome, gateways: [String] = [], boundGateways: [String] = [],
        missing: [MissingReference] = []
    ) {
        self.origin = origin
        self.outcome = outcome
        self.gateways = gateways
        self.boundGateways = boundGateways
        self.missing = missing
    }
}
