import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("ROUND_ROBIN and RANDOM")
struct RoundRobinTests {
    @Test("B1: one after the other, in order", arguments: [1, 2, 3, 100])
    func inOrder(count: Int) throws {
        var balancer = LoadBalancer([LoadBalancer.Host](count: count), .roundRobin)
        let sequence = balancer.sequence(3 * count)
        let first = try #require(sequence.first)
        #expect(sequence == (0..<3 * count).map { (first + $0) % count })
    }

    @Test("B1: hosts that are not healthy are passed over")
    func passedOver() {
        var hosts = [LoadBalancer.Host](count: 5)
        hosts[1].isHealthy = false
        hosts[4].isReady = false
        var balancer = LoadBalancer(hosts, .roundRobin)
        let sequence = balancer.sequence(300)
        #expect(Set(zip(sequence, sequence.dropFirst()).map { [$0, $1] }) == [[0, 2], [2, 3], [3, 0]])
    }

    @Test("B1: every worker begins elsewhere", arguments: [[1, 1, 1, 1, 1, 1, 1, 1], [2, 1, 1, 1, 1, 1, 1, 2]])
    func start(weights: [Int]) {
        var words = RandomWords()
        var counts = [Int](repeating: 0, count: 8)
        for _ in 0..<4000 {
            var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .roundRobin, random: words.next())
            counts[balancer.sequence(1)[0]] += 1
        }
        let least = counts.min() ?? 0
        #expect(least > 4000 / 8 / 2, "\(counts)")
    }

    @Test(
        "B1: as many picks in a row as the weights come to hold each host as often as its weight says",
        arguments: [[5, 1, 1], [1, 2], [3, 2, 7, 1], [10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], Array(1...20)],
        [1, 2, 3] as [UInt64])
    func exact(weights: [Int], seed: UInt64) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .roundRobin, random: seed)
        let total = weights.reduce(0, +)
        let sequence = balancer.sequence(20 * total)
        for start in stride(from: 0, to: 19 * total, by: 7) {
            var counts = weights.map { _ in 0 }
            for host in sequence[start..<start + total] { counts[host] += 1 }
            #expect(counts == weights)
        }
    }

    @Test("B1: a heavy host's picks don't come in bursts, nor do those of light ones between them")
    func smooth() {
        // Half of the picks are the heavy host's. In order of deadlines from a common start it would have ten in a row.
        var balancer = LoadBalancer([LoadBalancer.Host](weights: [10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), .roundRobin)
        let sequence = balancer.sequence(10_000)
        let runs = sequence.split { $0 != 0 }.map(\.count)
        #expect((runs.max() ?? 0) <= 3)
        let others = sequence.split { $0 == 0 }.map(\.count)
        #expect((others.max() ?? 0) <= 3)
    }

    @Test("B1: 100,000 picks are shared by weight to one pick", arguments: [[1, 1, 1], [1, 3], [9, 5, 2, 2]])
    func shares(weights: [Int]) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .roundRobin)
        let total = weights.reduce(0, +)
        for (count, weight) in zip(balancer.counts(of: weights.count), weights) {
            #expect(abs(count * total - 100_000 * weight) <= 2 * total)
        }
    }

    @Test("B1: RANDOM is even", arguments: [1, 2, 3, 10, 100])
    func random(count: Int) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: count), .random)
        expectShares(balancer.counts(of: count), [Double](repeating: 1, count: count))
    }

    @Test("B1: RANDOM is by weight", arguments: [[1, 2], [1, 2, 7], [100, 1, 1], Array(1...50)])
    func randomByWeight(_ weights: [Int]) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: weights), .random)
        expectShares(balancer.counts(of: weights.count), weights.map(Double.init))
    }

    @Test("B1: RANDOM does not look at the load")
    func randomLoad() {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 2), .random)
        expectShares(balancer.counts(of: 2, active: { $0 * 100 }), [1, 1])
    }
}
