public import GatehouseModel
public import GatehousePlan
public import GatehouseRouting
public import GatehouseTranslation

/// What is being served, and what there is to say about it. The last value stays readable while the next is made.
public struct Published: Sendable {
    /// The number of the snapshot. Endpoints and diagnostics may be newer than it.
    public var generation: UInt64
    /// The version of the store that all of this was made from.
    public var version: Int
    /// The resources.
    public var resources: ResourceSet
    /// The metadata of the resources whose newest version may not be served, whether or not an earlier one is.
    public var refused: [ResourceKey: Metadata] = [:]
    /// What they were translated to.
    public var plan: GatewayPlan
    /// What the plan was compiled to.
    public var snapshot: Snapshot
    /// The endpoints, by cluster name.
    public var endpoints: [String: EndpointSet]
    /// Those of them that the resources state, without what names stand for.
    var statedEndpoints: [String: EndpointSet] = [:]
    /// What became of every Gateway server and VirtualService.
    public var status: TranslationStatus
    /// The parts of the plan that the snapshot leaves out.
    public var problems: [CompileProblem]
    /// The certificates that the gateway shows to clients and services.
    public var certificates: [CertificateStatus]
    /// The sockets that could not be opened; they are tried again.
    public var listenerFailures: [ListenerFailure] = []
    /// What was found wrong with files and resources, in translation and in compilation.
    var configurationDiagnostics: [Diagnostic]
    /// What there is to say about the sockets that could not be opened.
    var listenerDiagnostics: [Diagnostic] = []

    /// Everything found wrong on the way: files, resources, translation, compilation, sockets.
    public var diagnostics: [Diagnostic] { self.configurationDiagnostics + self.listenerDiagnostics }
}
