import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import GatehouseUpstream
import NIOCore

/// A cluster as a worker sees it: its endpoints with their pools. Survives from snapshot to snapshot by its name. Bound
/// to the worker's loop.
final class UpstreamCluster {
    /// `outbound|<port>|<subset>|<host>`.
    let name: String
    /// What the current snapshot says of the cluster.
    private(set) var compiled: CompiledCluster
    /// How the cluster behaves, as of the current snapshot.
    private(set) var plan: ClusterPlan
    /// The destination's ordinal in the metrics.
    let destination: Int
    let counters: ClusterCounters
    /// What the workers know together.
    let shared: SharedCluster
    private(set) var endpoints: [UpstreamEndpoint] = []
    /// Where the endpoints are those of the hosts that requests name; nil for every other cluster.
    private(set) var requestedHosts: RequestedHosts?
    private var balancer: LoadBalancer
    /// What the balancer knows of the endpoints' health.
    private var seenHealth: UInt64 = 0
    private var random: RequestIDGenerator

    /// A cluster without endpoints.
    init(
        _ compiled: CompiledCluster, shared: SharedCluster, registry: MetricsRegistry, metrics: MetricsShard,
        random: RequestIDGenerator
    ) {
        let plan = compiled.plan
        self.shared = shared
        self.name = plan.name
        self.compiled = compiled
        self.plan = plan
        self.random = random
        self.balancer = LoadBalancer([], of: plan, random: 0, now: 0)
        self.destination = registry.destination(
            service: plan.host, name: plan.serviceName, namespace: plan.serviceNamespace)
        self.counters = metrics.cluster(registry.cluster(plan.name))
        self.requestedHosts = compiled.requestedNames.map { RequestedHosts($0) }
    }

    /// Takes over what a new snapshot says.
    func update(_ compiled: CompiledCluster) {
        let isSpokenToOtherwise =
            compiled.plan.tls != self.plan.tls || compiled.plan.upstreamProtocol != self.plan.upstreamProtocol
        if isSpokenToOtherwise { for endpoint in self.allEndpoints { endpoint.beginEra() } }
        if compiled.plan.requestedNames != self.plan.requestedNames {
            self.requestedHosts?.retire()
            self.requestedHosts = compiled.requestedNames.map { RequestedHosts($0) }
        }
        let isBalancedOtherwise =
            compiled.plan.balancing != self.plan.balancing || compiled.plan.warmup != self.plan.warmup
            || compiled.plan.outlierDetection?.minHealthPercent != self.plan.outlierDetection?.minHealthPercent
        let hadHealthChecks = self.plan.healthCheck != nil
        self.compiled = compiled
        self.plan = compiled.plan
        if isBalancedOtherwise { self.makeBalancer() }
        if hadHealthChecks, compiled.plan.healthCheck == nil {
            self.shared.health.endHealthChecks(self.endpoints.lazy.map(\.health))
        }
    }

    /// Takes over a new set of endpoints; those that stay keep their connections.
    func update(_ set: EndpointSet) {
        guard set.endpoints != self.endpoints.map(\.plan) else { return }
        let keys = set.endpoints.map { UpstreamEndpoint.Key($0) }
        let health = self.shared.health(of: keys, hasHealthChecks: self.plan.healthCheck != nil)
        var old: [UpstreamEndpoint.Key: UpstreamEndpoint] = [:]
        for endpoint in self.endpoints { old.updateValue(endpoint, forKey: endpoint.key)?.retire() }
        var updated: [UpstreamEndpoint] = []
        updated.reserveCapacity(set.endpoints.count)
        for (index, endpoint) in set.endpoints.enumerated() {
            let known = old.removeValue(forKey: keys[index])
            // An address that was away in between is another endpoint.
            let current = known.flatMap { $0.health === health[index] ? $0 : nil }
            if current == nil { known?.retire() }
            let next = current ?? UpstreamEndpoint(endpoint, health: health[index])
            next.update(endpoint)
            updated.append(next)
        }
        for endpoint in old.values { endpoint.retire() }
        self.endpoints = updated
        self.makeBalancer()
    }

    /// The cluster is in no snapshot any more.
    func retire() {
        for endpoint in self.endpoints { endpoint.retire() }
        self.endpoints = []
        self.requestedHosts?.retire()
        self.makeBalancer()
    }

    /// The endpoints, those of hosts that requests have named included.
    var allEndpoints: [UpstreamEndpoint] { self.endpoints + (self.requestedHosts?.endpoints ?? []) }

    // MARK: Balancing

    private func makeBalancer() {
        _ = self.shared.health.hasChanged(since: &self.seenHealth)
        let now = NIODeadline.now().uptimeNanoseconds
        self.balancer = LoadBalancer(
            self.endpoints.map { $0.host(now: now) }, of: self.plan, random: self.random.next(), now: now)
    }

    /// The time, where a pick depends on it.
    private var pickTime: UInt64 { self.plan.warmup == nil ? 0 : NIODeadline.now().uptimeNanoseconds }

    /// An endpoint for a first try; nil when none may be picked.
    ///
    /// - Parameter hash: what the request is hashed by, under a consistent hash.
    func pick(hash: UInt64?) -> UpstreamEndpoint? {
        if self.shared.health.hasChanged(since: &self.seenHealth) { self.makeBalancer() }
        let endpoints = self.endpoints
        let index = self.balancer.pick(random: self.random.next(), hash: hash, now: self.pickTime) {
            endpoints[$0].active
        }
        return index.flatMap { endpoints.indices.contains($0) ? endpoints[$0] : nil }
    }

    /// An endpoint for another try, one that was not tried yet if there is one (semantics A10).
    func pick(hash: UInt64?, avoiding tried: TriedEndpoints) -> UpstreamEndpoint? {
        if self.shared.health.hasChanged(since: &self.seenHealth) { self.makeBalancer() }
        let endpoints = self.endpoints
        let index = self.balancer.pick(
            random: self.random.next(), hash: hash, now: self.pickTime,
            avoiding: { index in tried.endpoints.contains { $0 === endpoints[index] } },
            avoidingPriorities: tried.priorities, active: { endpoints[$0].active })
        return index.flatMap { endpoints.indices.contains($0) ? endpoints[$0] : nil }
    }
}

/// The endpoints that the tries of a request went to in vain.
struct TriedEndpoints {
    private(set) var endpoints: [UpstreamEndpoint] = []
    /// Where the endpoints are those of the hosts that requests name; nil for every other cluster.
    private(set) var requestedHosts: RequestedHosts?
    private(set) var priorities = TriedPriorities()

    /// A try has failed there.
    mutating func append(_ endpoint: UpstreamEndpoint, _ policy: RetryPolicy, isHashing: Bool) {
        if policy.avoidsTriedEndpoints ?? !isHashing { self.endpoints.append(endpoint) }
        if policy.avoidsTriedPriorities { self.priorities.tryFailed(priority: endpoint.plan.priority) }
    }

    /// Begins anew.
    mutating func clear() {
        if !self.endpoints.isEmpty { self.endpoints.removeAll() }
        self.priorities = TriedPriorities()
    }
}
