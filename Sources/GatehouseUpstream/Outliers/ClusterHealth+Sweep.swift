public import GatehousePlan
import Synchronization

extension ClusterHealth {
    /// Lets endpoints in again whose time is over, once in each interval. To be called by every worker as often as it
    /// likes, more often than the interval, with the endpoints that it knows: one of the calls in an interval does the
    /// work, the others cost a relaxed load. The first call starts the interval.
    ///
    /// An endpoint that is let in starts without failures. One that has been in for an interval, and is well, has one of
    /// its ejections made good.
    ///
    /// Without a plan, that is when a cluster has lost its outlier detection, everything that is out is let in at once
    /// and what was counted is forgotten. It should go on being called then: a worker that is late with a reload may
    /// still eject.
    ///
    /// Returns what was let in, each with its place in `endpoints`.
    public func sweep(
        _ endpoints: some Sequence<EndpointHealth>, now: UInt64, plan: OutlierDetectionPlan?
    ) -> [(place: Int, event: EjectionEvent)] {
        guard let plan else { return self.letAllIn(endpoints) }
        guard self.isSweeper(now: now, plan: plan) else { return [] }
        let times = EjectionTimes(plan)
        var events: [(place: Int, event: EjectionEvent)] = []
        for (place, endpoint) in endpoints.enumerated() {
            if endpoint.condition.isEjected {
                let event = self.letIn(endpoint, because: .timeIsOver) { $0.letInIfOver(at: now, times: times) }
                if let event { events.append((place, event)) }
            } else {
                _ = endpoint.change { $0.improved(at: now, times: times) }
            }
        }
        return events
    }

    /// Lets an endpoint in by a transition; nil if the transition did not want to.
    func letIn(
        _ endpoint: EndpointHealth, because reason: ReturnReason,
        by transition: (EndpointCondition) -> EndpointCondition?
    ) -> EjectionEvent? {
        guard let (old, _) = endpoint.change(transition), old.isEjected else { return nil }
        // So that a few new failures do not suffice (Envoy does so, too).
        endpoint.clearFailures()
        let active = self.giveBackPlace()
        self.publishChange()
        return EjectionEvent(change: .letIn(reason), ejections: endpoint.ejections, active: active)
    }

    /// Whether an interval has passed since the last sweep, and nobody else has begun.
    ///
    /// What is kept is when the last sweep was, not when the next is due: an interval that a reload has made shorter counts
    /// at once, and a worker whose look at the clock is older than another's sweep cannot bring the next one forward.
    func isSweeper(now: UInt64, plan: OutlierDetectionPlan) -> Bool {
        let interval = max(plan.interval.boundedNanoseconds, 1)
        let last = self.lastSweep.load(ordering: .relaxed)
        let isFirst = last == Self.neverSwept
        guard isFirst || (now >= last && now - last >= interval) else { return false }
        let isMine = self.lastSweep.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
        return isMine && !isFirst
    }

    private func letAllIn(_ endpoints: some Sequence<EndpointHealth>) -> [(place: Int, event: EjectionEvent)] {
        guard self.lastSweep.load(ordering: .relaxed) != Self.neverSwept || self.activeEjections != 0 else { return [] }
        self.lastSweep.store(Self.neverSwept, ordering: .relaxed)
        var events: [(place: Int, event: EjectionEvent)] = []
        for (place, endpoint) in endpoints.enumerated() {
            endpoint.clearFailures()
            if let event = self.letIn(endpoint, because: .detectionRemoved, by: { $0.withoutHistory }) {
                events.append((place, event))
            }
        }
        return events
    }
}
