public import GatehousePlan

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

    /// Equal for chains that show their clients the same certificates and demand the same of them.
    let peerGroup: Int

    init(plan: TLSChainPlan, content: Content, peerGroup: Int) {
        self.plan = plan
        self.content = content
        self.peerGroup = peerGroup
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
