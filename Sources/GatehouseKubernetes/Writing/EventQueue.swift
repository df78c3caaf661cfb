import GatehouseModel
import GatehouseObjects

/// Which Events are to be written next. What happens again is counted in the Event that told of it first.
///
/// A state machine without clock or I/O, bounded: what does not fit is dropped and counted.
struct EventQueue: Sendable {
    /// What to write.
    enum Write: Hashable, Sendable {
        /// An Event that tells of something for the first time.
        case create(name: String)
        /// How often it has happened, into the Event of this name.
        case count(name: String, Int64)
    }

    private struct Known: Sendable {
        var name: String
        var count: Int64
        var isWritten: Bool
    }

    /// Events that wait.
    static let capacity = 1000
    /// Events that are remembered, to count what happens again.
    static let memory = 4096

    private var waiting: [ClusterEvent] = []
    private var isWaiting: Set<ClusterEvent> = []
    private var known: [ClusterEvent: Known] = [:]
    private var order: [ClusterEvent] = []
    private var names: UInt64
    /// Events that were dropped because too many were waiting.
    private(set) var dropped = 0

    /// - Parameter seed: makes the names different from those of other replicas and runs.
    init(seed: UInt64) { self.names = seed }

    /// How many are waiting.
    var count: Int { self.waiting.count }

    /// Something has happened.
    mutating func happened(_ event: ClusterEvent) {
        guard self.isWaiting.contains(event) || self.waiting.count < Self.capacity else {
            self.dropped &+= 1
            return
        }
        if self.known[event] == nil {
            self.names &+= 1
            self.remember(event, Known(name: self.makeName(of: event), count: 0, isWritten: false))
        }
        self.known[event]?.count += 1
        if self.isWaiting.insert(event).inserted { self.waiting.append(event) }
    }

    /// The next Event to write; it no longer waits.
    mutating func next() -> (event: ClusterEvent, write: Write)? {
        while !self.waiting.isEmpty {
            let event = self.waiting.removeFirst()
            self.isWaiting.remove(event)
            guard let known = self.known[event] else { continue }
            return (event, known.isWritten ? .count(name: known.name, known.count) : .create(name: known.name))
        }
        return nil
    }

    /// It was written.
    mutating func wrote(_ event: ClusterEvent) { self.known[event]?.isWritten = true }

    /// The Event is gone, as Events are after an hour: the next one is made anew.
    mutating func lost(_ event: ClusterEvent) {
        self.known[event] = nil
        self.order.removeAll { $0 == event }
    }

    /// Forgets what waits: another replica tells of it.
    mutating func clear() {
        self.waiting = []
        self.isWaiting = []
    }

    private mutating func remember(_ event: ClusterEvent, _ known: Known) {
        if self.order.count >= Self.memory {
            let oldest = self.order.removeFirst()
            self.known[oldest] = nil
        }
        self.order.append(event)
        self.known[event] = known
    }

    /// Names are those of the objects with something behind them that no other Event has.
    private func makeName(of event: ClusterEvent) -> String {
        var name = event.object.name
        while name.utf8.count > 200 { name.removeLast() }
        return "\(name).\(String(self.names, radix: 16))"
    }
}
