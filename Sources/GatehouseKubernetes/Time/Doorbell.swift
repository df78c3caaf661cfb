import Synchronization

/// Tells one task that there is something to do. It hears at once what was rung since it last listened.
final class Doorbell: Sendable {
    private struct State {
        var isRung = false
        var isOver = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// There is something to do.
    func ring() { self.end { $0.isRung = true } }

    /// Returns once it was rung, after a time at most, or when the task is cancelled. One task may listen at a time.
    func heard(within limit: Duration? = nil) async {
        self.state.withLock { $0.isOver = false }
        await withTaskGroup(of: Void.self) { group in
            if let limit {
                group.addTask {
                    if (try? await Task.sleep(for: limit)) != nil { self.end { $0.isOver = true } }
                }
            }
            await self.rung()
            group.cancelAll()
        }
        self.state.withLock { $0.isRung = false }
    }

    private func rung() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = self.state.withLock { state in
                    if state.isRung || state.isOver || Task.isCancelled { return true }
                    state.waiting = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            self.end { $0.isOver = true }
        }
    }

    private func end(_ change: (inout State) -> Void) {
        let waiting = self.state.withLock { state in
            change(&state)
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }
}
