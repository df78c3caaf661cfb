import GatehouseModel
import GatehousePlan

/// A rule as it is served: written in a VirtualService, or merged of a rule that delegates and one of its delegate.
struct EffectiveRule {
    /// What sets a delegate's rule apart.
    struct Delegation {
        /// The rule that delegates to it.
        var root: Origin
        /// Where its matches are written.
        var matchPlaces: [MatchPlace]
        /// The name of the rule that delegates.
        var rootName: String?
        /// The rule's own name, before it was joined with the root's.
        var ownName: String?

        /// The path of a match.
        enum MatchPlace {
            /// In the rule's own VirtualService.
            case own(String)
            /// In the one that delegates: the rule itself has none.
            case root(String)
        }
    }

    /// The rule. Gateways in its matches are `namespace/name`.
    var rule: HTTPRoute
    /// The VirtualService that it was written in, as an index of the resources.
    var owner: Int
    /// Which of its rules it is.
    var position: Int
    /// Completes the names of its destinations.
    var names: ShortNames
    /// Nil for a rule that stands in its own VirtualService.
    var delegation: Delegation?

    /// A rule as it stands in its VirtualService.
    ///
    /// - Parameter index: the VirtualService's, in the resources.
    init(_ position: Int, of resource: Resource<VirtualService>, at index: Int, names: ShortNames) {
        self.rule = resource.spec.http[position]
        self.owner = index
        self.position = position
        self.names = names
        for match in self.rule.match.indices where !self.rule.match[match].gateways.isEmpty {
            self.rule.match[match].gateways = self.rule.match[match].gateways.map { names.gateway($0) }
        }
    }

    /// The name that it was written with; nil for none.
    var ownName: String? { self.delegation.map(\.ownName) ?? self.rule.name }

    /// Its path, as text: most are only ever shown.
    var pathText: String { "spec.http[" + String(self.position) + "]" }
    /// Its path.
    var path: FieldPath { .spec["http"][self.position] }

    /// The path of a match entry in the rule's own VirtualService; nil where that has none.
    func matchPath(_ index: Int) -> String? {
        guard let delegation else { return self.pathText(ofMatch: index) }
        guard delegation.matchPlaces.indices.contains(index), case .own(let path) = delegation.matchPlaces[index] else {
            return nil
        }
        return path
    }

    /// The rule that delegates to this one, down to its match where this one has none; nil for a rule of nobody's.
    func delegator(_ index: Int?) -> Origin? {
        guard var root = self.delegation?.root else { return nil }
        if let index, let places = self.delegation?.matchPlaces, places.indices.contains(index),
            case .root(let path) = places[index]
        {
            root.path = path
        }
        return root
    }

    /// The path of a match entry as it is written here.
    func pathText(ofMatch index: Int) -> String { self.pathText + ".match[" + String(index) + "]" }
}

/// A VirtualService that may bind to this gateway, delegates merged in.
struct EffectiveVirtualService {
    /// Its index in the resources.
    var index: Int
    /// What it says by itself.
    var facts: VirtualServiceFacts
    /// The Gateways it names that are served here, `namespace/name` each, without repetition.
    var gateways: [String]
    /// Its rules where some of them are delegates'; nil where all are its own.
    var mergedRules: [EffectiveRule]?

    /// Its namespace.
    var namespace: String { self.facts.namespace }
    /// Its hosts, short names completed.
    var hosts: [String] { self.facts.hosts }
    /// Whether a match names Gateways, so that the rules differ from one to the other (semantics M8).
    var dependsOnGateway: Bool {
        guard let mergedRules = self.mergedRules else { return self.facts.dependsOnGateway }
        return mergedRules.contains { $0.rule.match.contains { !$0.gateways.isEmpty } }
    }
}
