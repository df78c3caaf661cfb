public import GatehousePlan
import Synchronization

/// What all workers know together of how one endpoint of a cluster does.
///
/// One for each address of a cluster, kept over reloads and endpoint updates for as long as the address is in the cluster.
/// An address that comes back after it was gone is a new endpoint with a new health, as in Envoy: `ClusterHealth.leave`
/// is final, so that a worker which is late cannot bring back what has gone.
///
/// Lock-free. What a try that went well costs is one relaxed load.
public final class EndpointHealth: Sendable {
    private let failures = Atomic<UInt64>(0)
    private let word: Atomic<UInt64>
    private let count = Atomic<Int>(0)

    /// An endpoint that is in. `isWell` is what counts until the first health check is answered:
    /// `ClusterHealth.presumesWell` where the cluster has health checks.
    public init(isWell: Bool = true) { self.word = Atomic(EndpointCondition(isWell: isWell).rawValue) }

    /// Whether it may be picked: neither ejected nor unwell. One relaxed load.
    public var isUsable: Bool { self.condition.isUsable }

    /// Whether outlier detection has it out.
    public var isEjected: Bool { self.condition.isEjected }

    /// Whether health checks find it well, or there are none.
    public var isWell: Bool { self.condition.isWell }

    /// How often it was ejected since it joined the cluster.
    public var ejections: Int { self.count.load(ordering: .relaxed) }

    /// Counts what came of a try; a reason if that is the failure too many, for `ClusterHealth.eject`.
    ///
    /// Each row of failures that is full is reported once, whichever workers saw the failures.
    public func record(_ outcome: TryOutcome, under plan: OutlierDetectionPlan) -> EjectionReason? {
        // Not split, a connection says nothing: not even the load is spent on it.
        if outcome == .connected, !plan.splitsLocalOrigin { return nil }
        var seen = self.failures.load(ordering: .relaxed)
        while true {
            var next = ConsecutiveFailures(rawValue: seen)
            let reason = next.record(outcome, under: plan)
            if next.rawValue == seen { return reason }
            let (isExchanged, original) = self.failures.weakCompareExchange(
                expected: seen, desired: next.rawValue, ordering: .relaxed)
            if isExchanged { return reason }
            seen = original
        }
    }

    var condition: EndpointCondition { EndpointCondition(rawValue: self.word.load(ordering: .relaxed)) }

    /// Forgets the failures that were counted.
    func clearFailures() { self.failures.store(0, ordering: .relaxed) }

    /// Counts an ejection; the number of it.
    func countEjection() -> Int { self.count.add(1, ordering: .relaxed).newValue }

    /// Changes the condition; nil if the transition did not want to. Of all workers that try the same, one gets the
    /// change.
    func change(_ transition: (EndpointCondition) -> EndpointCondition?) -> (
        old: EndpointCondition, new: EndpointCondition
    )? {
        var seen = self.word.load(ordering: .relaxed)
        while true {
            let old = EndpointCondition(rawValue: seen)
            guard let new = transition(old) else { return nil }
            let (isExchanged, original) = self.word.weakCompareExchange(
                expected: seen, desired: new.rawValue, ordering: .relaxed)
            if isExchanged { return (old, new) }
            seen = original
        }
    }
}
