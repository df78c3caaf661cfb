import GatehousePlan

/// When tokens come into a bucket: the arithmetic of the generic cell rate algorithm, which keeps one moment for a bucket
/// in place of a level and a time. The moment, the *arrival*, is when the bucket will be full again; a bucket whose
/// arrival has passed is full. A token costs one interval, and may be taken if the arrival is then no further away than
/// a whole bucket takes to fill.
///
/// Time counts in ticks, 2^k to the interval, the tick at most as long as the granularity and more than half of it.
/// The interval between tokens is a whole number of ticks even if it is not one of nanoseconds (3 a second), so
/// nothing is ever rounded where it would add up: what a bucket gives out in the long run is exact. Only *now* is
/// rounded, down to its tick.
struct TokenSchedule {
    /// A unit longer than 2^55 ns (417 days) counts as that.
    private static let longestUnit: UInt64 = 1 << 55

    /// Ticks from token to token; a power of two.
    let interval: UInt64
    /// Ticks in which an empty bucket becomes full.
    let capacity: UInt64
    /// The ticks at which a schedule ends.
    private let horizon: UInt64
    /// Ticks are nanoseconds times this, by the unit.
    private let factor: UInt64
    /// The policy's unit in nanoseconds.
    private let unit: UInt64

    /// The schedule of a policy, whose moments are to fit into so many bits. No finer than one token in each `granularity`
    /// of nanoseconds: a policy that is counts as this.
    init(_ policy: RateLimitPolicy, granularity: UInt64, bits: UInt64) {
        let unit = min(max(policy.unit.boundedNanoseconds, granularity), Self.longestUnit)
        let requests = min(UInt64(clamping: max(policy.requests, 1)), unit / granularity)
        let (ticksAtLeast, rest) = unit.quotientAndRemainder(dividingBy: requests * granularity)
        let ticks = ticksAtLeast + (rest == 0 ? 0 : 1)
        let exponent = ticks <= 1 ? 0 : UInt64(64 - (ticks - 1).leadingZeroBitCount)
        let quarter: UInt64 = 1 << (bits - 2)
        self.unit = unit
        self.factor = requests << exponent
        self.interval = 1 << exponent
        let (capacity, overflows) = self.interval.multipliedReportingOverflow(
            by: UInt64(clamping: max(policy.burst, 1)))
        // Buckets that take years to fill are cut to a quarter of all time there is.
        self.capacity = overflows ? quarter : min(capacity, quarter)
        // An arrival is at most a capacity and an interval, a quarter each, beyond a moment: nothing overflows.
        self.horizon = quarter * 2
    }

    /// The moment in ticks; nil when the clock has run so far that moments do not fit any more, which takes years.
    func ticks(at now: UInt64) -> UInt64? {
        let product = now.multipliedFullWidth(by: self.factor)
        guard product.high < self.unit else { return nil }
        let ticks = self.unit.dividingFullWidth(product).quotient
        return ticks < self.horizon ? ticks : nil
    }

    /// Takes a token: the bucket's new arrival, always later than the old one; nil if there is no token.
    func arrival(after arrival: UInt64, at now: UInt64) -> UInt64? {
        let next = max(arrival, now) + self.interval
        return next - now <= self.capacity ? next : nil
    }

    /// How long it is until there is a token, in seconds, rounded up, at least 1. What is less than a tick does not
    /// count: it is what now was rounded by, and would make a second more of a whole number of them.
    func secondsUntilToken(arrival: UInt64, at now: UInt64) -> Int {
        let next = max(arrival, now) + self.interval
        guard next - now > self.capacity else { return 1 }
        let product = (next - now - self.capacity - 1).multipliedFullWidth(by: self.unit)
        guard product.high < self.factor else { return .max }
        let nanoseconds = self.factor.dividingFullWidth(product).quotient
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return max(1, Int(clamping: seconds) + (rest == 0 ? 0 : 1))
    }
}
