public import GatehouseModel
import Synchronization

/// The current resources: where each came from, which version of it is served, and a number for every change.
///
/// Sources write whole units; the control loop reads whole values. Safe to use from anywhere.
public final class Store: Sendable {
    /// The resources at one moment.
    public struct Contents: Sendable {
        /// Grows by one with every change; 0 before the first.
        public var version: Int
        /// What is served, every list ordered by age.
        public var resources: ResourceSet
        /// The metadata of the resources whose newest version may not be served, whether or not an earlier one is.
        public var refused: [ResourceKey: Metadata]
        /// What the sources found wrong, and where the store holds on to a last good version.
        public var diagnostics: [Diagnostic]
    }

    private struct State {
        var version = 0
        var table = ResourceTable()
        var watchers: [Int: AsyncStream<Int>.Continuation] = [:]
        var nextWatcher = 0
    }

    private let state = Mutex(State())

    /// An empty store.
    public init() {}

    /// Applies what a source found, in one step. A change that is empty makes no version, save the first.
    public func apply(_ change: SourceChange) {
        self.state.withLock { state in
            if change.isEmpty, state.version > 0 { return }
            state.table.apply(change)
            state.version &+= 1
            for watcher in state.watchers.values { watcher.yield(state.version) }
        }
    }

    /// What the store holds now.
    public func contents() -> Contents {
        self.state.withLock { state in
            Contents(
                version: state.version, resources: state.table.resources, refused: state.table.refused,
                diagnostics: state.table.diagnostics)
        }
    }

    /// The versions from now on, beginning with the current one. A slow reader skips versions, never the latest.
    public func versions() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let id = self.state.withLock { state in
            let id = state.nextWatcher
            state.nextWatcher &+= 1
            state.watchers[id] = continuation
            continuation.yield(state.version)
            return id
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
        }
        return stream
    }
}
