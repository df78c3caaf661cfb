/// The three histograms of one series in one shard. How many requests there were is the sum of a histogram's buckets.
final class RequestSeries: CountedSeries {
    /// A histogram of the series: where it begins in the block.
    enum Histogram: Int, CaseIterable {
        case duration = 0
        case requestBytes = 21
        case responseBytes = 42

        /// Index of the sum; the buckets follow it.
        var sum: Int { self.rawValue }
    }

    /// Counters that a series takes.
    static let width = 3 * (HistogramBuckets.count + 1)

    let key: SeriesKey
    let counters = CounterBlock(count: RequestSeries.width)

    init(key: SeriesKey) { self.key = key }

    /// Counts one exchange.
    @inline(__always)
    func add(microseconds: Int, requestBytes: Int, responseBytes: Int) {
        self.add(max(0, microseconds), bucket: HistogramBuckets.index(microseconds: microseconds), to: .duration)
        self.add(max(0, requestBytes), bucket: HistogramBuckets.index(bytes: requestBytes), to: .requestBytes)
        self.add(max(0, responseBytes), bucket: HistogramBuckets.index(bytes: responseBytes), to: .responseBytes)
    }

    @inline(__always)
    private func add(_ value: Int, bucket: Int, to histogram: Histogram) {
        self.counters.add(value, at: histogram.sum)
        self.counters.add(1, at: histogram.sum &+ 1 &+ bucket)
    }
}
