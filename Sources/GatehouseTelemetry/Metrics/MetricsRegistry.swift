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

    /// The destination of an exchange that found none.
    public static let unknownDestination = 0

    /// A registry without shards. At most `seriesLimit` label sets are kept per worker; exchanges beyond them count in one
    /// series whose destination is `overflow`.
    public init(source: Source = Source(), seriesLimit: Int = 8192) {}

    /// A new shard, for one worker.
    public func makeShard() -> sending MetricsShard { MetricsShard() }

    /// The ordinal of a destination: the same for the same three, as long as the process lives.
    public func destination(service: String, name: String, namespace: String) -> Int { 0 }

    /// The ordinal of a cluster: the same for the same name, as long as the process lives.
    public func cluster(_ name: String) -> Int { 0 }

    /// Sets a gauge that belongs to the process rather than to a worker.
    public func set(_ gauge: ProcessGauge, to value: Int) {}

    /// Removes a gauge's series, when what it describes has gone.
    public func remove(_ gauge: ProcessGauge) {}

    /// Reads a counter from `read` at each scrape.
    public func observe(_ counter: ObservedCounter, _ read: @escaping @Sendable () -> Int) {}

    /// The metrics in Prometheus' text format.
    public func prometheusText() -> [UInt8] { [] }
}

/// A gauge that belongs to the process, with its labels.
public enum ProcessGauge: Hashable, Sendable {
    /// The generation of the configuration that is being served.
    case configGeneration
    /// Diagnostics of that configuration, by level: `error`, `warning`, `info`.
    case configDiagnostics(level: String)
    /// 1 for a listener that is bound, 0 for one that could not be.
    case listenerUp(address: String, port: Int)
}

/// A counter that is kept elsewhere and read at each scrape.
public enum ObservedCounter: Hashable, Sendable, CaseIterable {
    /// Access-log lines lost.
    case accessLogDroppedLines
}
