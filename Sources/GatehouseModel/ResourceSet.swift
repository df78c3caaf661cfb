/// One consistent set of resources: the input of analysis and translation. Every list is ordered by age
/// (`creationTimestamp`, then name, then namespace; semantics G2, V3).
public struct ResourceSet: Sendable {
    public var gateways: [Resource<Gateway>] = []
    public var virtualServices: [Resource<VirtualService>] = []
    public var destinationRules: [Resource<DestinationRule>] = []
    public var serviceEntries: [Resource<ServiceEntry>] = []
    public var workloadEntries: [Resource<WorkloadEntry>] = []
    public var services: [Resource<Service>] = []
    public var endpoints: [Resource<Endpoints>] = []
    public var endpointSlices: [Resource<EndpointSlice>] = []
    public var secrets: [Resource<Secret>] = []
    public var configMaps: [Resource<ConfigMap>] = []
    public var namespaces: [Resource<Namespace>] = []

    /// An empty set.
    public init() {}
}

/// A resource of any kind that the gateway understands.
public enum AnyResource: Sendable {
    case gateway(Resource<Gateway>)
    case virtualService(Resource<VirtualService>)
    case destinationRule(Resource<DestinationRule>)
    case serviceEntry(Resource<ServiceEntry>)
    case workloadEntry(Resource<WorkloadEntry>)
    case service(Resource<Service>)
    case endpoints(Resource<Endpoints>)
    case endpointSlice(Resource<EndpointSlice>)
    case secret(Resource<Secret>)
    case configMap(Resource<ConfigMap>)
    case namespace(Resource<Namespace>)
}
