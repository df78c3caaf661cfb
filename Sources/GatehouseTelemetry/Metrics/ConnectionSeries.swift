/// The four counters of one series of Istio's TCP metrics in one shard.
final class ConnectionSeries: CountedSeries {
    /// A counter of the series: its index in the block.
    enum Counter: Int, CaseIterable {
        /// Connections that began.
        case opened
        /// Connections that ended.
        case closed
        /// Bytes that clients sent.
        case received
        /// Bytes that were sent to clients.
        case sent
    }

    let key: SeriesKey
    let counters = CounterBlock(count: Counter.allCases.count)

    init(key: SeriesKey) { self.key = key }

    /// Adds to a counter.
    @inline(__always)
    func add(_ amount: Int = 1, to counter: Counter) { self.counters.add(amount, at: counter.rawValue) }
}
