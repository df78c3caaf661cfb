/// One worker's counters. Bound to its worker's event loop; a scrape reads the same counters from its own thread.
public final class MetricsShard {
    init() {}

    /// Adds to a counter, or to a gauge, where `amount` may be negative.
    public func add(_ metric: WorkerMetric, _ amount: Int = 1) {}

    /// Counts a request, or a connection, that was turned away.
    public func reject(_ reason: RejectionReason) {}

    /// This worker's counters of a cluster, by the ordinal that `MetricsRegistry.cluster` gave. Meant to be looked up once
    /// and kept by what uses the cluster.
    public func cluster(_ ordinal: Int) -> ClusterCounters { ClusterCounters() }

    /// Counts an exchange that has ended. `destination` is the ordinal that `MetricsRegistry.destination` gave, or
    /// `MetricsRegistry.unknownDestination` where the exchange found none; `grpcStatus` is the response's
    /// `grpc-status`, where it had one.
    public func complete(
        _ record: AccessRecord, destination: Int, protocol: RequestProtocol = .http, grpcStatus: Int? = nil
    ) {}
}

/// One worker's counters of one cluster. Written on the worker's event loop only; read from anywhere.
public final class ClusterCounters: Sendable {
    init() {}

    /// Adds to a counter, or to a gauge, where `amount` may be negative.
    public func add(_ metric: ClusterMetric, _ amount: Int = 1) {}
}
