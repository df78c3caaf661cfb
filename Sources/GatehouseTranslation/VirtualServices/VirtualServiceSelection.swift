import GatehouseModel
import GatehousePlan

/// The VirtualServices that may bind to this gateway, in the order in which they are looked at (semantics V1 to V3).
struct VirtualServiceSelection {
    /// The chosen ones: private to the gateway's namespace first, then exported to it by name, then public; each oldest
    /// first.
    private(set) var virtualServices: [EffectiveVirtualService] = []
    /// Positions in `virtualServices` by Gateway.
    private(set) var byGateway: [String: [Int]] = [:]
    /// Why the others were not chosen, by index of the resources.
    private(set) var outcomes: [Int: VirtualServiceStatus.Outcome] = [:]
    /// The Gateways that each VirtualService names, as `namespace/name` or `mesh`, by index of the resources.
    private(set) var namedGateways: [[String]] = []
    /// Findings.
    private(set) var diagnostics: [Diagnostic] = []

    /// Chooses from these resources for the Gateways that are served here.
    init(_ resources: ResourceSet, servedGateways: Set<String>, options: TranslationOptions) {
        var groups: [[(index: Int, gateways: [String])]] = [[], [], []]
        self.namedGateways.reserveCapacity(resources.virtualServices.count)
        for (index, resource) in resources.virtualServices.enumerated() {
            let namespace = resource.metadata.namespace
            let names = ShortNames(namespace: namespace, clusterDomain: options.clusterDomain)
            let named = resource.spec.gateways.map { names.gateway($0) }
            self.namedGateways.append(named)
            if resource.spec.hosts.isEmpty {
                self.outcomes[index] = .delegate
                continue
            }
            if named.allSatisfy({ $0 == "mesh" }) {
                self.outcomes[index] = .meshOnly
                continue
            }
            let visibility = Visibility(exportTo: resource.spec.exportTo, namespace: namespace)
            guard visibility.includes(options.gatewayNamespace) else {
                self.outcomes[index] = .notExported
                continue
            }
            var served: [String] = []
            for gateway in named where servedGateways.contains(gateway) && !served.contains(gateway) {
                served.append(gateway)
            }
            if served.isEmpty {
                self.outcomes[index] = .noGateway
                continue
            }
            let group = visibility == .everywhere ? 2 : namespace == options.gatewayNamespace ? 0 : 1
            groups[group].append((index, served))
        }
        var merge = DelegateMerge(resources, clusterDomain: options.clusterDomain)
        self.virtualServices.reserveCapacity(groups.reduce(0) { $0 + $1.count })
        for (index, gateways) in groups.joined() {
            self.append(resources.virtualServices[index], at: index, gateways: gateways, merge: &merge)
        }
        self.diagnostics = merge.diagnostics
    }

    private mutating func append(
        _ resource: Resource<VirtualService>, at index: Int, gateways: [String], merge: inout DelegateMerge
    ) {
        let names = merge.names(of: resource)
        let rules = merge.rules(of: resource, at: index)
        for gateway in gateways { self.byGateway[gateway, default: []].append(self.virtualServices.count) }
        self.virtualServices.append(
            EffectiveVirtualService(
                index: index, namespace: resource.metadata.namespace, hosts: resource.spec.hosts.map { names.host($0) },
                gateways: gateways, rules: rules,
                dependsOnGateway: rules.contains { $0.rule.match.contains { !$0.gateways.isEmpty } }))
    }
}
