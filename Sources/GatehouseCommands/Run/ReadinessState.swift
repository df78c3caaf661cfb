import GatehouseAdmin
import Synchronization

/// Whether traffic should be sent here: once a configuration is served, and until the gateway drains.
final class ReadinessState: Sendable {
    private struct State {
        var isServing = false
        var isDraining = false
    }

    private let state = Mutex(State())
    private let detail: @Sendable () -> String?

    /// Not ready.
    ///
    /// - Parameter detail: why there is nothing to serve yet, or why what is served may be old; nil while all is well.
    init(detail: @escaping @Sendable () -> String? = { nil }) { self.detail = detail }

    /// What health checks are told.
    var readiness: Readiness {
        let state = self.state.withLock { $0 }
        if state.isDraining { return .notReady(reason: "draining") }
        let detail = self.detail()
        // What was known last is served on: a source that is away is no reason to take the traffic away.
        if state.isServing { return .ready(detail: detail) }
        return .notReady(reason: detail ?? "no configuration has been published yet")
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
