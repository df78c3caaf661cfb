import GatehouseModel
import GatehousePlan

/// A rule as it is served: written in a VirtualService, or merged of a rule that delegates and one of its delegate.
struct EffectiveRule {
    /// The rule. Gateways in its matches are `namespace/name`.
    var rule: HTTPRoute
    /// The paths of its matches, each in the resource where it was written.
    var matchPaths: [FieldPath]
    /// The VirtualService that it was written in, as an index of the resources.
    var owner: Int
    /// Where in it.
    var path: FieldPath
    /// Completes the names of its destinations.
    var names: ShortNames
    /// The rule that delegates to it.
    var delegatedBy: Origin?
}

/// A VirtualService that may bind to this gateway, delegates merged in.
struct EffectiveVirtualService {
    /// Its index in the resources.
    var index: Int
    /// Its namespace.
    var namespace: String
    /// Its hosts, short names completed.
    var hosts: [String]
    /// The Gateways it names, `namespace/name` each, without repetition.
    var gateways: [String]
    /// Its rules.
    var rules: [EffectiveRule]
    /// Whether a match names Gateways, so that the rules differ from one to the other (semantics M8).
    var dependsOnGateway: Bool
}
