public import GatehousePlan

/// Picks an endpoint of a cluster for a request (semantics B1 to B5): its priority, then its locality, then the host in
/// it. Made anew whenever endpoints or their health change, and asked once a try. A pick allocates nothing, except that
/// weights are computed anew every hundredth of a warm-up.
///
/// A balancer belongs to one worker. A copy shares the tables of consistent hashing, which never change.
public struct LoadBalancer: Sendable {
    /// One for each priority that has hosts, the preferred one first.
    private(set) var tiers: [Tier]
    private let count: Int
    private let loads: PriorityLoads
    private let isHashing: Bool
    private let warmup: Warmup?
    /// When weights are to be computed anew; the largest number for never.
    private var nextWarming: UInt64
    /// All hosts, for as long as they all count alike.
    private var all: EqualHosts
    private var areAllAlike = false

    /// A balancer.
    /// - Parameters:
    ///   - hosts: All endpoints; a pick is an index into them.
    ///   - balancing: How one is picked.
    ///   - warmup: How new ones come to their full share, where `balancing` is ROUND_ROBIN or LEAST_REQUEST.
    ///   - minHealthPercent: Below how many healthy hosts in a priority all ready ones are used; 0 for never. As in Envoy
    ///     this is disregarded while the priorities together bear all requests, that is at 72 % of a single one.
    ///   - random: Random bits, so that workers don't go in step.
    ///   - now: The time in nanoseconds, of a clock that never goes back.
    public init(
        _ hosts: [Host], balancing: ClusterPlan.Balancing, warmup: WarmupPlan? = nil, minHealthPercent: Int = 0,
        random: UInt64, now: UInt64
    ) {
        var random = RandomBits(seed: random)
        let warmup = Warmup(warmup)
        let settings = Tier.Settings(balancing, isWarming: warmup != nil, isPanicAllowed: minHealthPercent > 0)
        let priorities = Dictionary(grouping: hosts.indices) { hosts[$0].priority }
            .sorted { $0.key < $1.key }.map(\.value)
        let loads = PriorityLoads(
            priorities.map { members in
                PriorityLoads.Level(
                    healthy: members.count { hosts[$0].isUsable }, ready: members.count { hosts[$0].isReady },
                    all: members.count)
            }, minHealthPercent: minHealthPercent)
        self.tiers = zip(priorities, loads.isInPanic).map {
            Tier($0, of: hosts, isInPanic: $1, settings: settings, random: &random)
        }
        self.count = hosts.count
        self.loads = loads
        self.isHashing = settings.table != nil
        self.warmup = warmup
        self.nextWarming = .max
        self.all = EqualHosts(count: hosts.count, rule: settings.rule, random: random.next())
        self.warm(now: now)
    }

    /// A balancer for a cluster as its plan says.
    public init(_ hosts: [Host], of plan: ClusterPlan, random: UInt64, now: UInt64) {
        self.init(
            hosts, balancing: plan.balancing, warmup: plan.warmup,
            minHealthPercent: plan.outlierDetection?.minHealthPercent ?? 0, random: random, now: now)
    }

    /// Picks a host for a request: its index, or nil when none may be picked (503 UH).
    /// - Parameters:
    ///   - random: 64 random bits, for this pick alone.
    ///   - hash: What the request is hashed by, under consistent hashing; nil when it lacks the key.
    ///   - now: The time in nanoseconds, of the same clock as before.
    ///   - active: The requests under way at a host.
    public mutating func pick(
        random: UInt64, hash: UInt64? = nil, now: UInt64, active: (Int) -> Int
    ) -> Int? {
        guard self.areAllAlike else {
            var random = RandomBits(seed: random)
            return self.pick(&random, hash: hash, attempt: 0, tried: TriedPriorities(), now: now, active: active)
        }
        let (first, second) = self.all.draw(random)
        return first != second && active(second) < active(first) ? second : first
    }

    /// Picks a host; for another `attempt`, other ones under consistent hashing.
    mutating func pick(
        _ random: inout RandomBits, hash: UInt64?, attempt: Int, tried: TriedPriorities, now: UInt64,
        active: (Int) -> Int
    ) -> Int? {
        if now >= self.nextWarming { self.warm(now: now) }
        let hash = self.isHashing ? hash : nil
        guard let tier = self.tier(&random, hash: hash, tried: tried) else { return nil }
        return self.tiers[tier].pick(&random, hash: hash, attempt: attempt, active: active)
    }

    /// Whether requests go to a tier at all, with the priorities left out that were tried.
    func isInUse(_ tier: Int, tried: TriedPriorities) -> Bool {
        self.loads.load(of: tier) { tried.excludes(self.tiers[$0].priority) } > 0
    }

    private func tier(_ random: inout RandomBits, hash: UInt64?, tried: TriedPriorities) -> Int? {
        guard self.tiers.count > 1 else { return self.tiers.isEmpty ? nil : 0 }
        // The key decides, so that it stays with its host. Its remainder says nothing about its place on a ring.
        let ticket = hash.map { Int($0 % 100) } ?? random.next().scaled(below: 100)
        guard !tried.isEmpty else { return self.loads.level(ticket: ticket) }
        return self.loads.level(ticket: ticket) { tried.excludes(self.tiers[$0].priority) }
    }

    private mutating func warm(now: UInt64) {
        var isUnderWay = false
        if let warmup = self.warmup {
            for tier in self.tiers.indices where self.tiers[tier].warm(warmup, now: now) { isUnderWay = true }
            self.nextWarming = isUnderWay ? now &+ warmup.step : .max
        }
        self.areAllAlike = !isUnderWay && self.isOnePoolOfEqualHosts
    }

    /// Whether a place in the only pool is the index of a host.
    private var isOnePoolOfEqualHosts: Bool {
        guard self.tiers.count == 1, self.tiers[0].pools.count == 1, self.count > 0 else { return false }
        let pool = self.tiers[0].pools[0]
        return pool.isEqual && pool.members.count == self.count && (!self.isHashing || self.count == 1)
    }
}
