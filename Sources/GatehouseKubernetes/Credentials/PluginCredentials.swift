import NIOPosix
import Synchronization

/// What a credential plugin gives. It is run once for all who ask at a time, again when what it gave has expired or was
/// refused, and not again at once when it failed.
///
/// A run belongs to nobody who asks: whoever has no more time goes, and the next one finds what came of it.
final class PluginCredentials: Sendable {
    typealias Outcome = Result<Credential, CredentialError>

    /// How long a plugin may take, in seconds.
    static let patience = 60
    /// How long a plugin that failed is left alone, in seconds.
    static let rest = 2

    private struct State {
        var known: ExecCredential?
        var failure: (time: Int, error: CredentialError)?
        var isRunning = false
        var waiting: [Int: CheckedContinuation<Outcome, any Error>] = [:]
        var next = 0

        func good(at now: Int) -> Credential? {
            self.known.flatMap { $0.isGood(at: now) ? $0.credential : nil }
        }

        mutating func ask(_ id: Int, _ continuation: CheckedContinuation<Outcome, any Error>, at now: Int) -> Answer {
            if let credential = self.good(at: now) { return .now(.success(credential)) }
            if let failure, !self.isRunning, now < failure.time + PluginCredentials.rest {
                return .now(.failure(failure.error))
            }
            self.waiting[id] = continuation
            defer { self.isRunning = true }
            return self.isRunning ? .later : .run
        }
    }

    private enum Answer {
        case now(Outcome)
        case run
        case later
    }

    private let plugin: ExecPlugin
    private let now: @Sendable () -> Int
    private let state = Mutex(State())
    private let stop = StopSign()

    /// - Parameter now: the time in seconds since 1970.
    init(_ plugin: ExecPlugin, now: @escaping @Sendable () -> Int) {
        self.plugin = plugin
        self.now = now
    }

    /// What it gave, as long as that is good.
    var known: Credential? { self.state.withLock { $0.good(at: self.now()) } }

    /// What it gave was refused, and is not used again.
    func refused(_ credential: Credential) {
        self.state.withLock { if $0.known?.credential == credential { $0.known = nil } }
    }

    /// Ends a run that is under way, and lets none begin.
    func end() { self.stop.set() }

    /// What it gave or gives now.
    ///
    /// - Parameter info: what it is told in `KUBERNETES_EXEC_INFO`.
    /// - Throws: `CancellationError` when the task is cancelled, else `CredentialError`.
    func current(info: String) async throws -> Credential {
        let id = self.state.withLock { state in
            defer { state.next &+= 1 }
            return state.next
        }
        let outcome: Outcome = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
                switch self.state.withLock({ $0.ask(id, continuation, at: self.now()) }) {
                case .now(let outcome): continuation.resume(returning: outcome)
                case .run: self.run(info: info)
                case .later: break
                }
                // Nobody is told of a cancellation twice.
                if Task.isCancelled { self.leave(id) }
            }
        } onCancel: {
            self.leave(id)
        }
        return try outcome.get()
    }

    private func leave(_ id: Int) {
        self.state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: CancellationError())
    }

    private func run(info: String) {
        // It blocks, so that it belongs on a thread for that; there is none when this process ends.
        NIOThreadPool.singleton.submit { [plugin = self.plugin, stop = self.stop] state in
            guard state == .active else {
                return self.ended(.failure(CredentialError(reason: "\(plugin.command): this process ends.")))
            }
            self.ended(
                Result { () throws(CredentialError) in
                    let output = try ExecProcess.run(plugin, info: info, seconds: Self.patience, stop: stop)
                    return try ExecCredential(parsing: output, from: plugin)
                })
        }
    }

    private func ended(_ result: Result<ExecCredential, CredentialError>) {
        let now = self.now()
        let waiting = self.state.withLock { state in
            defer { state.waiting = [:] }
            state.isRunning = false
            switch result {
            case .success(let fresh): (state.known, state.failure) = (fresh, nil)
            case .failure(let error): state.failure = (now, error)
            }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume(returning: result.map(\.credential)) }
    }
}
