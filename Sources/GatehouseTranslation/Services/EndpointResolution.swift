import GatehouseModel
import GatehousePlan

/// An endpoint of one service port, with what subsets choose by.
struct LabelledEndpoint {
    /// The endpoint.
    var endpoint: Endpoint
    /// The labels of the workload behind it.
    var labels: [String: String]
}

/// The endpoints of one service port.
struct ResolvedEndpoints {
    /// The endpoints, in no order.
    var endpoints: [LabelledEndpoint] = []
    /// Endpoints whose address is a name, which only DNS can resolve (semantics S1).
    var names: [LabelledEndpoint] = []
    /// Whether all names together stand for one endpoint.
    var isOneEndpoint = false
    /// Whether Istio has no cluster for the service while it has no endpoints (semantics S3).
    var needsEndpoints = false
}

/// Finds the endpoints of services in EndpointSlices, Endpoints, ServiceEntries and WorkloadEntries.
struct EndpointResolution {
    private struct ServiceName: Hashable {
        var namespace: String
        var name: String
    }

    /// The workloads that selectors choose from.
    let workloads: WorkloadIndex
    private let resources: ResourceSet
    private let slices: [ServiceName: [Int]]
    private let endpoints: [ServiceName: Int]

    /// The endpoints of these resources.
    init(_ resources: ResourceSet) {
        self.resources = resources
        self.workloads = WorkloadIndex(resources)
        var slices: [ServiceName: [Int]] = [:]
        for (index, slice) in resources.endpointSlices.enumerated() {
            guard let service = slice.metadata.labels["kubernetes.io/service-name"] else { continue }
            slices[ServiceName(namespace: slice.metadata.namespace, name: service), default: []].append(index)
        }
        self.slices = slices
        self.endpoints = Dictionary(
            resources.endpoints.enumerated().map { index, resource in
                (ServiceName(namespace: resource.metadata.namespace, name: resource.metadata.name), index)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The endpoints of a service port. Explicit endpoints join the others, and stand in place of names that would have
    /// to be resolved.
    func resolve(_ service: RegisteredService, port: RegisteredService.Port) -> ResolvedEndpoints {
        var result =
            switch service.source {
            case .kubernetes(let index): self.resolve(self.resources.services[index], port: port, of: service)
            case .serviceEntry(let index): self.resolve(self.resources.serviceEntries[index], port: port, of: service)
            case .explicit: ResolvedEndpoints()
            }
        for explicit in service.explicitEndpoints where (explicit.port ?? port.number) == port.number {
            result.endpoints.append(
                LabelledEndpoint(
                    endpoint: Endpoint(address: explicit.address, port: explicit.endpointPort), labels: explicit.labels)
            )
            result.names = []
        }
        return result
    }

    private func resolve(
        _ resource: Resource<Service>, port: RegisteredService.Port, of service: RegisteredService
    ) -> ResolvedEndpoints {
        var result = ResolvedEndpoints()
        if let target = service.aliasOf {
            result.append(WorkloadEntry(address: target), port: port.number)
            return result
        }
        let name = ServiceName(namespace: service.namespace, name: resource.metadata.name)
        if let slices = self.slices[name] {
            let slices = slices.map { self.resources.endpointSlices[$0] }
            result = SliceReader(workloads: self.workloads, service: service, port: port).read(slices)
        } else if let index = self.endpoints[name] {
            result.endpoints = self.read(self.resources.endpoints[index], port: port, of: service)
        }
        for entry in self.workloads.selected(by: resource.spec.selector, in: service.namespace) {
            let named = entry.ports[port.name] ?? port.targetName.flatMap { entry.ports[$0] }
            result.append(entry, port: named.flatMap { validPort($0) } ?? port.target ?? port.number)
        }
        return result
    }

    private func read(
        _ endpoints: Resource<Endpoints>, port: RegisteredService.Port, of service: RegisteredService
    ) -> [LabelledEndpoint] {
        var result: [LabelledEndpoint] = []
        for subset in endpoints.spec.subsets {
            let isLone = subset.ports.count == 1 && service.ports.count == 1
            guard
                let number = subset.ports.first(where: { isLone || ($0.name ?? "") == port.name })?.port
                    .flatMap({ validPort($0) })
            else { continue }
            for (addresses, isReady) in [(subset.addresses, true), (subset.notReadyAddresses, false)] {
                for address in addresses {
                    guard let ip = address.ip else { continue }
                    result.append(
                        LabelledEndpoint(
                            endpoint: Endpoint(address: ip, port: number, isReady: isReady),
                            labels: self.workloads.labels(of: address.targetRef, namespace: service.namespace)))
                }
            }
        }
        return result
    }

    private func resolve(
        _ resource: Resource<ServiceEntry>, port: RegisteredService.Port, of service: RegisteredService
    ) -> ResolvedEndpoints {
        let entry = resource.spec
        var result = ResolvedEndpoints()
        let resolution = entry.resolution ?? .noResolution
        let isDNS = resolution == .dns || resolution == .dnsRoundRobin || resolution == .dynamicDns
        var members = entry.endpoints
        if let selector = entry.workloadSelector {
            members += self.workloads.selected(by: selector.labels, in: service.namespace)
        } else if members.isEmpty && isDNS {
            members = [WorkloadEntry(address: service.host)]
        }
        result.isOneEndpoint = resolution == .dnsRoundRobin
        result.needsEndpoints = isDNS || (resolution == .static && entry.workloadSelector == nil)
        for member in members {
            let named = member.ports[port.name].flatMap { validPort($0) }
            result.append(member, port: named ?? port.target ?? port.number)
        }
        return result
    }
}

extension ResolvedEndpoints {
    fileprivate mutating func append(_ entry: WorkloadEntry, port: Int) {
        guard let address = entry.address, !address.isEmpty else { return }
        let weight = max(1, entry.weight.map { Int($0) } ?? 1)
        let endpoint = LabelledEndpoint(
            endpoint: Endpoint(address: address, port: address.hasPrefix("unix:") ? 0 : port, weight: weight),
            labels: entry.labels)
        if isLiteralAddress(address) { self.endpoints.append(endpoint) } else { self.names.append(endpoint) }
    }
}
