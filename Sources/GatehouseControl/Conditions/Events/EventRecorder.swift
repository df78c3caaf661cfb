import GatehouseModel

/// Makes Events of what changes in the conditions of resources. A value: whoever writes them keeps it, and hands in the
/// time.
///
/// Events are for people and cost an API server room and writes, so that they are bounded as those of Kubernetes' own
/// components are (client-go's correlator): the same event again is counted, not repeated; many that differ in their
/// message only become one; and one resource has so many in a row and so many an hour.
public struct EventRecorder: Sendable {
    /// The bounds.
    public struct Limits: Hashable, Sendable {
        /// The most messages of one resource, level and reason that are kept apart.
        public var messages = 10
        /// The seconds after which a resource, level and reason that has been quiet begins anew.
        public var quietPeriod = 600
        /// The most events of one resource in a row.
        public var burst = 25
        /// The seconds in which a resource gains the right to one more.
        public var refill = 300
        /// The most resources with levels and reasons that are remembered, and the most resources.
        public var remembered = 4096

        /// The bounds that client-go has.
        public init() {}
    }

    /// How many events were dropped, because their resources had too many; for a metric.
    public private(set) var dropped = 0

    private let limits: Limits
    private var series = EventSeriesTable()
    private var budgets: [ResourceKey: EventBudget] = [:]

    /// A recorder that has seen nothing.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// What is to be told of a resource whose conditions were others before.
    ///
    /// A warning is told when it appears and when its words change, that something is well when it was not, and of a
    /// resource that is new here that it is in effect. What only follows from another condition is not told.
    ///
    /// - Parameters:
    ///   - old: what its status said before: `ResourceStatus.conditions(in:)`; empty for a resource that is new here.
    ///   - now: seconds since 1970 in UTC.
    public mutating func events(for status: ResourceStatus, replacing old: [Condition], now: Int) -> [Event] {
        var events: [Event] = []
        for condition in status.conditions {
            guard let level = condition.newsLevel(after: old.first { $0.kind == condition.kind }) else { continue }
            if let event = self.record(level, condition, of: status, now: now) { events.append(event) }
        }
        return events
    }

    private mutating func record(
        _ level: Event.Level, _ condition: Condition, of status: ResourceStatus, now: Int
    ) -> Event? {
        var budget = self.budgets[status.key] ?? EventBudget(self.limits, now: now)
        let isAllowed = budget.spend(self.limits, now: now)
        self.budgets[status.key] = budget
        if self.budgets.count > self.limits.remembered { self.forgetBudgets(now: now) }
        guard isAllowed else {
            self.dropped &+= 1
            return nil
        }
        return self.series.record(level, condition, of: status, limits: self.limits, now: now)
    }

    /// Forgets the budgets that are whole again, and where that is not enough, all.
    private mutating func forgetBudgets(now: Int) {
        self.budgets = self.budgets.filter { !$0.value.isWhole(self.limits, now: now) }
        if self.budgets.count > self.limits.remembered { self.budgets = [:] }
    }
}

extension Condition {
    /// Whether it is worth telling after what was said before, nil for nothing; and nil where it is not.
    fileprivate func newsLevel(after old: Condition?) -> Event.Level? {
        if self.isProblem {
            // It follows from `Accepted`, which is told.
            if self.reason == .notAccepted { return nil }
            let isKnown = old?.isProblem == true && old?.reason == self.reason && old?.message == self.message
            return isKnown ? nil : .warning
        }
        if let old { return old.isProblem ? .normal : nil }
        return self.kind == .programmed ? .normal : nil
    }
}
