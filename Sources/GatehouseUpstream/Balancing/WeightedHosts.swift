/// Draws from hosts of unequal weight.
///
/// LEAST_REQUEST draws the first host by weight and the second evenly from the others. The second is taken when it would
/// have no more load, with the request, than the first has without: (active + 1) / weight against active / weight, the
/// rule of B1 with the request counted where it goes. Between equal weights this is "fewer active". Idle hosts get what
/// their weights say exactly, and equally fast ones within some 5 %; a slow host gets less, however heavy. Comparing
/// weight / (active + 1) of both would send nearly everything to the heaviest host when there is little to do, and
/// Envoy's schedule by weight / (active + 1) settles at the square roots of the weights when there is much.
struct WeightedHosts: Sendable {
    private let rule: PickRule
    private var weights: [Double]
    /// For all but ROUND_ROBIN; empty there.
    private var table: AliasTable
    /// For ROUND_ROBIN; empty elsewhere.
    private var schedule: TurnSchedule

    /// Hosts with weights above 0, two at least.
    init(_ weights: [Double], rule: PickRule, random: UInt64) {
        self.rule = rule
        self.weights = weights
        self.table = AliasTable(rule == .roundRobin ? [] : weights)
        self.schedule = TurnSchedule(rule == .roundRobin ? weights : [], start: random.fraction)
    }

    /// Goes on with other weights of the same hosts.
    mutating func reweigh(_ weights: [Double]) {
        self.weights = weights
        if self.rule == .roundRobin { self.schedule.reweigh(weights) } else { self.table = AliasTable(weights) }
    }

    /// The places of two hosts, the second of which is to be taken if it is less loaded; twice the same where there is
    /// no choice.
    mutating func draw(_ random: inout RandomBits) -> (first: Int, second: Int) {
        switch self.rule {
        case .leastRequest:
            let first = self.table.item(random.next())
            let other = random.next().scaled(below: self.weights.count - 1)
            return (first, other < first ? other : other + 1)
        case .roundRobin:
            let place = self.schedule.next()
            return (place, place)
        case .random:
            let place = self.table.item(random.next())
            return (place, place)
        }
    }

    /// Whether the second host of a draw is less loaded, with so many requests under way at each.
    func isSecondLessLoaded(_ draw: (first: Int, second: Int), active: (first: Int, second: Int)) -> Bool {
        (Double(active.second) + 1) * self.weights[draw.first] <= Double(active.first) * self.weights[draw.second]
    }
}
