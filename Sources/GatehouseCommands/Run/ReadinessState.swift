import GatehouseAdmin
import Synchronization

/// Whether traffic should be sent here: once a configuration is served, and until the gateway drains.
final class ReadinessState: Sendable {
    private struct State {
        var isServing = false
        var isDraining = false
    }

    private let state = Mutex(State())

    /// What health checks are told.
    var readiness: Readiness {
        let state = self.state.withLock { $0 }
        if state.isDraining { return .notReady(reason: "draining") }
        return state.isServing ? .ready : .notReady(reason: "no configuration has been published yet")
    }

    /// A configuration has been published.
    func configurationPublished() { self.state.withLock { $0.isServing = true } }

    /// The gateway has begun to drain.
    ///
    /// - Returns: whether it had not before.
    @discardableResult
    func drainBegun() -> Bool {
        self.state.withLock { state in
            defer { state.isDraining = true }
            return !state.isDraining
        }
    }
}
