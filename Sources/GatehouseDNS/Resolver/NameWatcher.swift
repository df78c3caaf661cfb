public import NIOCore
import Synchronization

/// Keeps names resolved, and tells when the addresses of one are others than before.
///
/// May be used from any thread. What it does happens on its event loop. `shutdown` has to be called at the end.
public final class NameWatcher: Sendable {
    private let work: WorkLoop
    private let table: NIOLoopBoundBox<WatchTable>
    private let board: WatchBoard
    private let isShutDown = Atomic(false)

    /// A watcher of nothing yet.
    ///
    /// - Parameter loop: the loop to work on; nil for one of its own, with a thread of its own.
    /// - Parameter onChange: called on the loop with a name, as it was given, and its addresses, when they are known for
    ///   the first time and when they have changed; that of no addresses any more is a change too. A name that cannot be
    ///   resolved yet is not reported. It must not block.
    /// - Parameter onUnanswered: called on the loop with a name whose first lookup found nothing out. It must not block.
    public init(
        loop: (any EventLoop)? = nil, configuration: ResolverConfiguration,
        onChange: @escaping @Sendable (_ name: String, _ addresses: ResolvedAddresses) -> Void,
        onUnanswered: @escaping @Sendable (_ name: String) -> Void = { _ in }
    ) {
        let board = WatchBoard()
        self.board = board
        let work = WorkLoop(loop)
        let loop = work.loop
        self.work = work
        self.table = .makeBoxSendingValue(
            WatchTable(
                resolver: Resolver(loop: loop, configuration: configuration), times: configuration.refresh,
                board: board, onChange: onChange, onUnanswered: onUnanswered), eventLoop: loop)
    }

    /// Watches these names and no others. Names that are watched already go on as they are; a name that comes back after
    /// it was left out begins anew. Each may be an address in text form, a name of the hosts file, or a name for servers;
    /// with a final dot it is a full one.
    public func setNames(_ names: Set<String>) {
        // A loop of its own is gone then.
        guard !self.isShutDown.load(ordering: .acquiring) else { return }
        let table = self.table
        self.work.loop.execute { table.value.setNames(names) }
    }

    /// Ends it all. What `onChange` is doing may come to its end; it is not called after that, and names can't be set any
    /// more.
    public func shutdown() {
        guard !self.isShutDown.exchange(true, ordering: .acquiringAndReleasing) else { return }
        let table = self.table
        let work = self.work
        self.work.loop.execute {
            table.value.shutdown()
            work.beginShutdown()
        }
    }

    /// The names and what is known of them, in order.
    public var names: [WatchedName] { self.board.states(at: .now()) }

    /// What is known of a name; nil for one that is not watched.
    public func name(_ name: String) -> WatchedName? { self.board.state(of: name, at: .now()) }
}
