import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Warm-up")
struct WarmupTests {
    private static let second: UInt64 = 1_000_000_000
    private static let plan = WarmupPlan(duration: .seconds(100))

    /// Three hosts, the last of which became healthy at time 0.
    private static let hosts: [LoadBalancer.Host] = {
        var hosts = [LoadBalancer.Host](count: 3)
        hosts[2].warmupStart = 0
        return hosts
    }()

    @Test(
        "B3: the share grows with time from the least one, as the aggression says",
        arguments: [
            (10, 1, 0, 0.1), (10, 1, 5, 0.1), (10, 1, 10, 0.1), (10, 1, 50, 0.5), (10, 1, 99, 0.99), (10, 1, 100, 1),
            (10, 1, 1000, 1), (0, 1, 50, 0.5), (30, 1, 20, 0.3), (10, 2, 25, 0.5), (10, 0.5, 50, 0.25),
            (10, 0.5, 20, 0.1), (100, 1, 0, 1), (200, 1, 0, 1), (-5, 1, 50, 0.5), (10, 0, 50, 0.5), (10, -1, 50, 0.5),
            (10, .nan, 50, 0.5), (.nan, 1, 50, 0.5),
        ] as [(Double, Double, UInt64, Double)])
    func factor(minimum: Double, aggression: Double, elapsed: UInt64, expected: Double) throws {
        let warmup = try #require(
            Warmup(WarmupPlan(duration: .seconds(100), minimumPercent: minimum, aggression: aggression)))
        let start = 7 * Self.second
        expectNear(warmup.factor(since: start, now: start + elapsed * Self.second), expected, percent: 0.001)
    }

    @Test("B3: the share is never nothing", arguments: [1, 0.01, 1e-300])
    func neverNothing(aggression: Double) throws {
        let warmup = try #require(
            Warmup(WarmupPlan(duration: .seconds(100), minimumPercent: 0, aggression: aggression)))
        #expect(warmup.factor(since: 5, now: 5) > 0)
        // Before its beginning, as if the clock had gone back.
        #expect(warmup.factor(since: 500, now: 5) > 0)
    }

    @Test("B3: no time is no warm-up", arguments: [Duration.zero, .seconds(-1)])
    func noTime(duration: Duration) {
        #expect(Warmup(WarmupPlan(duration: duration)) == nil)
        #expect(Warmup(nil) == nil)
    }

    @Test(
        "B3: a new host gets a part of its share, more and more",
        arguments: [ClusterPlan.Balancing.leastRequest, .roundRobin],
        [(0, 0.1), (10, 0.1), (50, 0.5), (90, 0.9), (100, 1)])
    func newHost(balancing: ClusterPlan.Balancing, moment: (time: UInt64, factor: Double)) {
        var balancer = LoadBalancer(Self.hosts, balancing, warmup: Self.plan)
        let counts = balancer.counts(of: 3, now: moment.time * Self.second)
        if balancing == .roundRobin {
            for (count, share) in zip(counts, [1, 1, moment.factor]) {
                expectNear(Double(count), 100_000 * share / (2 + moment.factor), percent: 0.1)
            }
        } else {
            expectShares(counts, [1, 1, moment.factor])
        }
    }

    @Test("B3: weights are kept in proportion while hosts warm up")
    func weights() {
        var hosts = [LoadBalancer.Host](weights: [4, 2, 10])
        hosts[2].warmupStart = 0
        var balancer = LoadBalancer(hosts, .leastRequest, warmup: Self.plan)
        expectShares(balancer.counts(of: 3, now: 20 * Self.second), [4, 2, 2])
        expectShares(balancer.counts(of: 3, now: 200 * Self.second), [4, 2, 10])
    }

    @Test("B3: RANDOM and consistent hashing don't warm up", arguments: [ClusterPlan.Balancing.random, .maglev])
    func others(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer(Self.hosts, balancing, warmup: Self.plan)
        expectShares(balancer.counts(of: 3), [1, 1, 1])
    }

    @Test("B3: without a plan, nobody warms up")
    func noPlan() {
        var balancer = LoadBalancer(Self.hosts, .leastRequest)
        expectShares(balancer.counts(of: 3), [1, 1, 1])
    }

    @Test("B3: hosts that begin together share alike")
    func together() {
        var hosts = [LoadBalancer.Host](count: 3)
        for index in hosts.indices { hosts[index].warmupStart = 0 }
        var balancer = LoadBalancer(hosts, .roundRobin, warmup: Self.plan)
        let sequence = balancer.sequence(30, now: 30 * Self.second)
        #expect(zip(sequence, sequence.dropFirst(3)).allSatisfy { $0 == $1 })
    }

    @Test("B3: hosts that begin one after the other have different shares once they are over the least one")
    func oneAfterTheOther() {
        var hosts = [LoadBalancer.Host](count: 2)
        hosts[0].warmupStart = 40 * Self.second
        hosts[1].warmupStart = 0
        var balancer = LoadBalancer(hosts, .leastRequest, warmup: Self.plan)
        expectShares(balancer.counts(of: 2, now: 5 * Self.second), [1, 1])
        expectShares(balancer.counts(of: 2, now: 80 * Self.second), [0.4, 0.8])
        // The second is warm, the first is not yet.
        expectShares(balancer.counts(of: 2, now: 110 * Self.second), [0.7, 1])
        expectShares(balancer.counts(of: 2, now: 140 * Self.second), [1, 1])
    }

    @Test("B3: in a round the host comes more and more often, and in its turn")
    func smoothRound() {
        var balancer = LoadBalancer(Self.hosts, .roundRobin, warmup: Self.plan)
        var words = RandomWords()
        var places: [Int] = []
        for pick in 0..<20_000 {
            // 200 picks a second.
            let now = UInt64(pick) * Self.second / 200
            if balancer.pick(random: words.next(), now: now, active: { _ in 0 }) == 2 { places.append(pick) }
        }
        let gaps = zip(places.dropFirst(), places).map { $0 - $1 }
        // At a tenth of a share, one in 21; at the whole, one in 3.
        #expect(gaps.allSatisfy { (2...22).contains($0) })
        #expect(gaps.prefix(50).allSatisfy { $0 >= 20 })
        #expect(gaps.suffix(50).allSatisfy { $0 <= 4 })
        // f / (2 + f) of the picks, where f is 0.1 for 2000 of them and then grows to 1.
        expectNear(Double(places.count), 3828, percent: 2)
    }

    @Test("B3: weights are computed anew once in a hundredth of the time, not with every pick")
    func steps() throws {
        var balancer = LoadBalancer(Self.hosts, .leastRequest, warmup: Self.plan)
        let still = balancer.counts(of: 3, picks: 1000, now: 50 * Self.second)
        #expect(balancer.counts(of: 3, picks: 1000, now: 50 * Self.second + Self.second - 1) == still)
        #expect(balancer.counts(of: 3, picks: 1000, now: 70 * Self.second) != still)
        #expect(try #require(Warmup(WarmupPlan(duration: .milliseconds(1)))).step == 1_000_000)
    }
}
