/// Hosts of which one is picked by weight and load alone: of one priority, and of one locality where localities have
/// shares of their own.
struct Pool: Sendable {
    /// Each host's place in the balancer.
    let members: [Int]
    private let baseWeights: [Double]
    private let rule: PickRule
    private let seed: UInt64
    /// When each began to warm up, nil for one that is warm; empty when nobody warms up.
    private let warmupStarts: [UInt64?]
    private var equal: EqualHosts
    /// Nil while all weights are equal.
    private var weighted: WeightedHosts?

    /// Hosts with weights above 0; `warmupStarts` for each, or empty.
    init(_ members: [Int], weights: [Double], warmupStarts: [UInt64?] = [], rule: PickRule, seed: UInt64) {
        self.members = members
        self.baseWeights = weights
        self.rule = rule
        self.seed = seed
        self.warmupStarts = warmupStarts.contains { $0 != nil } ? warmupStarts : []
        self.equal = EqualHosts(count: members.count, rule: rule, random: seed)
        self.weigh(weights)
    }

    /// Whether all weights are equal now.
    var isEqual: Bool { self.weighted == nil }

    /// Picks a host, by its place in the balancer; nil when there are none. `active` tells the requests under way at one.
    mutating func pick(_ random: inout RandomBits, active: (Int) -> Int) -> Int? {
        guard !self.members.isEmpty else { return nil }
        guard let draw = self.weighted?.draw(&random) else {
            let draw = self.equal.draw(random.next())
            let (first, second) = (self.members[draw.first], self.members[draw.second])
            return first != second && active(second) < active(first) ? second : first
        }
        let (first, second) = (self.members[draw.first], self.members[draw.second])
        guard first != second else { return first }
        let active = (first: active(first), second: active(second))
        return self.weighted?.isSecondLessLoaded(draw, active: active) == true ? second : first
    }

    /// Computes the weights of hosts that warm up as of `now`. Answers whether any still does.
    mutating func warm(_ warmup: Warmup, now: UInt64) -> Bool {
        guard !self.warmupStarts.isEmpty else { return false }
        var isUnderWay = false
        let weights = zip(self.baseWeights, self.warmupStarts).map { weight, start in
            guard let start else { return weight }
            isUnderWay = isUnderWay || warmup.isUnderWay(since: start, now: now)
            return weight * warmup.factor(since: start, now: now)
        }
        self.weigh(weights)
        return isUnderWay
    }

    private mutating func weigh(_ weights: [Double]) {
        if weights.allSatisfy({ $0 == weights.first }) {
            self.weighted = nil
        } else if self.weighted == nil {
            self.weighted = WeightedHosts(weights, rule: self.rule, random: self.seed)
        } else {
            self.weighted?.reweigh(weights)
        }
    }
}
