public import GatehousePlan

/// Destinations to choose from.
public final class CompiledForward: Sendable {
    /// The destinations that can be chosen, in the plan's order: those of weight 0 are not among them, save a lone one.
    public let destinations: [CompiledDestination]
    private let totalWeight: UInt64

    init(destinations: [CompiledDestination]) {
        self.destinations = destinations
        self.totalWeight = destinations.reduce(0) { $0 &+ $1.weight }
    }

    /// The destination for one request (semantics A6). A request that is tried again keeps it.
    ///
    /// - Parameter random: uniformly distributed bits.
    /// - Returns: nil only when the plan names no destination that may be chosen.
    public func select(random: UInt64) -> CompiledDestination? {
        guard self.destinations.count > 1 else { return self.destinations.first }
        var ticket = random.multipliedFullWidth(by: self.totalWeight).high
        for destination in self.destinations {
            if ticket < destination.weight { return destination }
            ticket &-= destination.weight
        }
        return self.destinations.last
    }
}

/// One place that a route sends requests to.
public final class CompiledDestination: Sendable {
    /// What the destination was compiled from.
    public let plan: WeightedDestination
    /// The cluster; nil when there is none of that name, which answers 503 NC.
    public let cluster: CompiledCluster?
    /// `outbound|<port>|<subset>|<host>`, as the access log writes it, whether the cluster exists or not.
    public let clusterName: [UInt8]
    /// The share of requests relative to the sum over the route's destinations.
    public let weight: UInt64

    let requestHeaders: HeaderProgram
    let responseHeaders: HeaderProgram
    let authority: [UInt8]?
    let pathRewrite: CompiledPathRewrite?
    /// Whether `applyRequest` has anything to do.
    let editsRequest: Bool

    init(
        plan: WeightedDestination, cluster: CompiledCluster?, requestHeaders: HeaderProgram,
        responseHeaders: HeaderProgram, authority: [UInt8]?, pathRewrite: CompiledPathRewrite?, ruleEditsRequest: Bool
    ) {
        self.plan = plan
        self.cluster = cluster
        self.clusterName = Array(plan.clusterName.utf8)
        self.weight = UInt64(max(0, plan.weight))
        self.requestHeaders = requestHeaders
        self.responseHeaders = responseHeaders
        self.authority = authority
        self.pathRewrite = pathRewrite
        self.editsRequest =
            ruleEditsRequest || !requestHeaders.isEmpty || authority != nil || pathRewrite != nil
    }
}
