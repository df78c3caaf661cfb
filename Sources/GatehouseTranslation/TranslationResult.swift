public import GatehouseModel
public import GatehousePlan

/// Everything that translation has to say about one set of resources. Equal input gives an equal result.
public struct TranslationResult: Hashable, Sendable {
    /// What the gateway has to do.
    public var plan: GatewayPlan
    /// The endpoints of the plan's clusters, by cluster name. Every cluster has an entry.
    public var endpoints: [String: EndpointSet]
    /// What was found wrong or is not honoured, in the order of the resources.
    public var diagnostics: [Diagnostic]
    /// What became of every Gateway server and VirtualService.
    public var status: TranslationStatus

    /// A result.
    public init(
        plan: GatewayPlan = GatewayPlan(), endpoints: [String: EndpointSet] = [:], diagnostics: [Diagnostic] = [],
        status: TranslationStatus = TranslationStatus()
    ) {
        self.plan = plan
        self.endpoints = endpoints
        self.diagnostics = diagnostics
        self.status = status
    }
}
