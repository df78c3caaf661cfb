import GatehouseModel
import GatehousePlan

/// Puts the rules of delegates in place of the rules that delegate to them (semantics D1 to D3).
struct DelegateMerge {
    /// Findings.
    private(set) var diagnostics: [Diagnostic] = []

    private struct Name: Hashable {
        var namespace: String
        var name: String
    }

    private let resources: ResourceSet
    private let clusterDomain: String
    private let delegates: [Name: Int]

    /// Finds the delegates: VirtualServices without hosts.
    init(_ resources: ResourceSet, facts: [VirtualServiceFacts], clusterDomain: String) {
        self.resources = resources
        self.clusterDomain = clusterDomain
        var delegates: [Name: Int] = [:]
        for (index, facts) in facts.enumerated() where facts.hosts.isEmpty {
            delegates[Name(namespace: facts.namespace, name: facts.origin.name)] = index
        }
        self.delegates = delegates
    }

    /// The rules of a VirtualService as they are served. A rule whose delegate can't be used disappears, the others
    /// stay.
    mutating func rules(of resource: Resource<VirtualService>, at index: Int) -> [EffectiveRule] {
        var result: [EffectiveRule] = []
        result.reserveCapacity(resource.spec.http.count)
        for position in resource.spec.http.indices {
            let rule = self.rule(position, of: resource, at: index)
            if let delegate = rule.rule.delegate {
                result += self.rules(of: delegate, in: rule, root: resource)
            } else {
                result.append(rule)
            }
        }
        return result
    }

    private func rule(_ position: Int, of resource: Resource<VirtualService>, at index: Int) -> EffectiveRule {
        EffectiveRule(
            position, of: resource, at: index,
            names: ShortNames(namespace: resource.metadata.namespace, clusterDomain: self.clusterDomain))
    }

    private mutating func rules(
        of delegate: Delegate, in root: EffectiveRule, root resource: Resource<VirtualService>
    ) -> [EffectiveRule] {
        let name = Name(namespace: delegate.namespace ?? resource.metadata.namespace, name: delegate.name ?? "")
        guard let index = self.delegates[name] else {
            self.report(
                resource, at: root.path["delegate"],
                "There is no VirtualService \(name.namespace)/\(name.name) without hosts to delegate to; the rule is not"
                    + " served.")
            return []
        }
        let target = self.resources.virtualServices[index]
        let visibility = Visibility(exportTo: target.spec.exportTo, namespace: target.metadata.namespace)
        guard visibility.includes(resource.metadata.namespace) else {
            self.report(
                resource, at: root.path["delegate"],
                "VirtualService \(name.namespace)/\(name.name) is not exported to \(resource.metadata.namespace), so the"
                    + " rule is not served; extend its `exportTo`.")
            return []
        }
        let origin = Origin(
            kind: VirtualService.kind, namespace: resource.metadata.namespace, name: resource.metadata.name,
            path: root.pathText)
        var result: [EffectiveRule] = []
        for position in target.spec.http.indices {
            var rule = self.rule(position, of: target, at: index)
            if rule.rule.delegate != nil {
                self.report(
                    target, at: rule.path["delegate"],
                    "A delegate can't delegate any further; the rule is not served. Move its rules here.")
            } else if rule.merge(into: root, origin: origin) {
                result.append(rule)
            } else {
                self.report(
                    target, at: rule.path["match"],
                    "Nothing can meet both a match of this rule and one of \(origin), which delegates here; the rule is"
                        + " not served. Make each of its matches narrower than one there.")
            }
        }
        return result
    }

    private mutating func report(_ resource: Resource<VirtualService>, at field: FieldPath, _ message: String) {
        self.diagnostics.append(resource.diagnostic("GH0207", .warning, .partDropped, at: field, message))
    }
}
