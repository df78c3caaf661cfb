import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry

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
    private var ready: [UpstreamEndpoint] = []
    private var hasWeights = false
    private var next = 0

    /// A cluster without endpoints.
    init(_ compiled: CompiledCluster, shared: SharedCluster, registry: MetricsRegistry, metrics: MetricsShard) {
        let plan = compiled.plan
        self.shared = shared
        self.name = plan.name
        self.compiled = compiled
        self.plan = plan
        self.destination = registry.destination(
            service: plan.host, name: plan.serviceName, namespace: plan.serviceNamespace)
        self.counters = metrics.cluster(registry.cluster(plan.name))
    }

    /// Takes over what a new snapshot says.
    func update(_ compiled: CompiledCluster) {
        let isSpokenToOtherwise =
            compiled.plan.tls != self.plan.tls || compiled.plan.upstreamProtocol != self.plan.upstreamProtocol
        if isSpokenToOtherwise { for endpoint in self.endpoints { endpoint.beginEra() } }
        self.compiled = compiled
        self.plan = compiled.plan
    }

    /// Takes over a new set of endpoints; those that stay keep their connections.
    func update(_ set: EndpointSet) {
        var old: [UpstreamEndpoint.Key: UpstreamEndpoint] = [:]
        for endpoint in self.endpoints { old.updateValue(endpoint, forKey: endpoint.key)?.retire() }
        var updated: [UpstreamEndpoint] = []
        updated.reserveCapacity(set.endpoints.count)
        for endpoint in set.endpoints {
            let key = UpstreamEndpoint.Key(address: endpoint.address, port: endpoint.port)
            let current = old.removeValue(forKey: key) ?? UpstreamEndpoint(endpoint)
            current.weight = max(1, endpoint.weight)
            current.isReady = endpoint.isReady
            updated.append(current)
        }
        for endpoint in old.values { endpoint.retire() }
        self.endpoints = updated
        self.ready = updated.filter { $0.isReady && $0.socketAddress != nil }
        self.hasWeights = self.ready.contains { $0.weight != self.ready[0].weight }
    }

    /// The cluster is in no snapshot any more.
    func retire() {
        for endpoint in self.endpoints { endpoint.retire() }
        self.endpoints = []
        self.ready = []
    }

    /// An endpoint for a try (semantics B1), another than `avoided` if there is one (A10); nil when none is ready.
    func pick(_ random: inout RequestIDGenerator, avoiding avoided: UpstreamEndpoint?) -> UpstreamEndpoint? {
        guard let avoided, self.ready.count > 1 else { return self.pick(&random) }
        // Up to five picks, as Envoy does, so that the balancer still has its say; then any other one, where Envoy would
        // take whatever comes.
        for _ in 0..<5 {
            if let endpoint = self.pick(&random), endpoint !== avoided { return endpoint }
        }
        return self.ready.first { $0 !== avoided }
    }

    private func pick(_ random: inout RequestIDGenerator) -> UpstreamEndpoint? {
        let count = self.ready.count
        guard count > 1 else { return self.ready.first }
        switch self.plan.balancing {
        case .roundRobin where !self.hasWeights:
            self.next = self.next &+ 1 < count ? self.next &+ 1 : 0
            return self.ready[self.next]
        case .random where !self.hasWeights:
            return self.ready[Self.index(below: count, random.next())]
        case .roundRobin, .random:
            return self.pickByWeight(random.next())
        case .leastRequest, .consistentHash:
            let bits = random.next()
            let first = self.ready[Self.index(below: count, bits)]
            let second = self.ready[Self.index(below: count, bits << 32 | bits >> 32)]
            // weight / (active + 1), compared without dividing.
            let isFirstBetter =
                first.weight &* (second.active &+ 1) >= second.weight &* (first.active &+ 1)
            return isFirstBetter ? first : second
        }
    }

    private func pickByWeight(_ bits: UInt64) -> UpstreamEndpoint? {
        let total = self.ready.reduce(0) { $0 &+ $1.weight }
        var ticket = Self.index(below: total, bits)
        for endpoint in self.ready {
            if ticket < endpoint.weight { return endpoint }
            ticket &-= endpoint.weight
        }
        return self.ready.last
    }

    /// Spreads random bits evenly over `0..<bound`.
    private static func index(below bound: Int, _ bits: UInt64) -> Int {
        Int(bits.multipliedFullWidth(by: UInt64(max(1, bound))).high)
    }
}
