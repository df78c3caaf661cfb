import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Retries go elsewhere")
struct AvoidingTests {
    private static let balancings = plainBalancings + [.ring, .maglev]

    @Test("A10: a host that was tried is not picked while there is another", arguments: Self.balancings, [2, 3, 50])
    func another(balancing: ClusterPlan.Balancing, count: Int) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: count), balancing)
        var words = RandomWords()
        for _ in 0..<2000 {
            let hash = words.next()
            let first = balancer.pick(random: words.next(), hash: hash, now: 0) { _ in 0 }
            let second = balancer.pick(&words, hash: hash) { $0 == first }
            #expect(second != nil && second != first)
        }
    }

    @Test("A10: the last host that was not tried is found among many", arguments: Self.balancings)
    func last(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 200), balancing)
        var words = RandomWords()
        for wanted in [0, 1, 77, 198, 199] {
            for _ in 0..<20 {
                #expect(balancer.pick(&words, hash: words.next()) { $0 != wanted } == wanted)
            }
        }
    }

    @Test("A10: when all were tried, one is tried again", arguments: Self.balancings)
    func all(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 3), balancing)
        #expect(balancer.pick(random: 1, hash: 1, now: 0, avoiding: { _ in true }) { _ in 0 } != nil)
    }

    @Test("A10: the others are picked alike, not just the next one", arguments: plainBalancings)
    func even(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 4), balancing)
        var words = RandomWords()
        var counts = [0, 0, 0, 0]
        for _ in 0..<30_000 {
            if let pick = balancer.pick(&words, avoiding: { $0 == 1 }) { counts[pick] += 1 }
        }
        #expect(counts[1] == 0)
        expectShares(counts, [1, 0, 1, 1])
    }

    @Test("A10: a host that is not healthy, or of a priority without requests, is no way out")
    func noWayOut() {
        let hosts: [LoadBalancer.Host] = .some(2, healthy: 1) + .some(1, priority: 1)
        var healthy = LoadBalancer([LoadBalancer.Host].some(2, healthy: 1), .random)
        #expect(healthy.pick(random: 1, now: 0, avoiding: { $0 == 0 }) { _ in 0 } == 0)
        var preferred = LoadBalancer([LoadBalancer.Host].some(2) + .some(1, priority: 1), .random)
        #expect(preferred.pick(random: 1, now: 0, avoiding: { $0 < 2 }) { _ in 0 } != 2)
        // With one of two healthy, the next priority has 30 %.
        var spilling = LoadBalancer(hosts, .random)
        #expect(spilling.pick(random: 1, now: 0, avoiding: { $0 == 0 }) { _ in 0 } == 2)
    }

    @Test("A10: priorities are left out after every second failed try")
    func priorities() {
        var tried = TriedPriorities()
        #expect(tried.isEmpty)
        tried.tryFailed(priority: 0)
        #expect(!tried.excludes(0))
        tried.tryFailed(priority: 1)
        #expect(tried.excludes(0) && tried.excludes(1) && !tried.excludes(2))
        tried.tryFailed(priority: 63)
        #expect(!tried.excludes(63))
        tried.tryFailed(priority: 64)
        tried.tryFailed(priority: -1)
        tried.tryFailed(priority: .max)
        #expect(tried.excludes(63) && !tried.excludes(64) && !tried.excludes(-1) && !tried.excludes(.max))
    }

    @Test("A10: a priority that was tried twice is left out", arguments: Self.balancings)
    func leftOut(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] = .some(3) + .some(3, priority: 1) + .some(3, priority: 2)
        var balancer = LoadBalancer(hosts, balancing)
        var words = RandomWords()
        var once = TriedPriorities()
        once.tryFailed(priority: 0)
        var twice = once
        twice.tryFailed(priority: 0)
        var thrice = twice
        thrice.tryFailed(priority: 1)
        var four = thrice
        four.tryFailed(priority: 1)
        for (tried, expected) in [(once, 0..<3), (twice, 3..<6), (thrice, 3..<6), (four, 6..<9)] {
            for _ in 0..<300 {
                let pick = balancer.pick(
                    random: words.next(), hash: words.next(), now: 0, avoiding: { _ in false },
                    avoidingPriorities: tried
                ) { _ in 0 }
                #expect(pick.map(expected.contains) == true)
            }
        }
    }

    @Test("A10: a priority that was tried is used again when no other has healthy hosts")
    func noOther() {
        var balancer = LoadBalancer([LoadBalancer.Host].some(3) + .some(3, healthy: 0, priority: 1), .random)
        var tried = TriedPriorities()
        tried.tryFailed(priority: 0)
        tried.tryFailed(priority: 0)
        let pick = balancer.pick(random: 5, now: 0, avoiding: { $0 == 0 }, avoidingPriorities: tried) { _ in 0 }
        #expect(pick == 1 || pick == 2)
    }

    @Test("A10, B2: the other hosts of a key are always the same", arguments: [ClusterPlan.Balancing.ring, .maglev])
    func sameOthers(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer([LoadBalancer.Host](count: 5), balancing)
        var words = RandomWords()
        for _ in 0..<500 {
            let hash = words.next()
            var tried: Set<Int> = []
            var again: Set<Int> = []
            for _ in 0..<5 {
                let pick = balancer.pick(&words, hash: hash) { tried.contains($0) }
                let same = balancer.pick(&words, hash: hash) { again.contains($0) }
                #expect(pick == same)
                tried.formUnion(pick.map { [$0] } ?? [])
                again.formUnion(same.map { [$0] } ?? [])
            }
            #expect(tried.count == 5)
        }
    }

    @Test("A10, B2: on a ring a key's second host is the one that it would have if the first had left")
    func successor() {
        var hosts = [LoadBalancer.Host](count: 5)
        var balancer = LoadBalancer(hosts, .ring)
        hosts[2].isHealthy = false
        var without = LoadBalancer(hosts, .ring)
        var words = RandomWords()
        var others = 0
        for _ in 0..<10_000 {
            let hash = words.next()
            let second = balancer.pick(&words, hash: hash) { $0 == 2 }
            if second != without.pick(random: 1, hash: hash, now: 0, active: { _ in 0 }) { others += 1 }
        }
        // Once in 3125 times the next five points are the same host's; then any other host is taken.
        #expect(others < 10)
    }
}

extension LoadBalancer {
    /// Another try, when all hosts are idle.
    fileprivate mutating func pick(
        _ words: inout RandomWords, hash: UInt64? = nil, avoiding isTried: (Int) -> Bool
    ) -> Int? {
        self.pick(random: words.next(), hash: hash, now: 0, avoiding: isTried) { _ in 0 }
    }
}
