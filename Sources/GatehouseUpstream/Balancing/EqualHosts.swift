/// How one of several hosts is picked, once it is settled which come into question.
enum PickRule: Sendable {
    /// The less loaded of two.
    case leastRequest
    /// One after the other.
    case roundRobin
    /// Any.
    case random
}

/// Draws from hosts of equal weight. This is what nearly every request asks for, so it reads no memory but its own
/// fields.
struct EqualHosts: Sendable {
    private let rule: PickRule
    private let count: Int
    private var last: Int

    /// Hosts; those of a round begin behind a random one, so that workers don't go in step.
    init(count: Int, rule: PickRule, random: UInt64) {
        self.rule = rule
        self.count = count
        self.last = random.scaled(below: count)
    }

    /// The places of two hosts, the second of which is to be taken if it has fewer requests under way; twice the same
    /// where there is no choice. Both are below the count, or 0.
    mutating func draw(_ random: UInt64) -> (first: Int, second: Int) {
        guard self.count > 1 else { return (0, 0) }
        switch self.rule {
        case .leastRequest:
            // Two different ones. Envoy may draw the same twice, as half of all draws from two hosts are.
            let first = random.scaled(below: self.count)
            let other = random.halvesExchanged.scaled(below: self.count &- 1)
            return (first, other < first ? other : other &+ 1)
        case .roundRobin:
            self.last = self.last &+ 1 < self.count ? self.last &+ 1 : 0
            return (self.last, self.last)
        case .random:
            let place = random.scaled(below: self.count)
            return (place, place)
        }
    }
}
