import GatehousePlan

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

    /// Whose routes serve a request for `host` on a connection of `chain`, whose content is HTTP.
    ///
    /// Clients send requests for one host on a connection that they opened for another one, where the certificate is
    /// good for both (RFC 9113 section 9.1.1). A host that has a chain of its own is served by that chain's routes if
    /// its clients would have met the same certificates and demands there, and is misdirected otherwise (RFC 9110
    /// section 15.5.20). Istio answers 404 to both (semantics G12).
    public func routes(for host: UnsafeRawBufferPointer, in chain: CompiledTLSChain) -> ChainRoutes {
        guard let own = chain.routes else { return .misdirected }
        guard self.chains.count > 1, !host.isEmpty, let other = self.chain(for: host), other !== chain else {
            return .routes(own)
        }
        guard let routes = other.routes, other.peerGroup == chain.peerGroup else { return .misdirected }
        return .routes(routes)
    }
}

/// Whose routes serve a request.
public enum ChainRoutes: Sendable {
    /// These.
    case routes(RouteTable)
    /// Nobody's on this connection: 421.
    case misdirected
}
