/// Where a pattern matched, and where its groups did.
public struct Match: Hashable, Sendable {
    private let slots: [Int]

    init(slots: [Int]) { self.slots = slots }

    /// The positions of the whole match.
    public var range: Range<Int> { self[0] ?? 0..<0 }

    /// The positions of a group, 0 being the whole match; `nil` where the group took no part or does not exist.
    public subscript(group: Int) -> Range<Int>? {
        guard group >= 0, 2 * group + 1 < self.slots.count else { return nil }
        let start = self.slots[2 * group]
        let end = self.slots[2 * group + 1]
        return start >= 0 && end >= start ? start..<end : nil
    }
}
