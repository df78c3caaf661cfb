import GatehouseHTTP
import GatehouseWire
import Synchronization

/// What a scrape sees of a shard. Counters are read while they are written; the lists of them change under a lock, which
/// the worker takes only when there is a new series or cluster.
final class ShardCounters: Sendable {
    /// By `WorkerMetric`.
    let worker = CounterBlock(count: WorkerMetric.allCases.count)
    /// By `HTTP1Refusal`.
    let refusals = CounterBlock(count: HTTP1Refusal.allCases.count)
    /// By `RejectionReason`.
    let rejections = CounterBlock(count: RejectionReason.allCases.count)
    /// By `MongoOperation`.
    let mongoOperations = CounterBlock(count: MongoOperation.allCases.count)

    private let lists = Mutex(Lists())

    private struct Lists {
        var requests: [RequestSeries] = []
        var connections: [ConnectionSeries] = []
        var clusters: [Int: ClusterCounters] = [:]
    }

    /// All series of requests.
    var requests: [RequestSeries] { self.lists.withLock { $0.requests } }

    /// All series of connections.
    var connections: [ConnectionSeries] { self.lists.withLock { $0.connections } }

    /// All clusters by ordinal.
    var clusters: [Int: ClusterCounters] { self.lists.withLock { $0.clusters } }

    func add(_ series: RequestSeries) {
        self.lists.withLock { $0.requests.append(series) }
    }

    func add(_ series: ConnectionSeries) {
        self.lists.withLock { $0.connections.append(series) }
    }

    func addCluster(_ ordinal: Int) -> ClusterCounters {
        self.lists.withLock { lists in
            if let counters = lists.clusters[ordinal] { return counters }
            let counters = ClusterCounters()
            lists.clusters[ordinal] = counters
            return counters
        }
    }
}

/// One worker's counters of one cluster. Written on the worker's event loop only; read from anywhere.
public final class ClusterCounters: Sendable {
    private let counters = CounterBlock(count: ClusterMetric.allCases.count)

    init() {}

    /// Adds to a counter, or to a gauge, where `amount` may be negative.
    public func add(_ metric: ClusterMetric, _ amount: Int = 1) {
        self.counters.add(amount, at: metric.rawValue)
    }

    /// A counter's value in this worker.
    public func value(_ metric: ClusterMetric) -> Int { self.counters.value(at: metric.rawValue) }
}
