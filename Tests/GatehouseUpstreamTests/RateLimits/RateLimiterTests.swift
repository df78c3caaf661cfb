import GatehousePlan
import GatehouseTestSupport
import Testing

@testable import GatehouseUpstream

@Suite("Rate limits: one bucket")
struct RateLimiterTests {
    private static func policy(_ requests: Int, per unit: Duration, burst: Int) -> RateLimitPolicy {
        RateLimitPolicy(requests: requests, unit: unit, burst: burst, name: "limit")
    }

    private static func limiter(_ requests: Int, per unit: Duration, burst: Int) -> RateLimiter {
        RateLimiter(Self.policy(requests, per: unit, burst: burst))
    }

    /// How many requests pass now.
    private static func passing(_ limiter: RateLimiter, at now: UInt64) -> Int {
        var count = 0
        while count < 100_000, limiter.take(now: now) == .passed { count += 1 }
        return count
    }

    @Test("a new bucket is full", arguments: [1, 2, 10, 1000], [0, 1, Moment.seconds(1_000_000)])
    func burst(burst: Int, now: UInt64) {
        #expect(Self.passing(Self.limiter(10, per: .seconds(1), burst: burst), at: now) == burst)
    }

    @Test(
        "a token comes each interval, to the nanosecond",
        arguments: [(10, 100_000_000), (1, 1_000_000_000), (1000, 1_000_000), (3, 333_333_334), (7, 142_857_143)])
    func interval(requests: Int, nanoseconds: UInt64) {
        let start = Moment.seconds(77) + 5
        let limiter = Self.limiter(requests, per: .seconds(1), burst: 1)
        #expect(limiter.take(now: start) == .passed)
        #expect(limiter.take(now: start + nanoseconds - 2) == .limited(retryAfterSeconds: 1))
        #expect(limiter.take(now: start + nanoseconds) == .passed)
        #expect(limiter.take(now: start + nanoseconds) == .limited(retryAfterSeconds: 1))
    }

    @Test("a bucket never holds more than the burst, however long nobody comes")
    func idle() {
        let limiter = Self.limiter(10, per: .seconds(1), burst: 4)
        #expect(Self.passing(limiter, at: 0) == 4)
        #expect(Self.passing(limiter, at: Moment.milliseconds(250)) == 2)
        #expect(Self.passing(limiter, at: Moment.milliseconds(300)) == 1)
        #expect(Self.passing(limiter, at: Moment.seconds(86_400 * 365)) == 4)
    }

    @Test(
        "over hours the rate is exact, also when an interval is no whole number of nanoseconds",
        arguments: [
            (3, 1, 10, 24), (7, 60, 5, 24 * 30), (100, 1, 200, 1), (11, 13, 30, 24 * 7), (1, 3600, 2, 24 * 365),
            (1, 86_400, 3, 24 * 1000), (999, 1, 2000, 1), (1_000_003, 3600, 3000, 1),
        ])
    func longRun(requests: Int, unitSeconds: Int, burst: Int, hours: Int) {
        let limiter = Self.limiter(requests, per: .seconds(unitSeconds), burst: burst)
        let seconds = hours * 3600
        // Often enough that the bucket never becomes full, and at times that are no multiples of the interval.
        let step = max(1, unitSeconds * burst / requests / 2)
        var count = Self.passing(limiter, at: 0)
        for second in stride(from: step, to: seconds, by: step) {
            count += Self.passing(limiter, at: Moment.seconds(UInt64(second)))
        }
        count += Self.passing(limiter, at: Moment.seconds(UInt64(seconds)))
        #expect(count == burst + seconds * requests / unitSeconds)
    }

    @Test(
        "in the mean of a thousand thousand intervals nothing drifts, at the moment that each token comes",
        arguments: [3, 7, 999])
    func noDrift(requests: UInt64) {
        let limiter = Self.limiter(Int(requests), per: .seconds(1), burst: 1)
        #expect(limiter.take(now: 0) == .passed)
        for second in stride(from: UInt64(1), to: 1_000_000 / requests, by: 1) {
            // Whole seconds are whole numbers of intervals: the first token of each comes with it and not before.
            _ = Self.passing(limiter, at: Moment.seconds(second) - 1)
            guard second.isMultiple(of: 1000) else { continue }
            #expect(limiter.take(now: Moment.seconds(second) + Moment.seconds(1)) == .passed)
        }
    }

    @Test(
        "verdicts are those of a bucket that is reckoned in whole numbers",
        arguments: [(3, 1, 1), (3, 1, 4), (7, 60, 2), (1001, 1, 50), (100, 1, 1), (9, 7, 3)])
    func model(requests: Int, unitSeconds: Int, burst: Int) {
        let limiter = Self.limiter(requests, per: .seconds(unitSeconds), burst: burst)
        // The level in parts of a token, as many as the unit has nanoseconds.
        let whole = unitSeconds * 1_000_000_000
        var level = burst * whole
        var now: UInt64 = 0
        var random = SeededNumbers(seed: UInt64(requests))
        var differences = 0
        for _ in 0..<20_000 {
            let wait = Int.random(in: 0..<(2 * whole / requests), using: &random)
            now += UInt64(wait)
            level = min(burst * whole, level + wait * requests)
            let passes = level >= whole
            if passes { level -= whole }
            if (limiter.take(now: now) == .passed) != passes { differences += 1 }
        }
        #expect(differences == 0)
    }

    @Test(
        "retry-after is the time until there is a token, rounded up to seconds",
        arguments: [
            (10, 1, 1, 0, 1), (1, 10, 1, 0, 10), (1, 10, 1, 1, 10), (1, 10, 1, 999_999_990, 10),
            (1, 10, 1, 1_000_000_000, 9), (1, 10, 1, 1_000_000_001, 9), (1, 10, 1, 9_000_000_001, 1),
            (1, 3600, 5, 0, 3600),
            (3, 10, 1, 0, 4),
        ] as [(Int, Int, Int, UInt64, Int)])
    func retryAfter(requests: Int, unitSeconds: Int, burst: Int, later: UInt64, expected: Int) {
        let start = Moment.seconds(1_000_000)
        let limiter = Self.limiter(requests, per: .seconds(unitSeconds), burst: burst)
        #expect(Self.passing(limiter, at: start) == burst)
        #expect(limiter.take(now: start + later) == .limited(retryAfterSeconds: expected))
        #expect(limiter.take(now: start + later + Moment.seconds(UInt64(expected))) == .passed)
    }

    @Test("who is refused uses nothing up")
    func refused() {
        let limiter = Self.limiter(1, per: .seconds(1), burst: 1)
        #expect(limiter.take(now: 0) == .passed)
        for time in 1..<1000 { #expect(limiter.take(now: Moment.milliseconds(UInt64(time))) != .passed) }
        #expect(limiter.take(now: Moment.seconds(1)) == .passed)
    }

    @Test("a worker whose clock is behind takes nothing back")
    func behind() {
        let limiter = Self.limiter(10, per: .seconds(1), burst: 2)
        #expect(Self.passing(limiter, at: Moment.seconds(100)) == 2)
        #expect(Self.passing(limiter, at: Moment.seconds(99)) == 0)
        #expect(Self.passing(limiter, at: 0) == 0)
        #expect(Self.passing(limiter, at: Moment.milliseconds(100_100)) == 1)
    }

    @Test("a policy that lets nothing pass lets nothing pass", arguments: [0, -1, Int.min])
    func closed(requests: Int) {
        let limiter = Self.limiter(requests, per: .seconds(90), burst: 10)
        #expect(limiter.take(now: 0) == .limited(retryAfterSeconds: 90))
        #expect(limiter.take(now: .max) == .limited(retryAfterSeconds: 90))
    }

    @Test(
        "numbers without sense do not trap, and a full bucket lets pass",
        arguments: [1, 3, 1_000_000_007, Int.max], [0, 1, -5, 1000, Int.max])
    func nonsense(requests: Int, burst: Int) {
        let units: [Duration] = [
            .zero, .seconds(-1), .nanoseconds(1), .nanoseconds(7), .seconds(1), .seconds(86_400 * 400),
            .seconds(Int64.max), Duration(secondsComponent: .min, attosecondsComponent: 0),
        ]
        let moments: [UInt64] = [0, 1, 1_000_000_000, 1 << 62, 1 << 62 + 1, 1 << 63, .max]
        for (unit, now) in units.flatMap({ unit in moments.map { (unit, $0) } }) {
            let limiter = Self.limiter(requests, per: unit, burst: burst)
            #expect(limiter.take(now: now) == .passed)
            let keyed = KeyedRateLimiter(limiter.policy, sets: 1)
            #expect(keyed.take(key: 1, now: now) == .passed)
            // What comes now depends; it has to come.
            for _ in 0..<3 {
                _ = limiter.take(now: now)
                _ = keyed.take(key: 1, now: now)
            }
        }
    }

    @Test("a policy that is finer than a nanosecond is one token a nanosecond")
    func finest() {
        let limiter = Self.limiter(.max, per: .seconds(1), burst: 1)
        #expect((0..<5).map { Self.passing(limiter, at: $0) } == [1, 1, 1, 1, 1])
    }

    @Test("it serves again only under the same policy")
    func matches() {
        let policy = Self.policy(1, per: .seconds(1), burst: 2)
        var others = [policy, policy, policy, policy, policy]
        others[0].requests = 2
        others[1].unit = .seconds(2)
        others[2].burst = 3
        others[3].key = .clientAddress
        others[4].name = "other"
        #expect(RateLimiter(policy).matches(policy))
        #expect(KeyedRateLimiter(policy).matches(policy))
        #expect(others.map(RateLimiter(policy).matches) == others.map { _ in false })
        #expect(others.map(KeyedRateLimiter(policy).matches) == others.map { _ in false })
    }
}
