import GatehouseDNS
import Logging
import Synchronization

/// Keeps the names resolved that stand for endpoints, by the host's own resolv.conf and hosts file. Nothing runs before
/// there is a name.
final class NameResolution: Sendable {
    /// Who is told what becomes of names.
    struct Listener: Sendable {
        /// Is told a name and its addresses.
        var onChange: @Sendable (_ name: String, _ addresses: [String]) -> Void
        /// Is told a name for which nobody has answered at the first try.
        var onUnanswered: @Sendable (_ name: String) -> Void
    }

    private struct State {
        var watcher: NameWatcher?
        var listener: Listener?
        var isEnded = false
    }

    private let state = Mutex(State())
    private let logger: Logger

    /// A resolution of nothing.
    init(logger: Logger) { self.logger = logger }

    /// From now on `listener` is told what names are resolved to.
    func begin(_ listener: Listener) { self.state.withLock { $0.listener = listener } }

    /// These names are to be kept resolved, and no others.
    func setNames(_ names: Set<String>) {
        let watcher = self.state.withLock { state -> NameWatcher? in
            if state.watcher == nil, !names.isEmpty, !state.isEnded { state.watcher = self.makeWatcher(state.listener) }
            return state.watcher
        }
        watcher?.setNames(names)
    }

    /// Ends it all.
    func end() {
        let watcher = self.state.withLock { state in
            state.isEnded = true
            return state.watcher.take()
        }
        watcher?.shutdown()
    }

    private func makeWatcher(_ listener: Listener?) -> NameWatcher {
        let logger = self.logger
        return NameWatcher(configuration: .ofHost(logger: logger)) { name, addresses in
            let texts = addresses.texts()
            logger.info("\(name) is \(texts.isEmpty ? "without an address" : texts.joined(separator: ", ")) now")
            listener?.onChange(name, texts)
        } onUnanswered: { name in
            logger.info("\(name) can't be resolved yet; it is asked for again")
            listener?.onUnanswered(name)
        }
    }
}
