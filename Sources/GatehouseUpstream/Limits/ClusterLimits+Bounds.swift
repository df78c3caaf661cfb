import GatehousePlan

extension ClusterLimits {
    /// What holds for a resource.
    enum Bound: Hashable {
        /// No limit, and nobody asks how many there are.
        case none
        /// No limit, but the retry budget is a share of them.
        case counted
        /// So many.
        case limited(Int)
    }

    /// What holds for a resource now.
    func bound(of resource: Resource, under limits: ConnectionLimits) -> Bound {
        switch resource {
        case .connections: return limits.maxConnections.map(Bound.limited) ?? .none
        case .pendingRequests:
            return limits.maxPendingRequests.map(Bound.limited) ?? (limits.retryBudget == nil ? .none : .counted)
        case .requests:
            return limits.maxRequests.map(Bound.limited) ?? (limits.retryBudget == nil ? .none : .counted)
        case .retries:
            guard let budget = limits.retryBudget else { return limits.maxRetries.map(Bound.limited) ?? .none }
            return .limited(budget.retries(underWay: self.count(.requests) + self.count(.pendingRequests)))
        }
    }
}

extension RetryBudgetPlan {
    /// How many retries may be under way with so many requests, those that wait included: the share, rounded down, but at
    /// least the minimum. A percentage that is none counts as 0.
    func retries(underWay requests: Int) -> Int {
        let share = self.percent / 100 * Double(requests)
        // `Int(_: Double)` traps on what does not fit; nothing near the bound is ever under way.
        let bounded = share > 0 ? Int(min(share, Double(Int32.max))) : 0
        return max(bounded, self.minimum)
    }
}
