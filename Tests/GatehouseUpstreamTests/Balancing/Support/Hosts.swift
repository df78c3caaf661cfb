import GatehousePlan

@testable import GatehouseUpstream

extension [LoadBalancer.Host] {
    /// Healthy hosts of different addresses and these weights.
    init(weights: [Int]) {
        self = weights.indices.map { LoadBalancer.Host(key: Self.key($0), weight: weights[$0]) }
    }

    /// So many healthy hosts of equal weight.
    init(count: Int) { self.init(weights: Array<Int>(repeating: 1, count: count)) }

    /// Some hosts of a priority and a locality, the first so many of which are healthy; the others are ejected.
    static func some(
        _ count: Int, healthy: Int? = nil, priority: Int = 0, locality: String = "", localityWeight: Int? = nil
    ) -> [LoadBalancer.Host] {
        (0..<count).map {
            LoadBalancer.Host(
                key: Array<UInt8>("\(priority)/\(locality)/\($0)".utf8), isHealthy: $0 < healthy ?? count,
                priority: priority, locality: locality, localityWeight: localityWeight)
        }
    }

    /// These hosts, none of which is ready.
    var unready: [LoadBalancer.Host] {
        self.map {
            var host = $0
            host.isReady = false
            return host
        }
    }

    private static func key(_ number: Int) -> [UInt8] {
        Array<UInt8>("10.0.\(number / 256).\(number % 256):8080".utf8)
    }
}

extension LoadBalancer {
    /// A balancer at time 0 that begins by a fixed number.
    init(
        _ hosts: [Host], _ balancing: ClusterPlan.Balancing, warmup: WarmupPlan? = nil, minHealthPercent: Int = 0,
        random: UInt64 = 1
    ) {
        self.init(
            hosts, balancing: balancing, warmup: warmup, minHealthPercent: minHealthPercent, random: random, now: 0)
    }

    /// How often each of `count` hosts is picked, when all are idle.
    mutating func counts(
        of count: Int, picks: Int = 100_000, now: UInt64 = 0, active: (Int) -> Int = { _ in 0 }
    ) -> [Int] {
        var counts = [Int](repeating: 0, count: count)
        var words = RandomWords()
        for _ in 0..<picks {
            guard let index = self.pick(random: words.next(), now: now, active: active) else { continue }
            counts[index] += 1
        }
        return counts
    }

    /// The hosts of so many picks in a row.
    mutating func sequence(_ picks: Int, now: UInt64 = 0) -> [Int] {
        var words = RandomWords()
        return (0..<picks).compactMap { _ in self.pick(random: words.next(), now: now) { _ in 0 } }
    }
}

/// The three rules by weight and load.
let plainBalancings: [ClusterPlan.Balancing] = [.leastRequest, .roundRobin, .random]

extension ClusterPlan.Balancing {
    /// Consistent hashing by a ring of the default size.
    static let ring = Self.consistentHash(ConsistentHashPlan(key: .sourceAddress))
    /// Consistent hashing by Maglev's table of the default size.
    static let maglev = Self.consistentHash(ConsistentHashPlan(key: .sourceAddress, table: .maglev(size: 65537)))
}
