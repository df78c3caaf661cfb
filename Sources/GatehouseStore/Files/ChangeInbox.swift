import Synchronization

/// What was noticed about the watched files since somebody last looked. Written by watchers, emptied by the scanner.
final class ChangeInbox: Sendable {
    /// What to look at.
    struct Pending {
        /// Paths that were written to.
        var touched: Set<String> = []
        /// Paths that somebody is writing to.
        var busy: Set<String> = []
        /// Whether nothing is known to have happened besides.
        var isComplete = false
    }

    private struct State {
        var count = 0
        var touched: Set<String> = []
        /// Files that were written to and not yet closed, with the time of the last write.
        var busy: [String: ContinuousClock.Instant] = [:]
        /// Whether something else may have changed.
        var isOpen = true
    }

    /// How long a file without further writes counts as being written to. A process may keep one open for good.
    private static let busyLimit = Duration.seconds(5)

    /// Yields when there is something to look at; several notices are one.
    let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    init() {
        (self.signal, self.continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// How many changes were noticed so far, to see whether things have calmed down.
    var count: Int { self.state.withLock(\.count) }

    /// Something changed; nobody knows what.
    func note() {
        self.state.withLock { state in
            state.count &+= 1
            state.isOpen = true
        }
        self.continuation.yield()
    }

    /// A file was closed after writing, or moved into place.
    func noteCompleted(_ path: String) {
        self.state.withLock { state in
            state.count &+= 1
            state.touched.insert(path)
            state.busy[path] = nil
        }
        self.continuation.yield()
    }

    /// A file is being written to: a half-written one is not worth reading.
    func noteWriting(_ path: String, at now: ContinuousClock.Instant = .now) {
        self.state.withLock { state in
            state.count &+= 1
            state.busy[path] = now
        }
        self.continuation.yield()
    }

    /// The time to look has come, whether or not anything changed.
    func noteTick() {
        self.state.withLock { $0.isOpen = true }
        self.continuation.yield()
    }

    /// What there is to look at; empties the inbox.
    func take(at now: ContinuousClock.Instant = .now) -> Pending {
        self.state.withLock { state in
            let expired = state.busy.filter { now - $0.value > Self.busyLimit }
            for path in expired.keys {
                state.busy[path] = nil
                state.touched.insert(path)
            }
            let pending = Pending(
                touched: state.touched, busy: Set(state.busy.keys), isComplete: !state.isOpen)
            state.touched = []
            state.isOpen = false
            return pending
        }
    }
}
