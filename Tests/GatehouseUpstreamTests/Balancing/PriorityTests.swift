import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Priorities, localities, panic")
struct PriorityTests {
    @Test("B4: with 5 of 10 healthy, a priority keeps 70 % and the next gets 30 %", arguments: plainBalancings)
    func spill(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] = .some(10, healthy: 5) + .some(4, priority: 1)
        var balancer = LoadBalancer(hosts, balancing)
        let counts = balancer.counts(of: 14)
        expectShares([counts[..<10].reduce(0, +), counts[10...].reduce(0, +)], [70, 30])
        let shares = [Double](repeating: 14, count: 5) + [Double](repeating: 0, count: 5)
        guard balancing != .roundRobin else { return }
        expectShares(counts, shares + [Double](repeating: 7.5, count: 4))
    }

    @Test("B4: a priority with 8 of 10 healthy keeps everything", arguments: plainBalancings)
    func noSpill(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer(.some(10, healthy: 8) + .some(10, priority: 1), balancing)
        #expect(balancer.counts(of: 20, picks: 1000)[10...].reduce(0, +) == 0)
    }

    @Test("B4: priorities may have any numbers, and hosts any order")
    func anyNumbers() {
        let hosts: [LoadBalancer.Host] =
            .some(2, priority: 7) + .some(2, healthy: 0, priority: -3) + .some(1, priority: .max)
            + .some(2, healthy: 0, priority: -3)
        var balancer = LoadBalancer(hosts, .random)
        expectShares(balancer.counts(of: 7), [1, 1, 0, 0, 0, 0, 0])
    }

    @Test("B4: localities have the shares that `distribute` gives them", arguments: plainBalancings)
    func distribute(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] =
            .some(1, locality: "a", localityWeight: 80) + .some(4, locality: "b", localityWeight: 20)
        var balancer = LoadBalancer(hosts, balancing)
        let counts = balancer.counts(of: 5)
        expectShares([counts[0], counts[1...].reduce(0, +)], [80, 20])
        for count in counts[1...] { expectNear(Double(count), 5000, percent: 6) }
    }

    @Test("B4: within a locality hosts have shares by their weights")
    func distributeWeights() {
        var hosts: [LoadBalancer.Host] =
            .some(2, locality: "a", localityWeight: 1) + .some(2, locality: "b", localityWeight: 1)
        hosts[0].weight = 3
        var balancer = LoadBalancer(hosts, .random)
        expectShares(balancer.counts(of: 4), [3, 1, 2, 2])
    }

    @Test(
        "B4: a locality keeps its weight down to a healthy share of 1 / 1.4, then less",
        arguments: [(10, [50.0, 50]), (8, [50, 50]), (7, [49, 50]), (5, [35, 50]), (1, [7, 50]), (0, [0, 50])])
    func localityHealth(healthy: Int, shares: [Double]) {
        let hosts: [LoadBalancer.Host] =
            .some(10, healthy: healthy, locality: "a", localityWeight: 50) + .some(2, locality: "b", localityWeight: 50)
        var balancer = LoadBalancer(hosts, .leastRequest)
        let counts = balancer.counts(of: 12)
        expectShares([counts[..<10].reduce(0, +), counts[10...].reduce(0, +)], shares)
    }

    @Test(
        "B4, B5: unready hosts lower a locality's share, unless panic is allowed: then they don't count",
        arguments: [(0, [35.0, 50]), (1, [50, 50])])
    func localityReadiness(minHealthPercent: Int, shares: [Double]) {
        let hosts: [LoadBalancer.Host] =
            .some(5, locality: "a", localityWeight: 50) + .some(5, locality: "a", localityWeight: 50).unready
            + .some(2, locality: "b", localityWeight: 50)
        var balancer = LoadBalancer(hosts, .leastRequest, minHealthPercent: minHealthPercent)
        let counts = balancer.counts(of: 12)
        #expect(counts[5..<10].reduce(0, +) == 0)
        expectShares([counts[..<5].reduce(0, +), counts[10...].reduce(0, +)], shares)
    }

    @Test("B4: a locality without weight gets nothing beside one with", arguments: [nil, 0, -1])
    func weightless(weight: Int?) {
        let hosts: [LoadBalancer.Host] =
            .some(2, locality: "a", localityWeight: weight) + .some(2, locality: "b", localityWeight: 100)
        var balancer = LoadBalancer(hosts, .random)
        expectShares(balancer.counts(of: 4), [0, 0, 1, 1])
    }

    @Test("B4: when no locality with weight has a healthy host, all hosts of the priority count by their own weights")
    func weightlessAlone() {
        let hosts: [LoadBalancer.Host] =
            .some(2, locality: "a", localityWeight: 0) + .some(2, healthy: 0, locality: "b", localityWeight: 100)
        var balancer = LoadBalancer(hosts, .random)
        expectShares(balancer.counts(of: 4), [1, 1, 0, 0])
    }

    @Test("B4: localities without weights are not told apart")
    func unweighted() {
        var balancer = LoadBalancer(.some(1, locality: "a") + .some(4, locality: "b"), .random)
        expectShares(balancer.counts(of: 5), [1, 1, 1, 1, 1])
    }

    @Test("B5: without a healthy host nobody is picked", arguments: plainBalancings + [.ring, .maglev])
    func nobody(balancing: ClusterPlan.Balancing) {
        let ejected: [LoadBalancer.Host] = .some(1, healthy: 0) + .some(1, healthy: 0, priority: 1)
        for hosts in [[], .some(3, healthy: 0), .some(3).unready, ejected] {
            var balancer = LoadBalancer(hosts, balancing)
            #expect(balancer.pick(random: 1, hash: 2, now: 0) { _ in 0 } == nil)
            #expect(balancer.pick(random: 1, hash: 2, now: 0, avoiding: { _ in false }) { _ in 0 } == nil)
        }
    }

    @Test("B5: one that says it is healthy but is not ready is not picked, not even in panic", arguments: [0, 50])
    func unready(minHealthPercent: Int) {
        let hosts: [LoadBalancer.Host] = .some(3).unready + .some(2)
        var balancer = LoadBalancer(hosts, .random, minHealthPercent: minHealthPercent)
        expectShares(balancer.counts(of: 5), [0, 0, 0, 1, 1])
        var nobody = LoadBalancer([LoadBalancer.Host].some(3).unready, .random, minHealthPercent: 50)
        #expect(nobody.pick(random: 1, now: 0) { _ in 0 } == nil)
    }

    @Test("B5: below the threshold all ready hosts are used, ejected ones too", arguments: plainBalancings)
    func panic(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] = .some(10, healthy: 4) + .some(2).unready
        var balancer = LoadBalancer(hosts, balancing, minHealthPercent: 50)
        expectShares(balancer.counts(of: 12), [Double](repeating: 1, count: 10) + [0, 0])
        var calm = LoadBalancer(hosts, balancing, minHealthPercent: 40)
        expectShares(calm.counts(of: 12), [1, 1, 1, 1] + [Double](repeating: 0, count: 8))
        var never = LoadBalancer(hosts, balancing, minHealthPercent: 0)
        expectShares(never.counts(of: 12), [1, 1, 1, 1] + [Double](repeating: 0, count: 8))
    }

    @Test("B5: in panic localities have no shares")
    func panicLocalities() {
        let hosts: [LoadBalancer.Host] =
            .some(2, healthy: 0, locality: "a", localityWeight: 90)
            + .some(2, healthy: 1, locality: "b", localityWeight: 10)
        var balancer = LoadBalancer(hosts, .random, minHealthPercent: 50)
        expectShares(balancer.counts(of: 4), [1, 1, 1, 1])
    }

    @Test("B5: a priority that is short of healthy hosts does not panic while another bears the rest")
    func noPanic() {
        let hosts: [LoadBalancer.Host] = .some(10, healthy: 3) + .some(10, priority: 1)
        var balancer = LoadBalancer(hosts, .random, minHealthPercent: 50)
        let counts = balancer.counts(of: 20)
        #expect(counts[3..<10].reduce(0, +) == 0)
        expectShares([counts[..<3].reduce(0, +), counts[10...].reduce(0, +)], [42, 58])
    }
}
