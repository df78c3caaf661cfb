/// Which Events are to be written next: of several of one name the last.
///
/// A state machine without clock or I/O, bounded: what does not fit is dropped and counted.
struct EventQueue: Sendable {
    /// Events that wait.
    static let capacity = 1000

    private var waiting: [String: EventObject] = [:]
    private var order: [String] = []
    /// Events that were dropped because too many were waiting.
    private(set) var dropped = 0

    /// How many are waiting.
    var count: Int { self.waiting.count }

    /// Something is to be told.
    mutating func add(_ event: EventObject) {
        let key = "\(event.namespace)/\(event.name)"
        guard let former = self.waiting[key] else {
            guard self.waiting.count < Self.capacity else {
                self.dropped &+= 1
                return
            }
            self.waiting[key] = event
            self.order.append(key)
            return
        }
        var event = event
        event.isRepeated = former.isRepeated
        self.waiting[key] = event
    }

    /// The next Event to write; it no longer waits.
    mutating func next() -> EventObject? {
        if self.order.isEmpty { return nil }
        return self.waiting.removeValue(forKey: self.order.removeFirst())
    }

    /// Forgets what waits: another replica tells of it.
    mutating func clear() {
        self.waiting = [:]
        self.order = []
    }
}
