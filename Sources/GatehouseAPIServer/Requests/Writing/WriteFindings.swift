import GatehouseObjects
import Synchronization

/// What comes to light while storage decides on a write, besides the object.
final class WriteFindings: Sendable {
    private struct State {
        var warnings: [String] = []
        var isNew = false
        var removed: JSON?
    }

    private let state = Mutex(State())

    /// What the client should know.
    var warnings: [String] { self.state.withLock { $0.warnings } }

    /// Whether the object was not there before.
    var isNew: Bool { self.state.withLock { $0.isNew } }

    /// The object as it would be if it had not gone away by the write; nil where it did not.
    var removed: JSON? { self.state.withLock { $0.removed } }

    /// Forgets everything: storage may ask again what becomes of an object.
    func reset() { self.state.withLock { $0 = State() } }

    func warn(_ texts: [String]) { self.state.withLock { $0.warnings += texts } }

    func markNew() { self.state.withLock { $0.isNew = true } }

    func markRemoved(_ object: JSON) { self.state.withLock { $0.removed = object } }
}
