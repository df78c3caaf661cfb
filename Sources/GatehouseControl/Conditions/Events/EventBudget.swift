/// How many events one resource may still have: a bucket that holds so many and gains one from time to time.
struct EventBudget: Hashable, Sendable {
    private var left: Int
    /// From when the next gain is counted, in seconds since 1970.
    private var since: Int

    /// A whole budget.
    init(_ limits: EventRecorder.Limits, now: Int) {
        self.left = limits.burst
        self.since = now
    }

    /// Takes one event out; false where there is none.
    mutating func spend(_ limits: EventRecorder.Limits, now: Int) -> Bool {
        self.gain(limits, now: now)
        if self.left <= 0 { return false }
        self.left -= 1
        return true
    }

    /// Whether nothing is missing.
    func isWhole(_ limits: EventRecorder.Limits, now: Int) -> Bool {
        var budget = self
        budget.gain(limits, now: now)
        return budget.left >= limits.burst
    }

    private mutating func gain(_ limits: EventRecorder.Limits, now: Int) {
        // A clock that was put back gains nothing, and does not hold up what comes.
        guard now > self.since else {
            self.since = now
            return
        }
        let gains = (now - self.since) / max(1, limits.refill)
        self.since += gains * max(1, limits.refill)
        self.left = min(limits.burst, self.left + min(gains, limits.burst))
        if self.left == limits.burst { self.since = now }
    }
}
