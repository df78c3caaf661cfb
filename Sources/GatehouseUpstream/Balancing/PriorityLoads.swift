/// How the requests of a cluster are shared between its priorities (semantics B4, B5), by Envoy's arithmetic of whole
/// percents.
struct PriorityLoads: Sendable {
    /// The hosts of one priority, counted.
    struct Level: Hashable, Sendable {
        /// Ready, not ejected, and well.
        var healthy = 0
        /// Ready.
        var ready = 0
        /// All there are.
        var all = 0

        /// Those that health is a share of. Istio leaves unready endpoints out where it allows panic, and only there.
        func counted(isPanicAllowed: Bool) -> Int { isPanicAllowed ? self.ready : self.all }
    }

    /// A priority keeps all its requests down to a healthy share of 1 / 1.4, in percent.
    static let overprovisioning = 140

    /// What each priority gets, in percent; 100 together, or nothing at all when nobody may be picked.
    let loads: [Int]
    /// Whether all ready hosts of a priority are used, healthy or not.
    let isInPanic: [Bool]
    /// What each priority can bear, in percent.
    private let capacities: [Int]

    /// The shares of `levels`, the first of which is preferred. Panic begins below `minHealthPercent`; 0 for never.
    init(_ levels: [Level], minHealthPercent: Int) {
        let threshold = min(max(minHealthPercent, 0), 100)
        let capacities = levels.map { Self.capacity($0, of: $0.counted(isPanicAllowed: threshold > 0)) }
        // While the priorities together bear everything, hosts that are not healthy are left alone (as in Envoy).
        let isShort = capacities.reduce(0, +) < 100
        let isInPanic = levels.map { isShort && $0.healthy * 100 < max($0.ready, 1) * threshold }
        var shared = capacities
        if !isInPanic.contains(false) {
            // Where all are in panic, health says nothing any more and numbers decide.
            let total = levels.reduce(0) { $0 + $1.ready }
            shared = levels.map { $0.ready * 100 / max(total, 1) }
        }
        self.capacities = capacities
        self.isInPanic = isInPanic
        self.loads = shared.indices.map { level in Self.load(of: level, levels: shared.count) { shared[$0] } }
    }

    /// The priority of a random `ticket` from `0..<100`; nil when nobody may be picked.
    func level(ticket: Int) -> Int? {
        var end = 0
        for level in self.loads.indices {
            end += self.loads[level]
            if ticket < end { return level }
        }
        return nil
    }

    /// The priority of a random `ticket` from `0..<100`, with those left out that `isExcluded` names.
    func level(ticket: Int, excluding isExcluded: (Int) -> Bool) -> Int? {
        var end = 0
        for level in self.loads.indices {
            end += self.load(of: level, excluding: isExcluded)
            if ticket < end { return level }
        }
        return nil
    }

    /// What a priority gets, in percent, with those left out that `isExcluded` names; with none left out when no other
    /// one has healthy hosts.
    func load(of level: Int, excluding isExcluded: (Int) -> Bool) -> Int {
        guard self.capacities.indices.contains(where: { self.capacities[$0] > 0 && !isExcluded($0) }) else {
            return self.loads[level]
        }
        return Self.load(of: level, levels: self.capacities.count) { isExcluded($0) ? 0 : self.capacities[$0] }
    }

    /// What a level can bear: its healthy share times 1.4, at most 100. Any healthy host is worth 1; Envoy rounds it to
    /// nothing in a large priority.
    private static func capacity(_ level: Level, of count: Int) -> Int {
        guard level.healthy > 0, count > 0 else { return 0 }
        return max(1, min(100, Self.overprovisioning * level.healthy / count))
    }

    /// The load of a level when each in turn gets as much as it bears, until 100 are given; in proportion, when they bear
    /// less together. What rounding leaves goes to the first that bears anything.
    private static func load(of level: Int, levels: Int, capacity: (Int) -> Int) -> Int {
        guard let first = (0..<levels).first(where: { capacity($0) > 0 }) else { return 0 }
        let sum = min((0..<levels).reduce(0) { $0 + capacity($1) }, 100)
        var left = 100
        var result = 0
        for other in 0..<levels {
            let load = min(left, capacity(other) * 100 / sum)
            left -= load
            if other == level { result = load }
        }
        return level == first ? result + left : result
    }
}
