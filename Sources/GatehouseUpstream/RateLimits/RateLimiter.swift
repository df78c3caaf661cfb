public import GatehousePlan
import Synchronization

/// One bucket of tokens for all requests of a rule (`RateLimitPolicy`, key `everything`), shared by all workers.
///
/// The bucket is one word: the moment at which it is full again, which only ever goes forward. Exact: however many workers
/// ask, no more requests pass in any span of time than the burst and what was refilled in it, to the nanosecond, and a
/// rule that always has more requests than it lets pass gives out exactly its rate for ever.
///
/// A policy that lets nothing pass (`requests` below 1) lets nothing pass. A bucket that holds less than one token holds
/// one.
public final class RateLimiter: Sendable {
    /// The policy that it enforces.
    public let policy: RateLimitPolicy
    private let schedule: TokenSchedule
    private let arrival = Atomic<UInt64>(0)

    /// A full bucket.
    public init(_ policy: RateLimitPolicy) {
        self.policy = policy
        self.schedule = TokenSchedule(policy, granularity: 1, bits: 64)
    }

    /// Whether it may serve under this policy of a new configuration, with what is in the bucket: only if nothing of the
    /// policy has changed.
    public func matches(_ policy: RateLimitPolicy) -> Bool { self.policy == policy }

    /// Takes a token for a request that comes now. A worker whose clock is behind that of another only finds fewer.
    public func take(now: UInt64) -> RateLimitVerdict {
        guard self.policy.requests > 0 else { return .never(unit: self.policy.unit) }
        guard let ticks = self.schedule.ticks(at: now) else { return .passed }
        var seen = self.arrival.load(ordering: .relaxed)
        while true {
            guard let next = self.schedule.arrival(after: seen, at: ticks) else {
                return .limited(retryAfterSeconds: self.schedule.secondsUntilToken(arrival: seen, at: ticks))
            }
            let (isExchanged, original) = self.arrival.weakCompareExchange(
                expected: seen, desired: next, ordering: .relaxed)
            if isExchanged { return .passed }
            seen = original
        }
    }
}

extension RateLimitVerdict {
    /// What a policy without tokens says: to come back after a unit, though it will not help.
    static func never(unit: Duration) -> Self {
        .limited(retryAfterSeconds: max(1, Int(clamping: (unit.boundedNanoseconds + 999_999_999) / 1_000_000_000)))
    }
}
