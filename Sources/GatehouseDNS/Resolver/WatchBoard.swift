import NIOCore
import Synchronization

/// Where the names that are watched can be read from any thread.
final class WatchBoard: Sendable {
    /// A name, and when it is asked for again.
    struct Entry: Sendable {
        var state: WatchedName
        var nextLookup: NIODeadline?
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// Shows a name; nil takes it off.
    func post(_ entry: Entry?, for name: String) { self.entries.withLock { $0[name] = entry } }

    /// Takes every name off.
    func clear() { self.entries.withLock { $0 = [:] } }

    /// A name as it is at `now`; nil for one that is not watched.
    func state(of name: String, at now: NIODeadline) -> WatchedName? {
        self.entries.withLock { $0[name] }?.state(at: now)
    }

    /// The names as they are at `now`, in order.
    func states(at now: NIODeadline) -> [WatchedName] {
        self.entries.withLock { Array($0.values) }.map { $0.state(at: now) }.sorted { $0.name < $1.name }
    }
}

extension WatchBoard.Entry {
    fileprivate func state(at now: NIODeadline) -> WatchedName {
        var state = self.state
        state.nextLookup = self.nextLookup.map { max(.zero, .nanoseconds(($0 - now).nanoseconds)) }
        return state
    }
}
