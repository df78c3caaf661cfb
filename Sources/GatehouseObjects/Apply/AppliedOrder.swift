/// The order of a list after an apply: elements that are applied are in the order applied, and those that are in the live
/// list only come as early as that lets them, each before the applied ones that it was before already.
///
/// This is the order of Kubernetes' server-side apply. That of strategic merge patches, `ElementOrder`, differs: there
/// new elements come before those that only the server has.
struct AppliedOrder {
    /// Where an element comes from.
    enum Source: Hashable {
        /// It is applied, and may be in the live list too.
        case applied(Int)
        /// It is in the live list only.
        case live(Int)
    }

    private let live: [PathElement]
    private let applied: [PathElement]

    init(live: [PathElement], applied: [PathElement]) {
        self.live = live
        self.applied = applied
    }

    /// The elements of both lists by their places in them.
    var sources: [Source] {
        let appliedOnes = Set(self.applied)
        let places = Dictionary(self.live.enumerated().map { ($1, $0) }) { first, _ in first }
        let shared = self.applied.compactMap { places[$0] }
        var nextShared = 0
        var next = 0
        var result: [Source] = []
        func take(_ range: Range<Int>) {
            for place in range where !appliedOnes.contains(self.live[place]) { result.append(.live(place)) }
        }
        for (index, element) in self.applied.enumerated() {
            // Up to the next element that both have. Where that is behind already, nothing holds the others back.
            let stop = nextShared < shared.count && shared[nextShared] >= next ? shared[nextShared] : self.live.count
            take(next..<stop)
            next = stop
            result.append(.applied(index))
            guard let place = places[element] else { continue }
            nextShared += 1
            if place == next { next += 1 }
        }
        take(next..<self.live.count)
        return result
    }
}
