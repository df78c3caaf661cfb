/// One consistent set of resources: the input of analysis and translation. Every list is ordered by age
/// (`creationTimestamp`, then name, then namespace; semantics G2, V3).
public struct ResourceSet: Sendable {
    /// Gateways, oldest first.
    public var gateways: [Resource<Gateway>] = []
    /// VirtualServices, oldest first.
    public var virtualServices: [Resource<VirtualService>] = []
    /// DestinationRules, oldest first.
    public var destinationRules: [Resource<DestinationRule>] = []
    /// ServiceEntries, oldest first.
    public var serviceEntries: [Resource<ServiceEntry>] = []
    /// WorkloadEntries, oldest first.
    public var workloadEntries: [Resource<WorkloadEntry>] = []
    /// Services, oldest first.
    public var services: [Resource<Service>] = []
    /// Endpoints, oldest first.
    public var endpoints: [Resource<Endpoints>] = []
    /// EndpointSlices, oldest first.
    public var endpointSlices: [Resource<EndpointSlice>] = []
    /// Secrets, oldest first.
    public var secrets: [Resource<Secret>] = []
    /// ConfigMaps, oldest first.
    public var configMaps: [Resource<ConfigMap>] = []
    /// Namespaces, oldest first.
    public var namespaces: [Resource<Namespace>] = []
    /// Pods, oldest first.
    public var pods: [Resource<Pod>] = []

    /// An empty set.
    public init() {}

    /// The set of these resources, put in order. Of two with the same key the later one is taken.
    public init(_ resources: [AnyResource]) {
        var latest: [ResourceKey: Int] = [:]
        for (index, resource) in resources.enumerated() { latest[resource.key] = index }
        for (index, resource) in resources.enumerated() where latest[resource.key] == index { self.append(resource) }
        self.sort()
    }

    /// The set with these resources besides. None of them may have the key of one that is there.
    public func adding(_ resources: [AnyResource]) -> ResourceSet {
        if resources.isEmpty { return self }
        var set = self
        for resource in resources { set.append(resource) }
        set.sort()
        return set
    }

    private mutating func append(_ resource: AnyResource) {
        switch resource {
        case .gateway(let resource): self.gateways.append(resource)
        case .virtualService(let resource): self.virtualServices.append(resource)
        case .destinationRule(let resource): self.destinationRules.append(resource)
        case .serviceEntry(let resource): self.serviceEntries.append(resource)
        case .workloadEntry(let resource): self.workloadEntries.append(resource)
        case .service(let resource): self.services.append(resource)
        case .endpoints(let resource): self.endpoints.append(resource)
        case .endpointSlice(let resource): self.endpointSlices.append(resource)
        case .secret(let resource): self.secrets.append(resource)
        case .configMap(let resource): self.configMaps.append(resource)
        case .namespace(let resource): self.namespaces.append(resource)
        case .pod(let resource): self.pods.append(resource)
        }
    }

    private mutating func sort() {
        self.gateways.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.virtualServices.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.destinationRules.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.serviceEntries.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.workloadEntries.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.services.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.endpoints.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.endpointSlices.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.secrets.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.configMaps.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.namespaces.sort { $0.metadata.isOlder(than: $1.metadata) }
        self.pods.sort { $0.metadata.isOlder(than: $1.metadata) }
    }
}
