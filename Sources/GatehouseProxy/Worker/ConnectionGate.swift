import Synchronization

/// Counts client connections over all workers and says when there are too many.
final class ConnectionGate: Sendable {
    private let count = Atomic<Int>(0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Lets one more in; false when the limit is reached.
    func enter() -> Bool {
        if self.count.add(1, ordering: .relaxed).newValue <= self.limit { return true }
        self.leave()
        return false
    }

    /// One has gone.
    func leave() { self.count.subtract(1, ordering: .relaxed) }
}
