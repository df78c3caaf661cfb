/// A bucket of permissions that fills up with time: so many writes at once, so many a second in the long run.
struct WritePace: Hashable, Sendable {
    private let interval: Duration
    private let burst: Int
    /// When the bucket was or will be full.
    private var fullAt: ContinuousClock.Instant?

    /// - Parameters:
    ///   - rate: permissions a second.
    ///   - burst: permissions at once, at least 1.
    init(rate: Int, burst: Int) {
        self.interval = .seconds(1) / max(rate, 1)
        self.burst = max(burst, 1)
    }

    /// How long to wait until there is a permission; nil where there is one now.
    func delay(at now: ContinuousClock.Instant) -> Duration? {
        guard let fullAt else { return nil }
        let delay = (fullAt - now) - self.interval * (self.burst - 1)
        return delay > .zero ? delay : nil
    }

    /// Takes a permission.
    mutating func take(at now: ContinuousClock.Instant) {
        self.fullAt = max(self.fullAt ?? now, now) + self.interval
    }
}
