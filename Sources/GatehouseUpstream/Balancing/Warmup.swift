import GatehousePlan

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How much of its weight a new host has (semantics B3; Envoy's slow start).
struct Warmup: Sendable {
    /// How long a host takes to its full share, in nanoseconds.
    private let duration: UInt64
    /// The least share, from 0 to 1.
    private let minimum: Double
    /// What the share of time is raised to.
    private let exponent: Double
    /// After how many nanoseconds weights are computed anew: a hundredth of the duration, and at least a millisecond.
    let step: UInt64

    /// What a plan says; nil when it says to take no time.
    init?(_ plan: WarmupPlan?) {
        guard let plan else { return nil }
        let nanoseconds = plan.duration / .nanoseconds(1)
        guard nanoseconds >= 1 else { return nil }
        self.duration = UInt64(min(nanoseconds, 1e18))
        self.minimum = plan.minimumPercent > 0 ? min(plan.minimumPercent / 100, 1) : 0
        // As in Envoy, what makes no sense counts as a straight line.
        self.exponent = plan.aggression > 0 ? 1 / plan.aggression : 1
        self.step = max(self.duration / 100, Self.millisecond)
    }

    /// The share of its weight that a host which became healthy at `start` has; 1 when its time is over.
    func factor(since start: UInt64, now: UInt64) -> Double {
        let elapsed = now > start ? now - start : 0
        guard elapsed < self.duration else { return 1 }
        // A millisecond at least, so that the share is never nothing (as in Envoy).
        let time = min(Double(max(elapsed, Self.millisecond)) / Double(self.duration), 1)
        return max(self.exponent == 1 ? time : pow(time, self.exponent), self.minimum, Self.leastShare)
    }

    /// Whether a host which became healthy at `start` does not have its full share yet.
    func isUnderWay(since start: UInt64, now: UInt64) -> Bool {
        (now > start ? now - start : 0) < self.duration
    }

    private static let millisecond: UInt64 = 1_000_000
    /// Weights are divided by, and stay above nothing whatever a plan says.
    private static let leastShare = 1e-4
}
