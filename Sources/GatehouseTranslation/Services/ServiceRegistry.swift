import GatehouseModel
import GatehousePlan

/// Every service that a route may name, from Services, ServiceEntries and explicit endpoints; built once per
/// translation.
struct ServiceRegistry {
    /// The services: Kubernetes' first, then ServiceEntries, each oldest first. That is the order of preference among
    /// equal hosts (semantics S4).
    private(set) var services: [RegisteredService] = []
    private var byHost: [String: [Int]] = [:]
    private let gatewayNamespace: String

    /// The services of these resources, as the gateway of these options sees them.
    init(_ resources: ResourceSet, options: TranslationOptions) {
        self.gatewayNamespace = options.gatewayNamespace
        self.services.reserveCapacity(resources.services.count + resources.serviceEntries.count)
        let namespaces = Dictionary(
            resources.namespaces.map { ($0.metadata.name, $0.metadata.annotations) },
            uniquingKeysWith: { first, _ in first })
        func distribution(_ field: String?, _ metadata: Metadata) -> TrafficDistribution {
            TrafficDistribution(
                field, annotations: metadata.annotations, ofNamespace: namespaces[metadata.namespace] ?? [:])
        }
        for (index, resource) in resources.services.enumerated() {
            var service = Self.registered(resource, at: index, clusterDomain: options.clusterDomain)
            service.distribution = distribution(resource.spec.trafficDistribution, resource.metadata)
            self.append(service)
        }
        for (index, entry) in resources.serviceEntries.enumerated() {
            for var service in Self.registered(entry, at: index) {
                service.distribution = distribution(nil, entry.metadata)
                self.append(service)
            }
        }
        for indices in self.byHost.values where indices.count > 1 { self.services.joinServiceEntries(indices) }
        let names = ShortNames(namespace: options.defaultNamespace, clusterDomain: options.clusterDomain)
        for endpoint in options.endpoints { self.add(endpoint, names: names) }
    }

    /// The service that a destination of a VirtualService in `namespace` means: one of that namespace before others
    /// (semantics S4), and only such as the gateway's namespace sees; its index in `services`.
    func service(named host: String, for namespace: String) -> Int? {
        guard let candidates = self.byHost[host] else { return nil }
        var result: Int?
        for candidate in candidates {
            let service = self.services[candidate]
            guard service.visibility.includes(self.gatewayNamespace) else { continue }
            if service.namespace == namespace { return candidate }
            if result == nil { result = candidate }
        }
        return result
    }

    private mutating func append(_ service: RegisteredService) {
        self.byHost[service.host, default: []].append(self.services.count)
        self.services.append(service)
    }

    private mutating func add(_ endpoint: ExplicitEndpoint, names: ShortNames) {
        let host = names.host(endpoint.host)
        if self.byHost[host] == nil {
            let labels = host.split(separator: ".", omittingEmptySubsequences: false)
            let isCluster = labels.count > 2 && labels[2] == "svc"
            let namespace = isCluster ? String(labels[1]) : names.namespace
            self.append(
                RegisteredService(
                    host: host, namespace: namespace,
                    origin: Origin(kind: "Endpoint", namespace: namespace, name: host), source: .explicit, ports: [],
                    visibility: .everywhere))
        }
        for index in self.byHost[host] ?? [] {
            if let port = endpoint.port {
                if !self.services[index].ports.contains(where: { $0.number == port }) {
                    self.services[index].ports.append(.init(number: port, name: "", target: port))
                }
            } else if self.services[index].source == .explicit {
                self.services[index].acceptsAnyPort = true
            }
            self.services[index].explicitEndpoints.append(endpoint)
        }
    }
}

extension ServiceRegistry {
    private static func registered(
        _ service: Resource<Service>, at index: Int, clusterDomain: String
    ) -> RegisteredService {
        let metadata = service.metadata
        var ports: [RegisteredService.Port] = []
        for port in service.spec.ports where port.protocol != .udp && port.protocol != .sctp {
            guard let number = port.port.flatMap({ validPort($0) }) else { continue }
            var target: Int? = number
            var targetName: String?
            switch port.targetPort {
            case .int(let value): target = validPort(value) ?? number
            case .string(let name): (target, targetName) = (nil, name)
            case nil: break
            }
            ports.append(
                .init(
                    number: number, name: port.name ?? "", target: target, targetName: targetName,
                    upstreamProtocol: .init(appProtocol: port.appProtocol, portName: port.name ?? "")))
        }
        return RegisteredService(
            host: "\(metadata.name).\(metadata.namespace).svc.\(clusterDomain)", namespace: metadata.namespace,
            origin: Origin(kind: Service.kind, namespace: metadata.namespace, name: metadata.name),
            source: .kubernetes(index), ports: ports,
            visibility: Visibility(ofService: metadata),
            aliasOf: service.spec.type == .externalName ? service.spec.externalName : nil)
    }

    private static func registered(_ entry: Resource<ServiceEntry>, at index: Int) -> [RegisteredService] {
        let metadata = entry.metadata
        let origin = Origin(kind: ServiceEntry.kind, namespace: metadata.namespace, name: metadata.name)
        let visibility = Visibility(exportTo: entry.spec.exportTo, namespace: metadata.namespace)
        let ports = entry.spec.ports.compactMap { port -> RegisteredService.Port? in
            guard let number = port.number.flatMap({ validPort($0) }) else { return nil }
            return .init(
                number: number, name: port.name ?? "", target: port.targetPort.flatMap { validPort($0) } ?? number,
                upstreamProtocol: .init(appProtocol: port.protocol, portName: ""))
        }
        return entry.spec.hosts.map { host in
            RegisteredService(
                host: host, namespace: metadata.namespace, origin: origin, source: .serviceEntry(index), ports: ports,
                visibility: visibility, subjectAltNames: entry.spec.subjectAltNames)
        }
    }
}
