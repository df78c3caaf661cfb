import GatehouseHTTP
import GatehouseWire

/// The sums over all shards at about one moment.
public struct MetricsSnapshot: Sendable {
    /// One series of Istio's request metrics.
    struct Request: Sendable {
        /// The labels as text, without braces.
        var labels: [UInt8]
        /// As in `RequestSeries`.
        var values: [Int]
    }

    /// One value of any other metric.
    struct Sample: Sendable {
        /// The labels as text, without braces.
        var labels: [UInt8] = []
        var value: MetricValue
    }

    /// Ordered by their labels.
    let requests: [Request]
    /// Ordered by their labels.
    let samples: [Metric: [Sample]]

    init(_ state: MetricsRegistry.State, source: MetricsRegistry.Source) {
        self.requests = Self.requests(state, source: source)
        var samples: [Metric: [Sample]] = [:]
        Self.addConnections(state, source: source, to: &samples)
        Self.addWorkers(state, to: &samples)
        Self.addRejections(state, to: &samples)
        Self.addClusters(state, to: &samples)
        Self.addMongoOperations(state, to: &samples)
        for (gauge, value) in state.gauges {
            let labels = PrometheusText.labels(gauge.metric.labels, gauge.labels)
            samples[gauge.metric, default: []].append(Sample(labels: labels, value: .whole(value)))
        }
        for (metric, read) in state.observed {
            samples[metric] = read().map { reading in
                Sample(labels: PrometheusText.labels(metric.labels, reading.labels), value: .whole(reading.value))
            }
        }
        for (metric, value) in ProcessUsage.current() { samples[metric] = [Sample(value: value)] }
        self.samples = samples.mapValues { $0.sorted { $0.labels.lexicographicallyPrecedes($1.labels) } }
    }

    private static func requests(_ state: MetricsRegistry.State, source: MetricsRegistry.Source) -> [Request] {
        Self.sums(state.shards.lazy.flatMap(\.requests)).map { key, values in
            let labels = RequestLabels.values(key, source: source, destination: state.destination(key))
            return Request(labels: PrometheusText.labels(RequestLabels.names, labels), values: values)
        }.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
    }

    /// The counters of each label set, added up over the shards.
    private static func sums(_ series: some Sequence<some CountedSeries>) -> [SeriesKey: [Int]] {
        var sums: [SeriesKey: [Int]] = [:]
        for series in series {
            var values = sums.removeValue(forKey: series.key) ?? Array(repeating: 0, count: series.counters.count)
            for index in values.indices { values[index] &+= series.counters.value(at: index) }
            sums[series.key] = values
        }
        return sums
    }

    private static func addConnections(
        _ state: MetricsRegistry.State, source: MetricsRegistry.Source, to samples: inout [Metric: [Sample]]
    ) {
        for (key, values) in Self.sums(state.shards.lazy.flatMap(\.connections)) {
            let texts = ConnectionLabels.values(key, source: source, destination: state.destination(key))
            let labels = PrometheusText.labels(ConnectionLabels.names, texts)
            for counter in ConnectionSeries.Counter.allCases {
                let sample = Sample(labels: labels, value: .whole(values[counter.rawValue]))
                samples[counter.metric, default: []].append(sample)
            }
        }
    }

    private static func addWorkers(_ state: MetricsRegistry.State, to samples: inout [Metric: [Sample]]) {
        for slot in WorkerMetric.allCases {
            let sum = state.shards.reduce(0) { $0 &+ $1.worker.value(at: slot.rawValue) }
            samples[slot.metric] = [Sample(value: .whole(sum))]
        }
    }

    private static func addRejections(_ state: MetricsRegistry.State, to samples: inout [Metric: [Sample]]) {
        var counts: [String: Int] = [:]
        for refusal in HTTP1Refusal.allCases {
            let sum = state.shards.reduce(0) { $0 &+ $1.refusals.value(at: Int(refusal.rawValue)) }
            counts[refusal.details.description, default: 0] += sum
        }
        for reason in RejectionReason.allCases {
            let sum = state.shards.reduce(0) { $0 &+ $1.rejections.value(at: reason.rawValue) }
            counts[reason.label.description, default: 0] += sum
        }
        samples[.rejectedRequests] = counts.map { label, count in
            let labels = PrometheusText.labels(Metric.rejectedRequests.labels, [label])
            return Sample(labels: labels, value: .whole(count))
        }
    }

    private static func addMongoOperations(_ state: MetricsRegistry.State, to samples: inout [Metric: [Sample]]) {
        samples[.mongoOperations] = MongoOperation.allCases.map { operation in
            let sum = state.shards.reduce(0) { $0 &+ $1.mongoOperations.value(at: operation.rawValue) }
            let labels = PrometheusText.labels(Metric.mongoOperations.labels, [operation.label.description])
            return Sample(labels: labels, value: .whole(sum))
        }
    }

    private static func addClusters(_ state: MetricsRegistry.State, to samples: inout [Metric: [Sample]]) {
        var sums: [Int: [Int]] = [:]
        for shard in state.shards {
            for (ordinal, counters) in shard.clusters {
                var values = sums[ordinal] ?? Array(repeating: 0, count: ClusterMetric.allCases.count)
                for slot in ClusterMetric.allCases { values[slot.rawValue] &+= counters.value(slot) }
                sums[ordinal] = values
            }
        }
        let names = state.clusters.values
        for (ordinal, values) in sums where names.indices.contains(ordinal) {
            for slot in ClusterMetric.allCases {
                let labels = PrometheusText.labels(slot.metric.labels, [names[ordinal]])
                samples[slot.metric, default: []].append(Sample(labels: labels, value: .whole(values[slot.rawValue])))
            }
        }
    }
}

extension MetricsRegistry.State {
    /// The destination that a key means.
    fileprivate func destination(_ key: SeriesKey) -> Destination {
        let destinations = self.destinations.values
        let isKnown = destinations.indices.contains(key.destination)
        return destinations[isKnown ? key.destination : MetricsRegistry.unknownDestination]
    }
}

/// A metric's value.
enum MetricValue: Hashable, Sendable {
    /// A whole number.
    case whole(Int)
    /// A number of thousandths.
    case thousandths(Int)
}
