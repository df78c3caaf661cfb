public import GatehousePlan

/// Where connections go that are passed on as they are.
public final class CompiledConnectionRoute: Sendable {
    /// What the route was compiled from.
    public let plan: ConnectionRoutePlan
    /// The destinations to choose from, one for each connection.
    public let forward: CompiledForward

    init(plan: ConnectionRoutePlan, forward: CompiledForward) {
        self.plan = plan
        self.forward = forward
    }
}
