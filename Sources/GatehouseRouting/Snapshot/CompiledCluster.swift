public import GatehousePlan

/// A cluster as the data plane refers to it. Pools and counters are not here: they outlive snapshots and are found by
/// name.
public final class CompiledCluster: Sendable {
    /// The cluster's settings.
    public let plan: ClusterPlan
    /// The name, as the access log writes it.
    public let name: [UInt8]
    /// What a consistent hash is computed of; nil where endpoints are picked otherwise.
    public let hash: CompiledHash?
    /// The names that requests may have resolved; nil where endpoints are found otherwise.
    public let requestedNames: RequestedNames?
    /// The place in `Snapshot.clusters`.
    public let index: Int

    init(plan: ClusterPlan, index: Int) {
        self.plan = plan
        self.name = Array(plan.name.utf8)
        self.hash = CompiledHash(plan.balancing)
        self.requestedNames = plan.requestedNames.map { RequestedNames($0) }
        self.index = index
    }
}
