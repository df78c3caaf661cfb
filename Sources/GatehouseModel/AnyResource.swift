/// A resource of any kind that the gateway understands.
public enum AnyResource: Sendable {
    /// A Gateway.
    case gateway(Resource<Gateway>)
    /// A VirtualService.
    case virtualService(Resource<VirtualService>)
    /// A DestinationRule.
    case destinationRule(Resource<DestinationRule>)
    /// A ServiceEntry.
    case serviceEntry(Resource<ServiceEntry>)
    /// A WorkloadEntry.
    case workloadEntry(Resource<WorkloadEntry>)
    /// A Service.
    case service(Resource<Service>)
    /// Endpoints.
    case endpoints(Resource<Endpoints>)
    /// An EndpointSlice.
    case endpointSlice(Resource<EndpointSlice>)
    /// A Secret.
    case secret(Resource<Secret>)
    /// A ConfigMap.
    case configMap(Resource<ConfigMap>)
    /// A Namespace.
    case namespace(Resource<Namespace>)
    /// A Pod.
    case pod(Resource<Pod>)

    /// The resource's identity.
    public var key: ResourceKey {
        switch self {
        case .gateway(let resource): resource.key
        case .virtualService(let resource): resource.key
        case .destinationRule(let resource): resource.key
        case .serviceEntry(let resource): resource.key
        case .workloadEntry(let resource): resource.key
        case .service(let resource): resource.key
        case .endpoints(let resource): resource.key
        case .endpointSlice(let resource): resource.key
        case .secret(let resource): resource.key
        case .configMap(let resource): resource.key
        case .namespace(let resource): resource.key
        case .pod(let resource): resource.key
        }
    }

    /// Name, namespace, labels.
    public var metadata: Metadata {
        switch self {
        case .gateway(let resource): resource.metadata
        case .virtualService(let resource): resource.metadata
        case .destinationRule(let resource): resource.metadata
        case .serviceEntry(let resource): resource.metadata
        case .workloadEntry(let resource): resource.metadata
        case .service(let resource): resource.metadata
        case .endpoints(let resource): resource.metadata
        case .endpointSlice(let resource): resource.metadata
        case .secret(let resource): resource.metadata
        case .configMap(let resource): resource.metadata
        case .namespace(let resource): resource.metadata
        case .pod(let resource): resource.metadata
        }
    }

    /// Where the resource was read from; nil when it did not come from a file.
    public var source: SourceMap? {
        switch self {
        case .gateway(let resource): resource.source
        case .virtualService(let resource): resource.source
        case .destinationRule(let resource): resource.source
        case .serviceEntry(let resource): resource.source
        case .workloadEntry(let resource): resource.source
        case .service(let resource): resource.source
        case .endpoints(let resource): resource.source
        case .endpointSlice(let resource): resource.source
        case .secret(let resource): resource.source
        case .configMap(let resource): resource.source
        case .namespace(let resource): resource.source
        case .pod(let resource): resource.source
        }
    }
}
