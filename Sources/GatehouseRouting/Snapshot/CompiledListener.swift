public import GatehousePlan

/// One socket and what is behind it.
public final class CompiledListener: Sendable {
    /// The address that a Gateway's `bind` names; nil for the address that the gateway was started with.
    public let bind: String?
    /// The port, before any port map.
    public let port: Int
    /// The protocol in capitals, such as `HTTP`.
    public let protocolName: String
    /// What is spoken here.
    public let content: CompiledContent
    /// The Gateway servers that asked for the socket.
    public let origins: [Origin]

    init(plan: ListenerPlan, content: CompiledContent) {
        self.bind = plan.bind
        self.port = plan.port
        self.protocolName = plan.protocolName
        self.content = content
        self.origins = plan.origins
    }
}

/// What is spoken on a listener's connections.
public enum CompiledContent: Sendable {
    /// Plaintext HTTP, 1.1 or prior-knowledge 2.
    case http(RouteTable)
    /// TLS; the client's server name decides.
    case tls(TLSChainTable)
    /// Bytes that are passed on as they are.
    case tcp(CompiledConnectionRoute, ConnectionProtocol)

    /// Every route table behind the listener, in the plan's order.
    var routeTables: [RouteTable] {
        switch self {
        case .http(let table): [table]
        case .tls(let chains): chains.chains.compactMap(\.routes)
        case .tcp: []
        }
    }
}
