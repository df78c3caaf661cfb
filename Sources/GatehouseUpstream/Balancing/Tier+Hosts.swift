import GatehousePlan

extension Tier {
    /// What all priorities of a cluster have in common.
    struct Settings {
        var rule: PickRule
        /// Under consistent hashing; the rule is for requests without the key.
        var table: ConsistentHashPlan.Table?
        var isWarming: Bool
        var isPanicAllowed: Bool

        init(_ balancing: ClusterPlan.Balancing, isWarming: Bool, isPanicAllowed: Bool) {
            switch balancing {
            case .leastRequest: (self.rule, self.table) = (.leastRequest, nil)
            case .roundRobin: (self.rule, self.table) = (.roundRobin, nil)
            case .random: (self.rule, self.table) = (.random, nil)
            case .consistentHash(let plan): (self.rule, self.table) = (.random, plan.table)
            }
            // Envoy warms up under these two only.
            self.isWarming = isWarming && self.rule != .random
            self.isPanicAllowed = isPanicAllowed
        }
    }

    /// The hosts at `members` of `hosts`, of one priority; all that are ready count when it `isInPanic`.
    init(
        _ members: [Int], of hosts: [LoadBalancer.Host], isInPanic: Bool, settings: Settings, random: inout RandomBits
    ) {
        let priority = members.first.map { hosts[$0].priority } ?? 0
        let usable = members.filter { isInPanic ? hosts[$0].isReady : hosts[$0].isUsable }
        // In panic, localities have no shares (as in Envoy).
        let localities =
            isInPanic ? [] : Locality.withShares(members, of: hosts, isPanicAllowed: settings.isPanicAllowed)
        if let table = settings.table {
            let hashed = Self.hashed(usable, of: hosts, localities: localities)
            let pool = Pool(
                hashed.map(\.index), weights: hashed.map(\.weight), rule: settings.rule, seed: random.next())
            self.init(priority: priority, pool: pool, table: hashed.count > 1 ? HashTable(hashed, table) : nil)
            return
        }
        func pool(_ members: [Int]) -> Pool {
            Pool(
                members, weights: members.map { hosts[$0].boundedWeight },
                warmupStarts: settings.isWarming ? members.map { hosts[$0].warmupStart } : [], rule: settings.rule,
                seed: random.next())
        }
        if localities.isEmpty {
            self.init(priority: priority, pool: pool(usable))
        } else {
            self.init(priority: priority, pools: localities.map { pool($0.usable) }, shares: localities.map(\.share))
        }
    }

    /// The hosts that keys belong to. A locality's weight is shared between its usable hosts whatever its health (as in
    /// Envoy), so that keys move only when they must.
    private static func hashed(
        _ usable: [Int], of hosts: [LoadBalancer.Host], localities: [Locality]
    ) -> [HashedHost] {
        var hashed: [HashedHost] = []
        func add(_ members: [Int], factor: Double) {
            for index in members {
                let host = hosts[index]
                hashed.append(HashedHost(index: index, key: host.key, weight: host.boundedWeight * factor))
            }
        }
        if localities.isEmpty { add(usable, factor: 1) }
        for locality in localities {
            let total = locality.usable.reduce(0) { $0 + hosts[$1].boundedWeight }
            add(locality.usable, factor: locality.weight / total)
        }
        return hashed
    }
}

extension HashTable {
    /// The table that a plan asks for.
    fileprivate init(_ hosts: [HashedHost], _ plan: ConsistentHashPlan.Table) {
        switch plan {
        case .ring(let minimumSize): self = .ring(HashRing(hosts, minimumSize: minimumSize))
        case .maglev(let size): self = .maglev(MaglevTable(hosts, size: size))
        }
    }
}
