/// The hosts of one priority.
struct Tier: Sendable {
    /// The priority.
    let priority: Int
    /// One, or one for each locality that has a share of its own.
    private(set) var pools: [Pool]
    /// The shares of the pools, where there are several.
    private let shares: AliasTable?
    /// Where keys belong, under consistent hashing.
    private let table: HashTable?

    /// One pool.
    init(priority: Int, pool: Pool, table: HashTable? = nil) {
        self.priority = priority
        self.pools = [pool]
        self.shares = nil
        self.table = table
    }

    /// Pools with shares above 0.
    init(priority: Int, pools: [Pool], shares: [Double]) {
        self.priority = priority
        self.pools = pools
        self.shares = pools.count > 1 ? AliasTable(shares) : nil
        self.table = nil
    }

    /// Picks a host, by its place in the balancer; nil when there are none.
    mutating func pick(_ random: inout RandomBits, hash: UInt64?, attempt: Int, active: (Int) -> Int) -> Int? {
        if let hash, let table = self.table { return table.host(for: hash, attempt: attempt) }
        let pool = self.shares?.item(random.next()) ?? 0
        return self.pools[pool].pick(&random, active: active)
    }

    /// The first host, from a random one on, that was not tried; nil when all were.
    func untried(from random: UInt64, _ isTried: (Int) -> Bool) -> Int? {
        let count = self.pools.reduce(0) { $0 + $1.members.count }
        let start = random.scaled(below: count)
        var place = 0
        var wrapped: Int?
        for pool in self.pools {
            for index in pool.members {
                let isBehindStart = place >= start
                place += 1
                guard isBehindStart || wrapped == nil, !isTried(index) else { continue }
                if isBehindStart { return index }
                wrapped = index
            }
        }
        return wrapped
    }

    /// Computes the weights of hosts that warm up as of `now`. Answers whether any still does.
    mutating func warm(_ warmup: Warmup, now: UInt64) -> Bool {
        var isUnderWay = false
        for pool in self.pools.indices where self.pools[pool].warm(warmup, now: now) { isUnderWay = true }
        return isUnderWay
    }
}
