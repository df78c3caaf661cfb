public import GatehouseHTTP
public import GatehouseWire

/// One worker's counters. Bound to its worker's event loop; a scrape reads the same counters from its own thread.
public final class MetricsShard {
    private let published: ShardCounters
    private let seriesLimit: Int
    private var requests = SeriesTable<RequestSeries>()
    private var connections = SeriesTable<ConnectionSeries>()
    private var clusters: [ClusterCounters?] = []

    init(published: ShardCounters, seriesLimit: Int) {
        self.published = published
        self.seriesLimit = seriesLimit
    }

    /// Adds to a counter, or to a gauge, where `amount` may be negative.
    @inline(__always)
    public func add(_ metric: WorkerMetric, _ amount: Int = 1) {
        self.published.worker.add(amount, at: metric.rawValue)
    }

    /// Counts a head that was refused.
    public func reject(_ refusal: HTTP1Refusal) {
        self.published.refusals.add(1, at: Int(refusal.rawValue))
    }

    /// Counts a request, or a connection, that was turned away for another reason.
    public func reject(_ reason: RejectionReason) {
        self.published.rejections.add(1, at: reason.rawValue)
    }

    /// Counts a message of MongoDB's protocol, in either direction.
    public func count(_ operation: MongoOperation) {
        self.published.mongoOperations.add(1, at: operation.rawValue)
    }

    /// This worker's counters of a cluster, by the ordinal that `MetricsRegistry.cluster` gave. Meant to be looked up once
    /// and kept by what uses the cluster.
    public func cluster(_ ordinal: Int) -> ClusterCounters {
        if self.clusters.indices.contains(ordinal), let counters = self.clusters[ordinal] { return counters }
        let counters = self.published.addCluster(ordinal)
        if ordinal >= 0 {
            while self.clusters.count <= ordinal { self.clusters.append(nil) }
            self.clusters[ordinal] = counters
        }
        return counters
    }

    /// Counts an exchange that has ended. `destination` is the ordinal that `MetricsRegistry.destination` gave, or
    /// `MetricsRegistry.unknownDestination` where the exchange found none; `grpcStatus` is the response's
    /// `grpc-status`, where it had one.
    public func complete(
        _ record: AccessRecord, destination: Int, protocol: RequestProtocol = .http, grpcStatus: Int? = nil
    ) {
        let key = SeriesKey(
            destination: destination, flags: record.flags, status: record.status, protocol: `protocol`,
            grpcStatus: grpcStatus)
        let series = self.requests[key] ?? self.addRequests(key)
        series.add(
            microseconds: Int(record.durationMicroseconds),
            // A message is never smaller than its body, also where only the body was counted.
            requestBytes: Int(max(record.wireBytesReceived, record.bytesReceived)),
            responseBytes: Int(max(record.wireBytesSent, record.bytesSent)))
    }

    private func addRequests(_ key: SeriesKey) -> RequestSeries {
        self.requests.add(key, limit: self.seriesLimit) { self.published.add($0) }
    }

    /// The series that counts connections.
    func connectionSeries(_ key: SeriesKey) -> ConnectionSeries {
        if let series = self.connections[key] { return series }
        return self.connections.add(key, limit: self.seriesLimit) { self.published.add($0) }
    }
}
