import GatehousePlan
import GatehouseTelemetry

/// Limits of the cluster (circuit breaking): what is beyond is answered 503 UO. What an exchange was counted for it has
/// to take back, which is noted in `admissions`.
extension Exchange {
    /// Counts the request; false when there are too many.
    func enterAsRequest(_ cluster: UpstreamCluster) -> Bool {
        let limits = cluster.plan.limits
        // A budget is a share of the requests: they are counted for it, too.
        return self.admit(cluster, .requests, limit: limits.maxRequests ?? (limits.retryBudget == nil ? nil : Int.max))
    }

    /// Counts the exchange as one that waits for a connection; false when there are too many.
    func enterAsPending(_ cluster: UpstreamCluster) -> Bool {
        self.admit(cluster, .pending, limit: cluster.plan.limits.maxPendingRequests)
    }

    /// Counts the exchange as one that is tried again, until that has ended; false when there are too many.
    func enterAsRetry(_ cluster: UpstreamCluster) -> Bool {
        self.leave(.retries)
        let limits = cluster.plan.limits
        guard let budget = limits.retryBudget else { return self.admit(cluster, .retries, limit: limits.maxRetries) }
        let active = Double(cluster.shared.load.count(.requests) + cluster.shared.load.count(.pending))
        let share = Int(min(max(0, budget.percent) / 100 * active, Double(Int32.max)))
        return self.admit(cluster, .retries, limit: max(budget.minimum, share))
    }

    private func admit(_ cluster: UpstreamCluster, _ kind: ClusterLoad.Kind, limit: Int?) -> Bool {
        guard let limit, !self.admissions.contains(kind) else { return true }
        switch cluster.shared.load.enter(kind, limit: limit) {
        case .free: break
        case .counted: self.admissions.insert(kind)
        case .refused:
            cluster.counters.add(.overflowsTotal)
            return false
        }
        return true
    }

    /// The exchange waits for a connection no longer.
    func leavePending() { self.leave(.pending) }

    /// The exchange counts for nothing any more.
    func leaveLimits() {
        guard !self.admissions.isEmpty else { return }
        for kind in ClusterLoad.Kind.allCases { self.leave(kind) }
    }

    private func leave(_ kind: ClusterLoad.Kind) {
        guard self.admissions.contains(kind) else { return }
        self.admissions.remove(kind)
        self.cluster?.shared.load.leave(kind)
    }
}

/// What an exchange counts for in its cluster's limits.
struct Admissions {
    private var bits: UInt8 = 0

    var isEmpty: Bool { self.bits == 0 }

    func contains(_ kind: ClusterLoad.Kind) -> Bool { self.bits & Self.bit(kind) != 0 }

    mutating func insert(_ kind: ClusterLoad.Kind) { self.bits |= Self.bit(kind) }

    mutating func remove(_ kind: ClusterLoad.Kind) { self.bits &= ~Self.bit(kind) }

    private static func bit(_ kind: ClusterLoad.Kind) -> UInt8 { 1 << kind.rawValue }
}
