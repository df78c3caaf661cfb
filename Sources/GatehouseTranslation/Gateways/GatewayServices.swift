import GatehouseModel
import GatehousePlan

/// The services that this gateway's own pod is a part of, through which Gateway ports are translated (semantics G4).
struct GatewayServices {
    private struct Target {
        var host: String
        var port: Int
        var targetPort: Int
        /// Whether the service opted out of translation for Gateways that select by label.
        var isDirectOnly: Bool
    }

    private var targets: [Target] = []

    /// The services of the gateway's namespace that select it. A ServiceEntry does when one of its endpoints has the
    /// gateway's address or labels, or when it is the service that the gateway's `app` label names.
    init(
        _ resources: ResourceSet, registry: ServiceRegistry, resolution: EndpointResolution, options: TranslationOptions
    ) {
        let optOut = "experimental.istio.io/disable-gateway-port-translation"
        let conventional = options.gatewayLabels["app"].map {
            "\($0).\(options.gatewayNamespace).svc.\(options.clusterDomain)"
        }
        for index in registry.services.indices where registry.services[index].namespace == options.gatewayNamespace {
            let service = registry.services[index]
            let selects: Bool
            let labels: [String: String]
            switch service.source {
            case .kubernetes(let index):
                let resource = resources.services[index]
                selects = !resource.spec.selector.isEmpty && options.gatewayLabels.holds(resource.spec.selector)
                labels = resource.metadata.labels
            case .serviceEntry(let index):
                let entry = resources.serviceEntries[index]
                var members = entry.spec.endpoints
                if let selector = entry.spec.workloadSelector {
                    members += resolution.workloads.selected(by: selector.labels, in: service.namespace)
                }
                selects = service.host == conventional || members.contains { Self.isGateway($0, options: options) }
                labels = entry.metadata.labels
            case .externalName, .explicit: continue
            }
            guard selects else { continue }
            for port in service.ports {
                let named = resolution.resolve(service, port: port).endpoints.first?.endpoint.port
                guard let target = port.targetName == nil ? port.target : named else { continue }
                self.targets.append(
                    Target(
                        host: service.host, port: port.number, targetPort: target, isDirectOnly: labels[optOut] != nil))
            }
        }
    }

    private static func isGateway(_ entry: WorkloadEntry, options: TranslationOptions) -> Bool {
        if let address = entry.address, options.gatewayAddresses.contains(address) { return true }
        if entry.labels.isEmpty { return false }
        return options.gatewayLabels.holds(entry.labels) || entry.labels.holds(options.gatewayLabels)
    }

    /// The port to listen on for a server of a Gateway that selects by label: the first service's target port, else the
    /// number itself.
    func listenerPort(for port: Int) -> Int {
        self.targets.first { $0.port == port && !$0.isDirectOnly }?.targetPort ?? port
    }

    /// The ports to listen on for a server of a Gateway that names its services by host; none when they do not have the
    /// port.
    func listenerPorts(for port: Int, hosts: Set<String>) -> [Int] {
        Set(self.targets.filter { $0.port == port && hosts.contains($0.host) }.map(\.targetPort)).sorted()
    }

    /// Whether one of the services has one of these hosts.
    func contain(_ hosts: Set<String>) -> Bool { self.targets.contains { hosts.contains($0.host) } }
}
