/// Finds labelled things by a selector without looking at each of them.
public struct LabelIndex: Sendable {
    private struct Pair: Hashable {
        var key: String
        var value: String
    }

    private var labels: [[String: String]] = []
    private var positions: [Pair: [Int]] = [:]

    /// An empty index.
    public init() {}

    /// Adds the next thing; things are numbered from 0 in the order in which they are added.
    public mutating func append(_ labels: [String: String]) {
        for (key, value) in labels {
            self.positions[Pair(key: key, value: value), default: []].append(self.labels.count)
        }
        self.labels.append(labels)
    }

    /// The things that hold every pair of a selector, in order; none for an empty selector, which selects nothing in a
    /// Service or ServiceEntry.
    public func selected(by selector: [String: String]) -> [Int] {
        var fewest: [Int]?
        for (key, value) in selector {
            guard let candidates = self.positions[Pair(key: key, value: value)] else { return [] }
            if fewest.map({ candidates.count < $0.count }) ?? true { fewest = candidates }
        }
        return fewest?.filter { self.labels[$0].holds(selector) } ?? []
    }
}
