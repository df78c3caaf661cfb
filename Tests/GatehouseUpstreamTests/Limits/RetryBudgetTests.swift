import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("connectionPool: the retry budget")
struct RetryBudgetTests {
    private let limits = ClusterLimits()
    private let underWay = UnderWay()

    /// How many retries come in while so much is under way.
    private func retries(requests: Int, pending: Int = 0, under plan: ConnectionLimits) -> Int {
        for _ in 0..<requests { #expect(self.underWay.enter(.requests, of: self.limits, under: plan)) }
        for _ in 0..<pending { #expect(self.underWay.enter(.pendingRequests, of: self.limits, under: plan)) }
        var count = 0
        while count < 1000, self.underWay.enter(.retries, of: self.limits, under: plan) { count += 1 }
        return count
    }

    @Test(
        "a share of the requests and of those that wait, rounded down, but at least the minimum",
        arguments: [
            (20.0, 3, 0, 0, 3), (20, 3, 19, 0, 3), (20, 3, 20, 0, 4), (20, 3, 24, 0, 4), (20, 3, 25, 0, 5),
            (20, 3, 15, 5, 4), (20, 3, 0, 20, 4), (20, 0, 4, 0, 0), (20, 0, 5, 0, 1), (50, 1, 10, 0, 5),
            (100, 0, 7, 0, 7), (0, 0, 50, 0, 0), (0, 2, 50, 0, 2), (12.5, 0, 8, 0, 1), (250, 0, 4, 0, 10),
        ])
    func share(percent: Double, minimum: Int, requests: Int, pending: Int, expected: Int) {
        let plan = ConnectionLimits(retryBudget: RetryBudgetPlan(percent: percent, minimum: minimum))
        #expect(self.retries(requests: requests, pending: pending, under: plan) == expected)
        #expect(self.limits.remaining(.retries, under: plan) == 0)
        self.underWay.endAll()
        for resource in ClusterLimits.Resource.allCases { #expect(self.limits.count(resource) == 0) }
    }

    @Test("with a budget maxRetries is not looked at, as in Envoy", arguments: [0, 1, 1000])
    func maxRetries(limit: Int) {
        let plan = ConnectionLimits(maxRetries: limit, retryBudget: RetryBudgetPlan(percent: 20, minimum: 3))
        #expect(self.retries(requests: 30, under: plan) == 6)
    }

    @Test("requests are counted for the budget without having a limit, and still have theirs if they have one")
    func counting() {
        let budget = RetryBudgetPlan()
        #expect(self.limits.bound(of: .requests, under: ConnectionLimits(retryBudget: budget)) == .counted)
        #expect(self.limits.bound(of: .pendingRequests, under: ConnectionLimits(retryBudget: budget)) == .counted)
        #expect(self.limits.bound(of: .connections, under: ConnectionLimits(retryBudget: budget)) == .none)
        #expect(self.limits.remaining(.requests, under: ConnectionLimits(retryBudget: budget)) == nil)
        let both = ConnectionLimits(maxPendingRequests: 2, maxRequests: 1, retryBudget: budget)
        #expect(self.underWay.enter(.requests, of: self.limits, under: both))
        #expect(!self.underWay.enter(.requests, of: self.limits, under: both))
        #expect(self.limits.remaining(.pendingRequests, under: both) == 2)
    }

    @Test("fewer requests allow fewer retries; those under way go on")
    func shrinking() {
        let plan = ConnectionLimits(retryBudget: RetryBudgetPlan(percent: 50, minimum: 1))
        #expect(self.retries(requests: 10, under: plan) == 5)
        for _ in 0..<4 { self.underWay.endFirst() }
        #expect(self.limits.count(.retries) == 5)
        #expect(!self.underWay.enter(.retries, of: self.limits, under: plan))
    }

    @Test(
        "numbers without sense do not trap, and allow what makes most sense of them",
        arguments: [
            (Double.nan, 3, 3), (.infinity, 3, Int(Int32.max)), (-.infinity, 3, 3), (-20, -3, 0),
            (1e300, 0, Int(Int32.max)), (20, .max, .max), (20, .min, 2),
        ])
    func nonsense(percent: Double, minimum: Int, expected: Int) {
        #expect(RetryBudgetPlan(percent: percent, minimum: minimum).retries(underWay: 10) == expected)
    }

    @Test("an infinite share of nothing is nothing")
    func infinity() {
        #expect(RetryBudgetPlan(percent: .infinity, minimum: 2).retries(underWay: 0) == 2)
    }
}
