import GatehouseHTTP
import GatehousePlan
import GatehouseUpstream
import Synchronization

/// One rule about how often requests come, with its buckets. Shared by the workers.
final class RouteLimiter: Sendable {
    private enum Buckets: Sendable {
        case one(RateLimiter)
        case byAddress(KeyedRateLimiter)
        case byHeader([UInt8], KeyedRateLimiter)
    }

    private let buckets: Buckets
    private let seed: UInt64

    /// A rule with full buckets.
    ///
    /// - Parameter seed: what clients can't know, lest they choose whose bucket they get.
    init(_ policy: RateLimitPolicy, seed: UInt64) {
        self.seed = seed
        switch policy.key {
        case .everything: self.buckets = .one(RateLimiter(policy))
        case .clientAddress: self.buckets = .byAddress(KeyedRateLimiter(policy))
        case .header(let name): self.buckets = .byHeader(Array(name.lowercased().utf8), KeyedRateLimiter(policy))
        }
    }

    /// Whether the rule is still this one, so that its buckets can be kept.
    func matches(_ policy: RateLimitPolicy) -> Bool {
        switch self.buckets {
        case .one(let limiter): limiter.matches(policy)
        case .byAddress(let limiter), .byHeader(_, let limiter): limiter.matches(policy)
        }
    }

    /// Takes a token for a request.
    func take(_ request: RequestHead, address: [UInt8], now: UInt64) -> RateLimitVerdict {
        switch self.buckets {
        case .one(let limiter): return limiter.take(now: now)
        case .byAddress(let limiter):
            return limiter.take(key: address.withUnsafeBytes { XXH64.hash($0, seed: self.seed) }, now: now)
        case .byHeader(let name, let limiter):
            var key: UInt64 = 0
            if let index = request.headers.index(of: name) {
                key = request.withBytes(request.headers.fields[index].value) { XXH64.hash($0, seed: self.seed) }
            }
            return limiter.take(key: key, now: now)
        }
    }
}

/// The rules of the snapshots by their names, so that buckets survive reloads.
final class SharedRouteLimiters: Sendable {
    private let limiters = Mutex<[String: RouteLimiter]>([:])
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    /// The rules of a snapshot, in order; others are forgotten.
    func limiters(for policies: [RateLimitPolicy]) -> [RouteLimiter] {
        self.limiters.withLock { known in
            var next: [String: RouteLimiter] = [:]
            let result = policies.map { policy in
                let kept = known[policy.name].flatMap { $0.matches(policy) ? $0 : nil }
                let limiter = next[policy.name] ?? kept ?? RouteLimiter(policy, seed: self.seed)
                next[policy.name] = limiter
                return limiter
            }
            known = next
            return result
        }
    }
}
