/// Takes turns by weight without bursts: each item has its turn every 1 / weight of a virtual time, and the earliest is
/// next. A pick costs the logarithm of their number. In any stretch of virtual time an item has its share of turns, give
/// or take one.
struct TurnSchedule: Sendable {
    private struct Turn {
        var time: Double
        var period: Double
        var item: Int
    }

    /// A binary heap: no turn is earlier than the one at half its place.
    private var turns: [Turn]
    private var now = 0.0

    /// A schedule for weights that are above 0. An item's first turn comes after that part of its period which `phase`
    /// gives, from 0 to 1. With equal phases light items would have theirs in one burst.
    init(_ weights: [Double], phase: (Int) -> Double) {
        self.turns = weights.enumerated().map { item, weight in
            Turn(time: phase(item) / weight, period: 1 / weight, item: item)
        }
        self.order()
    }

    /// A schedule for weights above 0, the phases of which are spread evenly from a random `start` below 1 on, so that
    /// schedules of several workers don't go in step.
    init(_ weights: [Double], start: Double) {
        // Multiples of the golden ratio leave even gaps, for any number of items.
        self.init(weights) { (start + Double($0) * 0.618_033_988_749_894_9).truncatingRemainder(dividingBy: 1) }
    }

    /// The item whose turn it is; 0 when there are none.
    mutating func next() -> Int {
        guard var turn = self.turns.first else { return 0 }
        let item = turn.item
        self.now = turn.time
        turn.time += turn.period
        self.sink(turn, from: 0)
        return item
    }

    /// Goes on with other weights, above 0, as many as there were: who has waited for half of a period still has.
    mutating func reweigh(_ weights: [Double]) {
        for place in self.turns.indices {
            var turn = self.turns[place]
            let left = (turn.time - self.now) / turn.period
            turn.period = 1 / weights[turn.item]
            turn.time = self.now + left * turn.period
            self.turns[place] = turn
        }
        self.order()
    }

    private mutating func order() {
        for place in stride(from: self.turns.count / 2 - 1, through: 0, by: -1) {
            self.sink(self.turns[place], from: place)
        }
    }

    /// Puts a turn where it belongs at or below `place`.
    private mutating func sink(_ turn: Turn, from place: Int) {
        var place = place
        while true {
            var child = 2 * place + 1
            guard child < self.turns.count else { break }
            if child + 1 < self.turns.count, self.turns[child + 1].time < self.turns[child].time { child += 1 }
            guard self.turns[child].time < turn.time else { break }
            self.turns[place] = self.turns[child]
            place = child
        }
        self.turns[place] = turn
    }
}
