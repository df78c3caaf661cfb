/// Lets so many queries be under way at a time, and has the others wait: those of lookups that have begun first, then in
/// the order in which they came.
struct QueryGate<Query> {
    private let limit: Int
    /// How many are under way.
    private(set) var active = 0
    private var followUps = Line<Query>()
    private var beginnings = Line<Query>()

    /// A gate for at least one at a time.
    init(limit: Int) { self.limit = max(1, limit) }

    /// Whether the query may begin; if not, `leave` gives it back when its turn has come.
    ///
    /// - Parameter isFollowUp: whether its lookup has begun, so that others would wait for something half done.
    mutating func enter(_ query: Query, isFollowUp: Bool) -> Bool {
        guard self.active >= self.limit else {
            self.active += 1
            return true
        }
        if isFollowUp { self.followUps.append(query) } else { self.beginnings.append(query) }
        return false
    }

    /// One that was under way is over.
    ///
    /// - Returns: the one that begins in its place.
    mutating func leave() -> Query? {
        if let next = self.followUps.popFirst() ?? self.beginnings.popFirst() { return next }
        self.active = max(0, self.active - 1)
        return nil
    }
}

/// First come, first served.
private struct Line<Element> {
    private var elements: [Element?] = []
    private var first = 0

    mutating func append(_ element: Element) { self.elements.append(element) }

    mutating func popFirst() -> Element? {
        guard self.first < self.elements.count else { return nil }
        defer {
            self.elements[self.first] = nil
            self.first += 1
            // Room is given back when half of it is empty, so that every element is moved about once.
            if self.first * 2 >= self.elements.count {
                self.elements.removeFirst(self.first)
                self.first = 0
            }
        }
        return self.elements[self.first]
    }
}
