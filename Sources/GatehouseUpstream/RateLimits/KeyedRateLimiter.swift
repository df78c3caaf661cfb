public import GatehousePlan
import Synchronization

/// A bucket of tokens for each key of a rule (`RateLimitPolicy`, keys `clientAddress` and `header`), shared by all
/// workers.
///
/// Memory is bounded whatever clients send: there are 8192 buckets, in sets of four, some 150 KB. A key can be in one set
/// only. When all four buckets of it are others', the newcomer takes over the one that is fullest, and begins with a full
/// bucket. What that means:
///
/// - No client is ever limited because of others. It may get more than its share, never less.
/// - What a key loses by being displaced is the memory of the tokens that it took; the key that has taken fewest in its
///   set, or none for longest, is displaced first. A full bucket is as good as none, so keys that come now and then lose
///   nothing; those that are limited keep their bucket longest.
/// - Who comes with ever new keys (addresses of a large IPv6 net, invented header values) is not limited, as it would not
///   be with memory without end: a new key has a full bucket. It can also make other keys forget what they took. A rule
///   for everything together beside the one by key is what holds such a client.
///
/// `displacements` says how often a bucket was taken over that was not full: when it grows, keys get more than their share.
///
/// Two keys share a bucket if 27 bits of their hashes agree, by chance once in 134 million pairs.
///
/// While a key has its bucket, what it is given is exact in the long run, as in `RateLimiter`; now is rounded down to 4 µs
/// at most. A rate of more than 244 140 a second and key counts as that. On a machine that has been up for nine years
/// and more, the limiter gives up and lets everything pass.
public final class KeyedRateLimiter: Sendable {
    /// The policy that it enforces.
    public let policy: RateLimitPolicy
    private let schedule: TokenSchedule
    private let sets: [BucketSet]
    private let displaced = Atomic<Int>(0)

    /// Full buckets.
    public convenience init(_ policy: RateLimitPolicy) { self.init(policy, sets: 2048) }

    /// Full buckets in so many sets, a power of two.
    init(_ policy: RateLimitPolicy, sets: Int) {
        self.policy = policy
        self.schedule = TokenSchedule(policy, granularity: 4096, bits: BucketSet.arrivalBits)
        self.sets = (0..<max(1, sets)).map { _ in BucketSet() }
    }

    /// How many keys were displaced while their bucket was not full.
    public var displacements: Int { self.displaced.load(ordering: .relaxed) }

    /// Whether it may serve under this policy of a new configuration, with what is in the buckets: only if nothing of the
    /// policy has changed.
    public func matches(_ policy: RateLimitPolicy) -> Bool { self.policy == policy }

    /// Takes a token from the bucket of a key, for a request that comes now. `key` is a hash of the client's address or
    /// the field's value, of all 64 bits and with a seed that clients cannot know, lest they choose whom to displace.
    public func take(key: UInt64, now: UInt64) -> RateLimitVerdict {
        guard self.policy.requests > 0 else { return .never(unit: self.policy.unit) }
        guard let ticks = self.schedule.ticks(at: now) else { return .passed }
        let set = self.sets[Int(truncatingIfNeeded: key >> 32) & (self.sets.count - 1)]
        let tag = max(1, UInt16(truncatingIfNeeded: key))
        while true {
            guard let bucket = set.bucket(of: tag, now: ticks) else { continue }
            if bucket.isDisplacing { self.displaced.add(1, ordering: .relaxed) }
            let word = set.word(bucket.way)
            let arrival = BucketSet.arrival(in: word, of: tag)
            guard let next = self.schedule.arrival(after: arrival, at: ticks) else {
                return .limited(retryAfterSeconds: self.schedule.secondsUntilToken(arrival: arrival, at: ticks))
            }
            let new = BucketSet.word(tag: tag, arrival: next)
            if set.exchange(bucket.way, expected: word, desired: new) { return .passed }
        }
    }
}
