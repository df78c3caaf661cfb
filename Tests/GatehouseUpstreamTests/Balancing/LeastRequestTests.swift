import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("LEAST_REQUEST")
struct LeastRequestTests {
    @Test("B1: idle hosts are picked alike", arguments: [1, 2, 3, 10, 100])
    func idle(count: Int) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: count), .leastRequest)
        expectShares(balancer.counts(of: count), [Double](repeating: 1, count: count))
    }

    @Test("B1: of two hosts the one with fewer requests is always picked")
    func two() {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 2), .leastRequest)
        #expect(balancer.counts(of: 2, picks: 1000, active: { [4, 3][$0] }) == [0, 1000])
        #expect(balancer.counts(of: 2, picks: 1000, active: { [3, 4][$0] }) == [1000, 0])
    }

    @Test("B1: two of several are drawn, all pairs alike, and the one with fewer requests is taken")
    func order() {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 4), .leastRequest)
        // Host n loses to all before it, so it is taken from the pairs with those behind it.
        expectShares(balancer.counts(of: 4, active: { $0 }), [3, 2, 1, 0])
    }

    @Test("B1: as with all healthy, so with one left out")
    func oneLeftOut() {
        var hosts = [LoadBalancer.Host](count: 5)
        hosts[0].isHealthy = false
        var balancer = LoadBalancer(hosts, .leastRequest)
        expectShares(balancer.counts(of: 5, active: { $0 }), [0, 3, 2, 1, 0])
    }

    @Test(
        "B1: idle hosts are picked by weight",
        arguments: [[1, 2], [9, 1], [1, 2, 7], [5, 1, 1, 1, 1, 1], Array(1...50)])
    func weights(_ weights: [Int]) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .leastRequest)
        expectShares(balancer.counts(of: weights.count), weights.map(Double.init))
    }

    @Test(
        "B1: hosts loaded as their weights say are picked by weight", arguments: [[1, 2], [1, 2, 7], [5, 1, 1, 1]])
    func loadedByWeight(_ weights: [Int]) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .leastRequest)
        expectShares(balancer.counts(of: weights.count, active: { weights[$0] * 3 }), weights.map(Double.init))
    }

    @Test(
        "B1: of two hosts the one with less load for its weight is picked",
        arguments: [
            // With the request, 3 for a weight of 2 are less than 2 for a weight of 1; and so on.
            ([2, 1], [2, 2], [1000, 0]), ([2, 1], [6, 2], [0, 1000]), ([10, 1], [9, 1], [1000, 0]),
            ([10, 1], [10, 0], [0, 1000]),
        ])
    func loaded(weights: [Int], active: [Int], expected: [Int]) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .leastRequest)
        #expect(balancer.counts(of: 2, picks: 1000, active: { active[$0] }) == expected)
    }

    @Test(
        "B1: equally fast hosts get requests by weight, with little to do and with much",
        arguments: [[1, 1, 1], [1, 2, 7], [1, 1, 2, 4]], [0.3, 3, 30])
    func equallyFast(weights: [Int], load: Double) {
        let hosts = [LoadBalancer.Host](weights: weights)
        let queueing = Queueing(
            LoadBalancer(hosts, .leastRequest), requests: 40_000, load: load, slowness: weights.map { _ in 1 })
        let total = Double(weights.reduce(0, +))
        for (count, weight) in zip(queueing.counts, weights) {
            // A light host that is busy with one request has more than its share, so it may lose somewhat.
            expectNear(Double(count), 40_000 * Double(weight) / total, percent: weight == 1 ? 20 : 8)
        }
    }

    @Test("B1: a slow host gets less, however heavy", arguments: [[1, 1, 1], [1, 1, 4]])
    func slow(weights: [Int]) {
        let hosts = [LoadBalancer.Host](weights: weights)
        let queueing = Queueing(
            LoadBalancer(hosts, .leastRequest), requests: 20_000, load: 30, slowness: [1, 1, 10])
        let share = Double(weights[2]) / Double(weights.reduce(0, +))
        #expect(Double(queueing.counts[2]) < 20_000 * share * 0.6)
        #expect(queueing.counts[2] > 0)
    }

    @Test("Numbers without bounds don't trap", arguments: [[1, 1], [Int.max, 1], [Int.min, Int.max]])
    func bounds(weights: [Int]) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .leastRequest)
        #expect(balancer.pick(random: .max, now: .max) { _ in Int.max } != nil)
        #expect(balancer.pick(random: 0, now: 0) { _ in Int.min } != nil)
    }
}
