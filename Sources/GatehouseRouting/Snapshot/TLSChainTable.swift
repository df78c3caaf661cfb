public import GatehousePlan

/// The chains of a TLS listener, found by server name: exact, longest wildcard, `*` (semantics G13).
public final class TLSChainTable: Sendable {
    /// The chains in the plan's order.
    public let chains: [CompiledTLSChain]
    private let names: HostIndex
    private let places: [Int]
    private let any: CompiledTLSChain?

    init(chains: [CompiledTLSChain]) {
        self.chains = chains
        var names: [HostPattern] = []
        var places: [Int] = []
        for (place, chain) in chains.enumerated() {
            for name in chain.plan.serverNames {
                names.append(name)
                places.append(place)
            }
        }
        self.names = HostIndex(names)
        self.places = places
        self.any = chains.first { $0.plan.serverNames.contains(.any) }
    }

    /// The chain for a client that sent this server name, in any case and with or without a port; nil for none.
    public func chain(for serverName: UnsafeRawBufferPointer) -> CompiledTLSChain? {
        if serverName.isEmpty { return self.any }
        return self.names.lookup(serverName).map { self.chains[self.places[$0]] }
    }
}

/// What happens to connections for some server names.
public final class CompiledTLSChain: Sendable {
    /// What is spoken inside.
    public enum Content: Sendable {
        /// HTTP, after the gateway has terminated TLS.
        case http(RouteTable, ServerTLSPlan)
        /// Anything, after the gateway has terminated TLS.
        case tcp(CompiledConnectionRoute, ConnectionProtocol, ServerTLSPlan)
        /// Bytes that are passed on as they are.
        case passthrough(CompiledConnectionRoute)
    }

    /// What the chain was compiled from.
    public let plan: TLSChainPlan
    /// What is spoken inside.
    public let content: Content

    init(plan: TLSChainPlan, content: Content) {
        self.plan = plan
        self.content = content
    }

    /// The HTTP routes; nil where something else is spoken.
    public var routes: RouteTable? {
        if case .http(let table, _) = self.content { table } else { nil }
    }

    /// How TLS is terminated; nil where it is not.
    public var tls: ServerTLSPlan? {
        switch self.content {
        case .http(_, let tls), .tcp(_, _, let tls): tls
        case .passthrough: nil
        }
    }
}
