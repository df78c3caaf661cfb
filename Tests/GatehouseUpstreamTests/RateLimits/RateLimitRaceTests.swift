import GatehousePlan
import Synchronization
import Testing

@testable import GatehouseUpstream

@Suite("Rate limits: many workers at once")
struct RateLimitRaceTests {
    private static let workers = 8

    private static func policy(burst: Int) -> RateLimitPolicy {
        RateLimitPolicy(requests: 1000, unit: .seconds(1), burst: burst, key: .clientAddress, name: "limit")
    }

    /// Calls from all workers at once; how often the answer was yes.
    private static func count(_ calls: Int, _ call: @escaping @Sendable (Int, Int) -> Bool) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<Self.workers {
                group.addTask { (0..<calls).count { call(worker, $0) } }
            }
            return await group.reduce(0, +)
        }
    }

    @Test("at one moment exactly the burst passes", arguments: [1, 5000])
    func moment(burst: Int) async {
        for _ in 0..<10 {
            let limiter = RateLimiter(Self.policy(burst: burst))
            #expect(await Self.count(1000) { _, _ in limiter.take(now: 12_345) == .passed } == burst)
        }
    }

    @Test("while time goes on, workers with clocks that differ let pass the burst and what came since, never more")
    func time() async {
        let limiter = RateLimiter(Self.policy(burst: 100))
        // Each call is 10 µs later, and each worker up to 7 ms behind: of 8 × 20 000 calls in 200 ms.
        let passed = await Self.count(20_000) { worker, call in
            limiter.take(now: Moment.seconds(1) + UInt64(call) * 10_000 - Moment.milliseconds(UInt64(worker)))
                == .passed
        }
        #expect(passed <= 100 + 200 + 7)
        #expect(passed >= 100 + 199)
        // What is left is less than was refilled: no token was made up.
        #expect(limiter.take(now: Moment.seconds(1) + Moment.milliseconds(200)) != .limited(retryAfterSeconds: 2))
    }

    /// Numbers that the workers share out among them, so that they are at the same place all the time.
    private final class Numbers: Sendable {
        private let next = Atomic<Int>(0)

        func take() -> Int { self.next.wrappingAdd(1, ordering: .relaxed).oldValue }
    }

    @Test("keys that many workers see for the first time at once have one bucket each, though they share a set")
    func newKeys() async {
        let limiter = KeyedRateLimiter(Self.policy(burst: 1))
        let numbers = Numbers()
        // Four keys to a set, each asked for eight times in the same moment.
        let passed = await Self.count(2048 * 4) { _, _ in
            let number = numbers.take()
            let key = UInt64(number / 32) << 32 | UInt64(number % 4 + 1)
            return limiter.take(key: key, now: 12_345) == .passed
        }
        #expect(passed == 2048 * 4)
        #expect(limiter.displacements == 0)
    }

    @Test("in a set that has room, keys are exact however they come in")
    func room() async {
        for _ in 0..<300 {
            let limiter = KeyedRateLimiter(Self.policy(burst: 10), sets: 1)
            let passed = await Self.count(40) { worker, call in
                limiter.take(key: UInt64((worker + call) % 4 + 1), now: 12_345) == .passed
            }
            #expect(passed == 40)
            #expect(limiter.displacements == 0)
        }
    }

    @Test("in a set that is too small, everything goes on, and no key gets less than its share")
    func crowded() async {
        let limiter = KeyedRateLimiter(Self.policy(burst: 10), sets: 1)
        let calls = 5_000
        let passed = await Self.count(calls) { worker, call in
            limiter.take(key: UInt64((worker &+ call) % 50 + 1), now: 12_345) == .passed
        }
        #expect(passed >= 50 * 10)
        #expect(passed <= Self.workers * calls)
        #expect(limiter.displacements > 0)
    }
}
