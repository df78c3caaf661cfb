import GatehouseModel
import GatehousePlan

/// Finds the endpoints of services in EndpointSlices, Endpoints, ServiceEntries and WorkloadEntries.
struct EndpointResolution {
    private struct ServiceName: Hashable {
        var namespace: String
        var name: String
    }

    /// The workloads that selectors choose from.
    let workloads: WorkloadIndex
    private let resources: ResourceSet
    private let gatewayRegion: String
    private let slices: [ServiceName: [Int]]
    private let endpoints: [ServiceName: Int]

    /// The endpoints of these resources, as the gateway of these options sees them.
    init(_ resources: ResourceSet, options: TranslationOptions) {
        self.resources = resources
        self.gatewayRegion = Locality(options.locality).region
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

    /// The endpoints of a service port. Explicit endpoints join the others, and stand in place of names.
    func resolve(_ service: RegisteredService, port: RegisteredService.Port) -> ResolvedEndpoints {
        var result =
            switch service.source {
            case .kubernetes(let index): self.resolve(self.resources.services[index], port: port, of: service)
            case .serviceEntry(let index): self.resolve(serviceEntry: index, port: port, of: service)
            case .externalName: Self.resolve(externalName: service.host, port: port)
            case .explicit: ResolvedEndpoints()
            }
        let explicit = service.explicitEndpoints.filter { ($0.port ?? port.number) == port.number }
        if explicit.isEmpty { return result }
        result.endpoints.removeAll { $0.isName }
        result.wildcards = []
        result.requested = nil
        for endpoint in explicit {
            let locality = Locality(labels: endpoint.labels) ?? Locality()
            result.endpoints.append(
                LabelledEndpoint(
                    Endpoint(
                        address: endpoint.address, port: endpoint.endpointPort, locality: locality.text),
                    labels: endpoint.labels))
        }
        return result
    }

    /// Where an ExternalName Service leads is looked up in DNS (semantics S5), at the service port: such a Service has
    /// no other.
    private static func resolve(externalName: String, port: RegisteredService.Port) -> ResolvedEndpoints {
        var result = ResolvedEndpoints()
        result.append(WorkloadEntry(address: externalName), port: port.number)
        return result
    }

    private func resolve(
        _ resource: Resource<Service>, port: RegisteredService.Port, of service: RegisteredService
    ) -> ResolvedEndpoints {
        var result = ResolvedEndpoints()
        let name = ServiceName(namespace: service.namespace, name: resource.metadata.name)
        if let slices = self.slices[name] {
            let slices = slices.map { self.resources.endpointSlices[$0] }
            result = SliceReader(
                workloads: self.workloads, service: service, port: port, gatewayRegion: self.gatewayRegion
            ).read(slices)
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
                    let labels = self.workloads.labels(of: address.targetRef, namespace: service.namespace)
                    let locality = Locality(labels: labels) ?? Locality()
                    result.append(
                        LabelledEndpoint(
                            Endpoint(address: ip, port: number, isReady: isReady, locality: locality.text),
                            labels: labels, node: address.nodeName))
                }
            }
        }
        return result
    }

    /// Of several ServiceEntries with the host, the one whose port it is says how endpoints are found; the others' for a
    /// port of its name join them.
    private func resolve(
        serviceEntry index: Int, port: RegisteredService.Port, of service: RegisteredService
    ) -> ResolvedEndpoints {
        let isOwn = service.joined.isEmpty || service.ports.contains { $0.number == port.number }
        let owner = isOwn ? index : service.joined.first { $0.port(port.number) != nil }?.entry ?? index
        var result = self.resolve(self.resources.serviceEntries[owner], port: port, of: service)
        for part in service.joined where part.entry != owner && result.requested == nil {
            guard let counterpart = part.ports.first(where: { $0.name == port.name }) else { continue }
            let others = self.resolve(self.resources.serviceEntries[part.entry], port: counterpart, of: service)
            result.endpoints += others.endpoints
            result.wildcards += others.wildcards
        }
        return result
    }

    private func resolve(
        _ resource: Resource<ServiceEntry>, port: RegisteredService.Port, of service: RegisteredService
    ) -> ResolvedEndpoints {
        let entry = resource.spec
        var result = ResolvedEndpoints()
        let resolution = entry.resolution ?? .noResolution
        if resolution == .dynamicDns, service.host.hasPrefix("*") {
            result.requested = RequestedNamesPlan(
                suffix: String(service.host.dropFirst()), port: port.target ?? port.number, reach: .init(resource))
            return result
        }
        let isDNS = resolution == .dns || resolution == .dnsRoundRobin || resolution == .dynamicDns
        var members = entry.endpoints
        if let selector = entry.workloadSelector {
            members += self.workloads.selected(by: selector.labels, in: service.namespace)
            for pod in self.workloads.selectedPods(by: selector.labels, in: service.namespace) {
                let number = pod.spec.port(named: port.name) ?? port.target ?? port.number
                result.endpoints.append(LabelledEndpoint(pod, port: number))
            }
        } else if members.isEmpty && isDNS {
            members = [WorkloadEntry(address: service.host)]
        }
        if isDNS {
            result.need = .ofSubset
        } else if resolution == .static && entry.workloadSelector == nil {
            result.need = .ofService
        }
        if resolution == .dnsRoundRobin { result.use = .oneAddress }
        for member in members {
            let named = member.ports[port.name].flatMap { validPort($0) }
            result.append(member, port: named ?? port.target ?? port.number)
        }
        return result
    }
}
