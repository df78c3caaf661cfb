import GatehousePlan
import GatehouseTestSupport
import Testing

@testable import GatehouseUpstream

@Suite("Rate limits: a bucket for each key")
struct KeyedRateLimiterTests {
    /// Ten a second, five at once.
    private static let policy = RateLimitPolicy(
        requests: 10, unit: .seconds(1), burst: 5, key: .clientAddress, name: "limit")
    private static let start = Moment.seconds(1000)

    /// How many requests of a key pass now.
    private static func passing(_ limiter: KeyedRateLimiter, _ key: UInt64, at now: UInt64 = Self.start) -> Int {
        var count = 0
        while count < 100_000, limiter.take(key: key, now: now) == .passed { count += 1 }
        return count
    }

    @Test("each key has its own bucket, of the policy's size and rate")
    func apart() {
        let limiter = KeyedRateLimiter(Self.policy)
        var random = SeededNumbers(seed: 1)
        let keys = (0..<200).map { _ in random.next() }
        #expect(keys.map { Self.passing(limiter, $0) } == keys.map { _ in 5 })
        #expect(keys.map { Self.passing(limiter, $0) } == keys.map { _ in 0 })
        let later = Self.start + Moment.milliseconds(201)
        #expect(keys.map { Self.passing(limiter, $0, at: later) } == keys.map { _ in 2 })
        #expect(limiter.displacements == 0)
    }

    @Test("a token comes within 4 µs of its moment, and not before")
    func interval() {
        let limiter = KeyedRateLimiter(Self.policy)
        #expect(Self.passing(limiter, 7) == 5)
        #expect(
            limiter.take(key: 7, now: Self.start + Moment.milliseconds(100) - 4096) == .limited(retryAfterSeconds: 1))
        #expect(limiter.take(key: 7, now: Self.start + Moment.milliseconds(100) + 4096) == .passed)
        #expect(limiter.take(key: 7, now: Self.start + Moment.milliseconds(100) + 4096) != .passed)
    }

    @Test(
        "over days the rate of a key is exact",
        arguments: [(3, 1, 10, 24), (7, 60, 5, 24 * 30), (11, 13, 30, 24 * 7), (1, 86_400, 3, 24 * 1000)])
    func longRun(requests: Int, unitSeconds: Int, burst: Int, hours: Int) {
        let limiter = KeyedRateLimiter(
            RateLimitPolicy(requests: requests, unit: .seconds(unitSeconds), burst: burst, name: "limit"), sets: 1)
        let seconds = hours * 3600
        let step = max(1, unitSeconds * burst / requests / 2)
        var count = Self.passing(limiter, 9, at: 0)
        for second in stride(from: step, to: seconds, by: step) {
            count += Self.passing(limiter, 9, at: Moment.seconds(UInt64(second)))
        }
        count += Self.passing(limiter, 9, at: Moment.seconds(UInt64(seconds)) + 4096)
        #expect(count == burst + seconds * requests / unitSeconds)
    }

    @Test(
        "retry-after is in whole seconds, which 4 µs make no difference to",
        arguments: [(0, 10), (1, 9), (5, 5), (9, 1)])
    func retryAfter(later: UInt64, expected: Int) {
        let limiter = KeyedRateLimiter(
            RateLimitPolicy(requests: 1, unit: .seconds(10), burst: 1, key: .clientAddress, name: "limit"))
        let start = Self.start + 1234
        #expect(limiter.take(key: 1, now: start) == .passed)
        #expect(
            limiter.take(key: 1, now: start + Moment.seconds(later)) == .limited(retryAfterSeconds: expected))
    }

    @Test("with four keys in a set, a fifth takes over the bucket that is fullest, and begins with a full one")
    func displacement() {
        let limiter = KeyedRateLimiter(Self.policy, sets: 1)
        for _ in 0..<4 { _ = limiter.take(key: 1, now: Self.start) }
        for _ in 0..<3 { _ = limiter.take(key: 2, now: Self.start) }
        for _ in 0..<2 { _ = limiter.take(key: 3, now: Self.start) }
        for _ in 0..<5 { _ = limiter.take(key: 4, now: Self.start) }
        #expect(limiter.displacements == 0)
        #expect(Self.passing(limiter, 5) == 5)
        #expect(limiter.displacements == 1)
        // 3 is out; the others have what they had.
        #expect([1, 2, 4].map { Self.passing(limiter, $0) } == [1, 2, 0])
        #expect(limiter.displacements == 1)
        // 3 takes over one in its turn, and has a full bucket again.
        #expect(Self.passing(limiter, 3) == 5)
        #expect(limiter.displacements == 2)
    }

    @Test("a bucket that is full again is taken over first, which its key does not notice")
    func idle() {
        let limiter = KeyedRateLimiter(Self.policy, sets: 1)
        #expect(limiter.take(key: 1, now: Self.start) == .passed)
        let later = Self.start + Moment.milliseconds(101)
        for key in [2, 3, 4] as [UInt64] { #expect(Self.passing(limiter, key, at: later) == 5) }
        #expect(Self.passing(limiter, 5, at: later) == 5)
        #expect(limiter.displacements == 0)
        #expect([2, 3, 4, 5].map { Self.passing(limiter, $0, at: later) } == [0, 0, 0, 0])
        #expect(Self.passing(limiter, 1, at: later) == 5)
        #expect(limiter.displacements == 1)
    }

    @Test("a flood of other keys never limits who keeps to the rate, and memory does not grow")
    func flood() {
        let limiter = KeyedRateLimiter(Self.policy, sets: 4)
        var random = SeededNumbers(seed: 2)
        var refused = 0
        for step in 0..<2_000 {
            let now = Self.start + Moment.milliseconds(UInt64(step) * 100)
            for _ in 0..<50 { _ = limiter.take(key: random.next(), now: now) }
            if limiter.take(key: 42, now: now) != .passed { refused += 1 }
        }
        #expect(refused == 0)
        #expect(limiter.displacements > 0)
    }

    @Test("keys that are limited keep their buckets while others come and go")
    func kept() {
        let limiter = KeyedRateLimiter(Self.policy, sets: 1)
        for key in [1, 2, 3] as [UInt64] { _ = Self.passing(limiter, key) }
        for key in 100..<1000 as Range<UInt64> { #expect(limiter.take(key: key, now: Self.start) == .passed) }
        #expect([1, 2, 3].map { Self.passing(limiter, $0) } == [0, 0, 0])
    }

    @Test("keys differ by the bits of their set and of their tag; tag 0 is as good as any")
    func bits() {
        let limiter = KeyedRateLimiter(Self.policy)
        let keys: [UInt64] = [0, 2, 0xFFFF, 1 << 32, 1 << 42, 1 << 42 | 0x8000]
        #expect(keys.map { Self.passing(limiter, $0) } == keys.map { _ in 5 })
        #expect(keys.map { Self.passing(limiter, $0) } == keys.map { _ in 0 })
        // Bits that are not looked at, and tag 1, which tag 0 is taken for.
        #expect([1 << 16, 1 << 63, 1].map { Self.passing(limiter, $0) } == [0, 0, 0])
    }

    @Test("a rate that is finer than 4 µs counts as one token each 4096 ns, roughly")
    func finest() {
        let limiter = KeyedRateLimiter(
            RateLimitPolicy(requests: 10_000_000, unit: .seconds(1), burst: 1, key: .clientAddress, name: "limit"))
        #expect(Self.passing(limiter, 1, at: 0) == 1)
        #expect(Self.passing(limiter, 1, at: 4095) == 0)
        #expect(Self.passing(limiter, 1, at: 4097) == 1)
    }

    @Test("a policy that lets nothing pass lets nothing pass")
    func closed() {
        let limiter = KeyedRateLimiter(
            RateLimitPolicy(requests: 0, unit: .seconds(30), burst: 5, key: .clientAddress, name: "limit"))
        #expect(limiter.take(key: 1, now: 0) == .limited(retryAfterSeconds: 30))
    }

    @Test(
        "for nine years of a machine's time it limits, and gives up then, not before",
        arguments: [(8, 5), (19, 100_000)])
    func years(years: UInt64, passing: Int) {
        let limiter = KeyedRateLimiter(Self.policy)
        #expect(Self.passing(limiter, 1, at: Moment.seconds(years * 366 * 86_400)) == passing)
    }
}
