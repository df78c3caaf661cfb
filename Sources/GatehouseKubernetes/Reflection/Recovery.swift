import Synchronization

/// Tells those who wait after failures that the server answers somebody again: it is one server for all kinds, and what one
/// has waited for the others need not go on waiting for.
final class Recovery: Sendable {
    private struct State {
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Somebody who had failed no longer does.
    func happened() {
        let waiters = self.state.withLock { state in
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.yield() }
    }

    /// Waits until that happens, for a time at most, or until the task is cancelled.
    func wait(atMost duration: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: duration) }
            group.addTask { await self.next() }
            await group.next()
            group.cancelAll()
        }
    }

    /// Waits until that happens or the task is cancelled.
    func next() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = self.state.withLock { state in
            defer { state.next &+= 1 }
            state.waiters[state.next] = continuation
            return state.next
        }
        defer { self.state.withLock { _ = $0.waiters.removeValue(forKey: id) } }
        for await _ in stream { return }
    }
}
