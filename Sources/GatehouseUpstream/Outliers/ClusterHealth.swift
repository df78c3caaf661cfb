public import GatehousePlan
import Synchronization

/// What all workers know together of how the endpoints of one cluster do: how many are out, and who is let in when.
///
/// Kept over reloads by the cluster's name. It does not hold the endpoints: whoever calls has them, and a call with a set
/// of endpoints that is about to be replaced does no harm. Lock-free; nothing here is on a request's way but the look at
/// whether something has changed, one relaxed load.
public final class ClusterHealth: Sendable {
    /// How often which thing has happened, since the start.
    public struct Totals: Hashable, Sendable {
        /// Ejections for too many 5xx.
        public var consecutive5xx = 0
        /// Ejections for too many gateway errors.
        public var consecutiveGatewayErrors = 0
        /// Ejections for too many failures to reach the endpoint.
        public var consecutiveLocalOriginFailures = 0
        /// Ejections that the ceiling was in the way of; Envoy's `ejections_overflow`.
        public var refused = 0
    }

    /// No moment: the monotonic clock does not get there.
    static let neverSwept = UInt64.max

    private let active = Atomic<Int>(0)
    private let changes = Atomic<UInt64>(0)
    /// When the endpoints were looked at last; `neverSwept` before the first look, and without outlier detection.
    let lastSweep = Atomic<UInt64>(neverSwept)
    /// Whether a health check was answered.
    let isChecked = Atomic<Bool>(false)
    private let serverErrors = Atomic<Int>(0)
    private let gatewayErrors = Atomic<Int>(0)
    private let localOriginFailures = Atomic<Int>(0)
    private let refused = Atomic<Int>(0)

    /// The health of a cluster of which nothing is known.
    public init() {}

    /// How many endpoints are out.
    public var activeEjections: Int { self.active.load(ordering: .relaxed) }

    /// What has happened so far. The numbers may be of slightly different moments.
    public var totals: Totals {
        Totals(
            consecutive5xx: self.serverErrors.load(ordering: .relaxed),
            consecutiveGatewayErrors: self.gatewayErrors.load(ordering: .relaxed),
            consecutiveLocalOriginFailures: self.localOriginFailures.load(ordering: .relaxed),
            refused: self.refused.load(ordering: .relaxed))
    }

    /// Goes up with every change of an endpoint's usability.
    public var generation: UInt64 { self.changes.load(ordering: .relaxed) }

    /// Whether endpoints have become usable or unusable since the generation that was seen last, which it brings up to
    /// date. If so, a balancer has to be built anew from `EndpointHealth.isUsable`.
    ///
    /// One relaxed load while nothing changes. A change is visible before its generation is: who sees the generation and
    /// then reads the endpoints reads the change, or a later one.
    public func hasChanged(since seen: inout UInt64) -> Bool {
        guard self.changes.load(ordering: .relaxed) != seen else { return false }
        seen = self.changes.load(ordering: .acquiring)
        return true
    }

    /// Ejects an endpoint unless it is out already, has left, or as many are out as may be.
    ///
    /// At most `maxEjectionPercent` of the endpoints are out at a time, but one always may be, even when one is more
    /// than that percentage or the percentage is 0: otherwise outlier detection with Istio's default of 10 % would do
    /// nothing in clusters of fewer than ten endpoints, which is what recent releases of Envoy make of it, and older ones
    /// not. The only endpoint of a cluster may be ejected, too; its requests are answered 503 UH then.
    ///
    /// The ejection lasts `baseEjectionTime` times the number of ejections so far, at most 300 s or the base if that is
    /// more; each interval in which the endpoint is in and well takes one off that number again.
    public func eject(
        _ endpoint: EndpointHealth, for reason: EjectionReason, now: UInt64, plan: OutlierDetectionPlan,
        endpointCount: Int
    ) -> EjectionEvent? {
        let condition = endpoint.condition
        guard !condition.isEjected, !condition.isGone else { return nil }
        guard let active = self.takePlace(plan: plan, endpointCount: endpointCount) else {
            self.refused.add(1, ordering: .relaxed)
            return nil
        }
        let times = EjectionTimes(plan)
        guard let (_, new) = endpoint.change({ $0.ejected(at: now, times: times) }) else {
            // Another worker was faster with this endpoint, or it has just left.
            self.giveBackPlace()
            return nil
        }
        self.count(reason)
        let ejections = endpoint.countEjection()
        self.publishChange()
        let duration = Duration.milliseconds(Int64(clamping: times.duration(multiplier: new.multiplier)))
        return EjectionEvent(change: .ejected(reason, for: duration), ejections: ejections, active: active)
    }

    /// An endpoint has left the cluster: if it was out, another may be ejected in its place. For ever; calling it again
    /// does nothing.
    public func leave(_ endpoint: EndpointHealth) {
        guard let (old, _) = endpoint.change({ $0.departed }), old.isEjected else { return }
        self.giveBackPlace()
        self.publishChange()
    }

    /// Takes a place among those that may be out; how many are out then. A loop of compare and exchange, so that they are
    /// never more than may be, not even for a moment.
    private func takePlace(plan: OutlierDetectionPlan, endpointCount: Int) -> Int? {
        let percent = min(max(plan.maxEjectionPercent, 0), 100)
        // Bounded so that no product overflows.
        let count = min(max(endpointCount, 0), Int(Int32.max))
        var seen = self.active.load(ordering: .relaxed)
        while true {
            guard seen == 0 || (seen < count && (seen + 1) * 100 <= percent * count) else { return nil }
            let (isExchanged, original) = self.active.weakCompareExchange(
                expected: seen, desired: seen + 1, ordering: .relaxed)
            if isExchanged { return seen + 1 }
            seen = original
        }
    }

    /// Gives back the place of an endpoint that is out no more; how many are out then. Only for whoever changed the
    /// endpoint's condition, so that it happens once.
    @discardableResult
    func giveBackPlace() -> Int { self.active.subtract(1, ordering: .relaxed).newValue }

    /// Says that an endpoint's condition has changed; after the change.
    func publishChange() { self.changes.wrappingAdd(1, ordering: .releasing) }

    private func count(_ reason: EjectionReason) {
        switch reason {
        case .consecutive5xx: self.serverErrors.add(1, ordering: .relaxed)
        case .consecutiveGatewayErrors: self.gatewayErrors.add(1, ordering: .relaxed)
        case .consecutiveLocalOriginFailures: self.localOriginFailures.add(1, ordering: .relaxed)
        }
    }
}
