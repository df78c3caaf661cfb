public import GatehouseModel
public import GatehouseStore
public import Logging

/// Keeps a store in step with the objects of a cluster.
///
/// The store gets nothing before everything was listed once. After that it gets what changes, and keeps what it has
/// whenever the API server can't be asked or gives no answer that is understood.
public final class ClusterSource: Sendable {
    /// How fast things go.
    public struct Pace: Hashable, Sendable {
        /// Until a kind that is missing counts as not being there, so that a server that has just started is not taken for
        /// one without Istio.
        public var confirmation = Duration.seconds(5)
        /// Between two looks for kinds that are missing.
        public var rediscovery = Duration.seconds(30)
        /// The first wait after a failure; it doubles with each further one.
        public var firstRetry = Duration.milliseconds(800)
        /// The longest wait after failures.
        public var longestRetry = Duration.seconds(10)
        /// Between two signs of life that the server is asked for.
        public var heartbeat = Duration.seconds(10)
        /// How long one may take.
        public var patience = Duration.seconds(15)

        /// The default one.
        public init() {}
    }

    private let client: APIClient
    private let kinds: [WatchedKind]
    private let reader: DocumentReader
    private let rank: Int
    private let pace: Pace
    private let logger: Logger
    private let random: @Sendable () -> Double
    private let board: SyncBoard
    private let inbox = ChangeInbox()
    private let recovery = Recovery()
    private let revival = Recovery()
    /// What status writing has to know of the objects.
    public let observed = ObservedObjects()

    /// A source.
    ///
    /// - Parameters:
    ///   - gatewayNamespace: the only namespace whose Secrets and ConfigMaps are read.
    ///   - reader: reads objects and judges them.
    ///   - rank: the source's position among all (`SourceUnit.rank`).
    ///   - random: from 0 to 1, for waiting times.
    public init(
        client: APIClient, gatewayNamespace: String, reader: DocumentReader, rank: Int = 0, pace: Pace = Pace(),
        logger: Logger, random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.client = client
        self.kinds = WatchedKind.all(gatewayNamespace: gatewayNamespace)
        self.reader = reader
        self.rank = rank
        self.pace = pace
        self.logger = logger
        self.random = random
        self.board = SyncBoard(self.kinds) { WallTime.now().seconds }
    }

    /// How far the cluster is known.
    public var state: ClusterSyncState { self.board.current }

    /// Follows the cluster until the task is cancelled.
    ///
    /// - Parameters:
    ///   - onObserved: is told of objects that have another status or other metadata and are the same else.
    ///   - onSynced: is called once the store has the first complete state.
    public func run(
        into store: Store, onObserved: @escaping @Sendable ([ResourceKey]) -> Void = { _ in },
        onSynced: @escaping @Sendable () -> Void = {}
    ) async {
        let discovery = DiscoveryLoop(
            client: self.client, kinds: self.kinds,
            pace: DiscoveryLoop.Pace(
                confirmation: self.pace.confirmation, whileIncomplete: self.pace.rediscovery,
                onRequest: min(.seconds(1), self.pace.rediscovery), longestRetry: self.pace.longestRetry),
            random: self.random)
        await withDiscardingTaskGroup { group in
            var feeds: [AsyncStream<ServedResources>.Continuation] = []
            for index in self.kinds.indices {
                let (stream, continuation) = AsyncStream.makeStream(
                    of: ServedResources.self, bufferingPolicy: .bufferingNewest(1))
                feeds.append(continuation)
                group.addTask { await self.follow(index, stream, discovery, onObserved) }
            }
            group.addTask { await self.apply(to: store, onSynced: onSynced) }
            group.addTask { await self.heartbeat.run() }
            let listeners = feeds
            await discovery.run { served in
                for listener in listeners { listener.yield(served) }
            } failed: { failure in
                self.discoveryFailed(failure)
            }
        }
    }

    private var heartbeat: Heartbeat {
        Heartbeat(
            client: self.client, interval: self.pace.heartbeat, patience: self.pace.patience, board: self.board,
            logger: self.logger,
            revived: {
                self.revival.happened()
                self.recovery.happened()
            })
    }

    private func discoveryFailed(_ failure: APIFailure) {
        if failure == .cancelled { return }
        var isKnown = true
        for (index, kind) in self.board.current.kinds.enumerated() where !kind.isSynced || kind.isAbsent {
            isKnown = self.board.failed(index, failure) && isKnown
        }
        if isKnown { return }
        self.logger.warning("cannot ask \(self.client.server) which kinds it has: \(failure); trying again")
    }

    /// Follows one kind wherever it is served.
    private func follow(
        _ index: Int, _ looks: AsyncStream<ServedResources>, _ discovery: DiscoveryLoop,
        _ onObserved: @escaping @Sendable ([ResourceKey]) -> Void
    ) async {
        let kind = self.kinds[index]
        let task = ReflectionTask(
            client: self.client, kind: kind, index: index, board: self.board, recovery: self.recovery,
            revival: self.revival, random: self.random, logger: self.logger,
            passOn: { changes in
                self.observed.add(changes)
                self.inbox.add(changes)
                let seen = changes.compactMap { if case .observed(let object) = $0 { object.key } else { nil } }
                if !seen.isEmpty { onObserved(seen) }
            })
        var reflector = Reflector(backoff: Backoff(first: self.pace.firstRetry, limit: self.pace.longestRetry))
        var misses = 0
        for await served in looks {
            guard let endpoint = served.first(of: kind.choices) else {
                misses += 1
                self.board.recovered(index)
                if misses == 2 { self.noteAbsence(index) }
                continue
            }
            misses = 0
            await task.follow(endpoint, &reflector)
            discovery.lookAgain()
        }
    }

    private func noteAbsence(_ index: Int) {
        let kind = self.kinds[index].name
        self.logger.notice("the API server has no \(kind); it is looked for again every \(self.pace.rediscovery)")
        self.board.change(index) { kind in
            kind.isAbsent = true
            kind.isSynced = true
        }
        self.inbox.add([])
    }

    private func apply(to store: Store, onSynced: @Sendable () -> Void) async {
        var isFirst = true
        for await _ in self.inbox.signal {
            guard !isFirst || self.board.current.isSynced else { continue }
            let change = self.change(self.inbox.take())
            store.apply(change)
            if isFirst { onSynced() }
            isFirst = false
        }
    }

    private func change(_ latest: [ResourceKey: [UInt8]?]) -> SourceChange {
        var change = SourceChange()
        for (key, text) in latest {
            let unit = SourceUnit(rank: self.rank, name: key.description)
            if let text {
                change.replaced[unit] = [self.reader.document(text, name: unit.name)]
            } else {
                change.removed.insert(unit)
            }
        }
        return change
    }
}
