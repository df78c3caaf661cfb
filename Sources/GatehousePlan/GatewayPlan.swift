/// What the gateway has to do, in its own terms: the output of translation and the input of compilation.
///
/// Holds no type of any source API, so that another API can be translated to it. A value: equal plans mean equal
/// behaviour, and publishing an equal plan is a no-op.
public struct GatewayPlan: Hashable, Sendable {
    /// The sockets to open, ordered by bind address and port.
    public var listeners: [ListenerPlan]
    /// The clusters that routes refer to by `ClusterID`, an index into this array.
    public var clusters: [ClusterPlan]

    /// A plan; the default one opens nothing.
    public init(listeners: [ListenerPlan] = [], clusters: [ClusterPlan] = []) {
        self.listeners = listeners
        self.clusters = clusters
    }
}

/// Index of a cluster in `GatewayPlan.clusters`; valid for that one plan only. Across plans clusters are the same when
/// their names are.
public struct ClusterID: Hashable, Sendable {
    /// The index.
    public var index: Int

    /// The cluster at `index`.
    public init(_ index: Int) { self.index = index }
}
