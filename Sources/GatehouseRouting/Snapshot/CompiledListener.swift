public import GatehousePlan

/// One socket and the routes behind it.
public final class CompiledListener: Sendable {
    /// The address that a Gateway's `bind` names; nil for the address that the gateway was started with.
    public let bind: String?
    /// The port, before any port map.
    public let port: Int
    /// The protocol in capitals, such as `HTTP`.
    public let protocolName: String
    /// The virtual hosts and their routes.
    public let routes: RouteTable
    /// The Gateway servers that asked for the socket.
    public let origins: [Origin]

    init(plan: ListenerPlan, routes: RouteTable) {
        self.bind = plan.bind
        self.port = plan.port
        self.protocolName = plan.protocolName
        self.routes = routes
        self.origins = plan.origins
    }
}
