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
    /// Findings.
    private(set) var diagnostics: [Diagnostic] = []

    /// Chooses from these resources for the Gateways that are served here.
    ///
    /// - Parameter facts: what the VirtualServices say by themselves, by their indices.
    init(
        _ resources: ResourceSet, facts: [VirtualServiceFacts], servedGateways: Set<String>, options: TranslationOptions
    ) {
        var groups: [[(index: Int, gateways: [String])]] = [[], [], []]
        for (index, facts) in facts.enumerated() {
            if facts.hosts.isEmpty {
                self.outcomes[index] = .delegate
                continue
            }
            if facts.properGateways.isEmpty {
                self.outcomes[index] = .meshOnly
                continue
            }
            guard facts.visibility.includes(options.gatewayNamespace) else {
                self.outcomes[index] = .notExported
                continue
            }
            var served: [String] = []
            for gateway in facts.gateways where servedGateways.contains(gateway) && !served.contains(gateway) {
                served.append(gateway)
            }
            if served.isEmpty {
                self.outcomes[index] = .noGateway
                continue
            }
            let group = facts.visibility == .everywhere ? 2 : facts.namespace == options.gatewayNamespace ? 0 : 1
            groups[group].append((index, served))
        }
        var merge = DelegateMerge(resources, facts: facts, clusterDomain: options.clusterDomain)
        self.virtualServices.reserveCapacity(groups.reduce(0) { $0 + $1.count })
        for (index, gateways) in groups.joined() {
            for gateway in gateways { self.byGateway[gateway, default: []].append(self.virtualServices.count) }
            let merged = facts[index].hasDelegates ? merge.rules(of: resources.virtualServices[index], at: index) : nil
            self.virtualServices.append(
                EffectiveVirtualService(index: index, facts: facts[index], gateways: gateways, mergedRules: merged))
        }
        self.diagnostics = merge.diagnostics
    }
}
