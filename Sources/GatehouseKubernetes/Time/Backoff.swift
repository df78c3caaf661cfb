/// How long to wait after failures in a row: longer each time up to a limit, and never quite as long as others do, so that
/// many replicas don't come back at one moment. What client-go's reflectors do.
struct Backoff: Hashable, Sendable {
    let first: Duration
    let limit: Duration
    /// Failures since the last success.
    private(set) var failures = 0

    init(first: Duration = .milliseconds(800), limit: Duration = .seconds(30)) {
        self.first = first
        self.limit = limit
    }

    /// The time to wait after one more failure: double the last one, within a quarter more or less.
    ///
    /// - Parameter random: from 0 to 1.
    mutating func next(random: Double) -> Duration {
        var delay = self.first
        var doublings = self.failures
        while doublings > 0, delay < self.limit {
            delay = min(delay * 2, self.limit)
            doublings -= 1
        }
        self.failures = min(self.failures + 1, 1000)
        return delay * (0.75 + 0.5 * min(max(random, 0), 1))
    }

    /// Something worked.
    mutating func reset() { self.failures = 0 }
}
