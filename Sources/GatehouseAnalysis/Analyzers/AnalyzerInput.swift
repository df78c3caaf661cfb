public import GatehouseModel

/// What analyzers look at.
public struct AnalyzerInput: Sendable {
    /// Everything that could be read.
    public var resources: ResourceSet
    /// Those of it that would be refused.
    public var unservable: Set<ResourceKey>
    /// What is there besides: of kinds that are passed over, or not readable. Nothing of it counts as missing.
    public var unread: Set<ResourceKey>
    var podTemplates: [Workload]

    /// - Parameters:
    ///   - served: what is served.
    ///   - refused: what would be refused and could be read; of one that has the key of another, the other counts.
    ///   - unreadable: what would be refused and could not be read as a whole.
    ///   - passedOver: what is of kinds that are passed over. The Pods that it makes count as workloads.
    public init(
        served: ResourceSet, refused: [AnyResource] = [], unreadable: [ResourceKey] = [],
        passedOver: [PassedOverResource] = []
    ) {
        var seen = served.keys
        let added = refused.filter { seen.insert($0.key).inserted }
        self.resources = served.adding(added)
        self.unservable = Set(added.map(\.key))
        self.unread = Set(unreadable).union(passedOver.map(\.key)).subtracting(seen)
        self.podTemplates = passedOver.compactMap { resource in
            resource.podLabels.map {
                Workload(namespace: resource.key.namespace, labels: $0, isThisGateway: false)
            }
        }
    }
}

extension ResourceSet {
    /// The keys of all resources.
    fileprivate var keys: Set<ResourceKey> {
        var keys: Set<ResourceKey> = []
        keys.formUnion(self.gateways.map(\.key))
        keys.formUnion(self.virtualServices.map(\.key))
        keys.formUnion(self.destinationRules.map(\.key))
        keys.formUnion(self.serviceEntries.map(\.key))
        keys.formUnion(self.workloadEntries.map(\.key))
        keys.formUnion(self.services.map(\.key))
        keys.formUnion(self.endpoints.map(\.key))
        keys.formUnion(self.endpointSlices.map(\.key))
        keys.formUnion(self.secrets.map(\.key))
        keys.formUnion(self.configMaps.map(\.key))
        keys.formUnion(self.namespaces.map(\.key))
        keys.formUnion(self.pods.map(\.key))
        return keys
    }
}
