/// Where a pattern matched, and where its groups did.
public struct Match: Hashable, Sendable {
    /// Beginnings and ends by turns, -1 where a group took no part; group 0 first.
    var slots: [Int]

    init(captureCount: Int) { self.slots = [Int](repeating: -1, count: 2 * (captureCount + 1)) }

    /// The positions of the whole match.
    public var range: Range<Int> { self[0] ?? 0..<0 }

    /// The positions of a group, 0 being the whole match; `nil` where the group took no part or does not exist.
    public subscript(group: Int) -> Range<Int>? {
        guard group >= 0, 2 * group + 1 < self.slots.count else { return nil }
        let start = self.slots[2 * group]
        let end = self.slots[2 * group + 1]
        return start >= 0 && end >= start ? start..<end : nil
    }

    /// Forgets every group.
    mutating func begin() {
        for slot in self.slots.indices { self.slots[slot] = -1 }
    }

    /// Notes the whole match.
    mutating func end(_ range: Range<Int>) {
        self.slots[0] = range.lowerBound
        self.slots[1] = range.upperBound
    }
}
