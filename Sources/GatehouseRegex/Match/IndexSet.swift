/// A set of small numbers that is emptied at no cost and keeps the order of insertion.
struct IndexSet {
    private(set) var members: [Int32] = []
    private var places: [Int32]

    /// An empty set of numbers below `bound`.
    init(below bound: Int) {
        self.members.reserveCapacity(bound)
        self.places = [Int32](repeating: 0, count: bound)
    }

    func contains(_ member: Int32) -> Bool {
        let place = Int(self.places[Int(member)])
        return place < self.members.count && self.members[place] == member
    }

    mutating func insert(_ member: Int32) {
        guard !self.contains(member) else { return }
        self.places[Int(member)] = Int32(self.members.count)
        self.members.append(member)
    }

    mutating func removeAll() { self.members.removeAll(keepingCapacity: true) }
}
