import GatehouseModel

/// Finds the DestinationRule of a service (semantics R1, R2).
struct DestinationRuleIndex {
    private let options: TranslationOptions
    /// Rules of the gateway's own namespace; in the root namespace, only those that are private to it.
    private var own = RulePool()
    /// Rules that other namespaces may see, by the namespace that they are in.
    private var exported: [String: RulePool] = [:]

    /// The rules of these resources.
    init(_ resources: ResourceSet, options: TranslationOptions) {
        self.options = options
        let rules = resources.destinationRules
        let isLimited = rules.indices.filter { rules[$0].spec.workloadSelector != nil }
        let isGeneral = rules.indices.filter { rules[$0].spec.workloadSelector == nil }
        for index in isLimited + isGeneral {
            let namespace = rules[index].metadata.namespace
            let names = ShortNames(namespace: namespace, clusterDomain: options.clusterDomain)
            guard let host = rules[index].spec.host.map({ names.host($0) }) else { continue }
            self.add(ConsolidatedRule(rules[index].spec, at: index), host: host, namespace: namespace)
        }
    }

    private mutating func add(_ rule: ConsolidatedRule, host: String, namespace: String) {
        let isPrivate = rule.exportTo.count == 1 && (rule.exportTo.contains(".") || rule.exportTo.contains(namespace))
        if namespace == self.options.gatewayNamespace {
            let holdsAtHome =
                rule.exportTo.isEmpty || !rule.exportTo.isDisjoint(with: ["*", ".", namespace])
            let isRoot = namespace == self.options.rootNamespace
            if isRoot ? isPrivate : holdsAtHome { self.own.add(rule, host: host) }
        }
        if !isPrivate { self.exported[namespace, default: RulePool()].add(rule, host: host) }
    }

    /// The rule for a service: of the gateway's namespace, else of the service's, else of the root namespace. The first
    /// namespace that has any decides.
    func rule(for host: String, namespace: String) -> ConsolidatedRule? {
        let own = self.own.rules(for: host)
        if !own.isEmpty { return self.choice(among: own) }
        for owner in [namespace, self.options.rootNamespace] {
            let visible = self.exported[owner]?.rules(for: host).filter { rule in
                rule.exportTo.isEmpty || !rule.exportTo.isDisjoint(with: ["*", self.options.gatewayNamespace])
            }
            if let visible, !visible.isEmpty { return self.choice(among: visible) }
        }
        return nil
    }

    private func choice(among rules: [ConsolidatedRule]) -> ConsolidatedRule? {
        rules.first { rule in rule.selector.map { self.options.gatewayLabels.holds($0) } ?? false }
            ?? rules.last { $0.selector == nil }
    }
}
