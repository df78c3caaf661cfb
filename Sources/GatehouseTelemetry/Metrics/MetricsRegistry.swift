import Synchronization

/// All metrics of the process: gives each worker its shard, and adds the shards up when scraped.
public final class MetricsRegistry: Sendable {
    /// Who reports: the `source_` labels of Istio's metrics.
    public struct Source: Hashable, Sendable {
        /// `source_workload`.
        public var workload: String
        /// `source_workload_namespace`.
        public var namespace: String
        /// `source_app`.
        public var app: String
        /// `source_canonical_service`.
        public var canonicalService: String
        /// `source_canonical_revision`.
        public var canonicalRevision: String
        /// `source_version`.
        public var version: String
        /// `source_cluster`, the Kubernetes cluster.
        public var cluster: String

        /// A source.
        public init(
            workload: String = "istio-ingressgateway", namespace: String = "istio-system",
            app: String = "istio-ingressgateway", canonicalService: String = "istio-ingressgateway",
            canonicalRevision: String = "latest", version: String = "unknown", cluster: String = "Kubernetes"
        ) {
            self.workload = workload
            self.namespace = namespace
            self.app = app
            self.canonicalService = canonicalService
            self.canonicalRevision = canonicalRevision
            self.version = version
            self.cluster = cluster
        }
    }

    /// The destination of an exchange, or a connection, that found none.
    public static let unknownDestination = 0
    /// Stands for all destinations and series beyond the limits.
    static let overflowDestination = 1
    /// So many destinations and clusters are remembered, those of former configurations included.
    static let nameLimit = 1 << 17

    struct State {
        var shards: [ShardCounters] = []
        var destinations = OrdinalTable(
            [
                Destination(service: "unknown", name: "unknown", namespace: "unknown"),
                Destination(service: "overflow", name: "overflow", namespace: "overflow"),
            ], limit: MetricsRegistry.nameLimit, beyondLimit: MetricsRegistry.overflowDestination)
        var clusters = OrdinalTable(["overflow"], limit: MetricsRegistry.nameLimit, beyondLimit: 0)
        var gauges: [ProcessGauge: Int] = [:]
        var observed: [Metric: @Sendable () -> [Reading]] = [:]
    }

    let source: Source
    private let seriesLimit: Int
    private let state = Mutex(State())

    /// A registry without shards. At most `seriesLimit` label sets of requests, half a kilobyte each, and as many of
    /// connections are kept per worker; what is beyond them counts in one series whose destination is `overflow`.
    public init(source: Source = Source(), seriesLimit: Int = 4096) {
        self.source = source
        self.seriesLimit = seriesLimit
    }

    /// A new shard, for one worker. What it has counted stays in the sums when the worker has gone.
    public func makeShard() -> sending MetricsShard {
        let counters = ShardCounters()
        self.state.withLock { $0.shards.append(counters) }
        return MetricsShard(published: counters, seriesLimit: self.seriesLimit)
    }

    /// The ordinal of a destination: the same for the same three, as long as the process lives.
    public func destination(service: String, name: String, namespace: String) -> Int {
        let destination = Destination(service: service, name: name, namespace: namespace)
        return self.state.withLock { $0.destinations.ordinal(of: destination) }
    }

    /// The ordinal of a cluster: the same for the same name, as long as the process lives.
    public func cluster(_ name: String) -> Int {
        self.state.withLock { $0.clusters.ordinal(of: name) }
    }

    /// Sets a gauge that belongs to the process rather than to a worker.
    public func set(_ gauge: ProcessGauge, to value: Int) {
        self.state.withLock { $0.gauges[gauge] = value }
    }

    /// Removes a gauge's series, when what it describes has gone.
    public func remove(_ gauge: ProcessGauge) {
        self.state.withLock { $0.gauges[gauge] = nil }
    }

    /// Reads a metric that is kept elsewhere from `read` at each scrape: one that is not counted or set here. Whoever
    /// observes a metric last is asked.
    ///
    /// - Parameter read: Gives the metric's series, each label set once; none of a metric that has nothing to say now. It
    ///   is called from whatever thread scrapes, and from several at once where several scrape.
    public func observe(_ metric: Metric, _ read: @escaping @Sendable () -> [Reading]) {
        self.state.withLock { $0.observed[metric] = read }
    }

    /// All values at about this moment.
    public func snapshot() -> MetricsSnapshot {
        let state = self.state.withLock { $0 }
        return MetricsSnapshot(state, source: self.source)
    }

    /// The metrics in Prometheus' text format, all at once; see `MetricsSnapshot.pages` for many of them.
    public func prometheusText() -> [UInt8] { self.snapshot().pages().reduce(into: []) { $0 += $1 } }
}

/// A gauge that belongs to the process, with its labels.
public enum ProcessGauge: Hashable, Sendable {
    /// The generation of the configuration that is being served.
    case configGeneration
    /// Diagnostics of that configuration, by level: `error`, `warning`, `info`.
    case configDiagnostics(level: String)
    /// 1 for a listener that is bound, 0 for one that could not be.
    case listenerUp(address: String, port: Int)
    /// When a certificate that the gateway shows expires, in seconds since 1970.
    case certificateExpiry(name: String)
}

/// Gives values ordinals, the same value the same one, for good. Bounded.
struct OrdinalTable<Value: Hashable & Sendable>: Sendable {
    /// The values by ordinal.
    private(set) var values: [Value]
    private var ordinals: [Value: Int]
    private let limit: Int
    private let beyondLimit: Int

    init(_ values: [Value], limit: Int, beyondLimit: Int) {
        self.values = values
        self.ordinals = Dictionary(uniqueKeysWithValues: zip(values, values.indices))
        self.limit = limit
        self.beyondLimit = beyondLimit
    }

    mutating func ordinal(of value: Value) -> Int {
        if let ordinal = self.ordinals[value] { return ordinal }
        guard self.values.count < self.limit else { return self.beyondLimit }
        self.values.append(value)
        self.ordinals[value] = self.values.count - 1
        return self.values.count - 1
    }
}
