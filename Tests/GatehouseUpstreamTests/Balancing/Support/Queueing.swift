@testable import GatehouseUpstream

/// Requests that come at random and take a random time, each at the host that a balancer picks.
struct Queueing {
    private var words = RandomWords(seed: 7)
    private var ends: [(time: Double, host: Int)] = []
    /// How many requests each host got.
    private(set) var counts: [Int]
    private(set) var active: [Int]

    /// Sends so many requests, of which `load` are under way on average where every host is as fast as the others; a host
    /// takes `slowness` times as long.
    init(_ balancer: LoadBalancer, requests: Int, load: Double, slowness: [Double]) {
        var balancer = balancer
        self.counts = slowness.map { _ in 0 }
        self.active = self.counts
        var now = 0.0
        for _ in 0..<requests {
            now += self.words.nextInterval() / load
            self.finish(until: now)
            let active = self.active
            guard let host = balancer.pick(random: self.words.next(), now: 0, active: { active[$0] }) else { continue }
            self.counts[host] += 1
            self.active[host] += 1
            self.ends.append((now + self.words.nextInterval() * slowness[host], host))
        }
    }

    private mutating func finish(until now: Double) {
        for end in self.ends where end.time <= now { self.active[end.host] -= 1 }
        self.ends.removeAll { $0.time <= now }
    }
}
