import Dispatch
import Synchronization

/// Lines on their way from a worker to the writer's thread.
struct LogChunk: Sendable {
    /// Memory whose first `count` bytes are the lines.
    var bytes: [UInt8]
    /// Bytes used.
    var count: Int
    /// How many lines they are.
    var lines: Int
}

/// What the workers hand to the writer's thread: bounded in bytes, and never waited for by those who add to it.
final class AccessLogQueue: Sendable {
    /// What the thread is asked to do, in order.
    enum Item: Sendable {
        /// Write lines.
        case write(LogChunk)
        /// Open the file anew.
        case reopen
        /// Say that everything before has been done.
        case signal(DispatchSemaphore)
        /// Say so, and end.
        case end(DispatchSemaphore)
    }

    private struct State {
        var items: [Item] = []
        /// Bytes handed over and not written yet, those that the thread has taken included.
        var bytes = 0
        /// Memory to give back to workers.
        var spares: [[UInt8]] = []
        var isThreadAsleep = false
        var isClosed = false

        /// Whether the thread sleeps and is to be woken: by the first that asks.
        mutating func takeSleeper() -> Bool {
            defer { self.isThreadAsleep = false }
            return self.isThreadAsleep
        }
    }

    /// At most so much memory is kept for reuse.
    private static let spareLimit = 16

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Adds lines. `accepted` is false, and the lines are lost, when too much is waiting; `spare` is memory to go on with.
    func add(_ chunk: LogChunk) -> (accepted: Bool, spare: [UInt8]?) {
        let (accepted, spare, mustWake) = self.state.withLock { state -> (Bool, [UInt8]?, Bool) in
            guard !state.isClosed, state.bytes + chunk.count <= self.limit else { return (false, chunk.bytes, false) }
            state.bytes += chunk.count
            state.items.append(.write(chunk))
            return (true, state.spares.popLast(), state.takeSleeper())
        }
        if mustWake { self.wake.signal() }
        return (accepted, spare)
    }

    /// Adds anything but lines; false when the queue is closed. After `.end` nothing more is accepted.
    func add(_ item: Item) -> Bool {
        let (accepted, mustWake) = self.state.withLock { state -> (Bool, Bool) in
            guard !state.isClosed else { return (false, false) }
            state.items.append(item)
            if case .end = item { state.isClosed = true }
            return (true, state.takeSleeper())
        }
        if mustWake { self.wake.signal() }
        return accepted
    }

    /// Everything that waits, in order; waits for something when there is nothing. For the writer's thread only.
    func take() -> [Item] {
        while true {
            let items = self.state.withLock { state -> [Item] in
                state.isThreadAsleep = state.items.isEmpty
                let items = state.items
                state.items = []
                return items
            }
            if !items.isEmpty { return items }
            self.wake.wait()
        }
    }

    /// Gives a written chunk's memory back. For the writer's thread only.
    func recycle(_ chunk: LogChunk) {
        self.state.withLock { state in
            state.bytes -= chunk.count
            let isUsual = chunk.bytes.count == AccessLogBuffer.initialSize
            if isUsual, state.spares.count < Self.spareLimit { state.spares.append(chunk.bytes) }
        }
    }
}
