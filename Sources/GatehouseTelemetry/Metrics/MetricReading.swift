extension MetricsRegistry {
    /// One value of a metric that is kept elsewhere, at the time of a scrape.
    public struct Reading: Hashable, Sendable {
        /// The labels' values, in the order of `Metric.labels`. None of them may be what a client can choose freely, for each
        /// one is a series for good in whatever scrapes it.
        public var labels: [String]
        /// The value. Of a counter it never goes down.
        public var value: Int

        /// A value.
        public init(labels: [String] = [], value: Int) {
            self.labels = labels
            self.value = value
        }
    }
}
