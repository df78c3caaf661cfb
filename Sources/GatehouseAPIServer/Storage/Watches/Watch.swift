/// The changes of some objects from a revision on. It is read once, by one reader, and ends when that reader's task is
/// cancelled, the registry closes, or the reader was too slow.
///
/// It holds no changes itself: it remembers which it has to deliver next and reads on in the registry's log. Memory is the
/// same for a reader that is up to date and one that sleeps; how far one may fall behind is `RegistryLimits.events`.
/// When nobody holds the watch any more, the registry forgets it.
public struct Watch: AsyncSequence, Sendable {
    /// The revision from which on it delivers.
    public let revision: Int64
    let id: UInt64
    private let registry: ObjectRegistry
    private let signals: AsyncStream<Void>

    init(id: UInt64, after revision: Int64, registry: ObjectRegistry, signals: AsyncStream<Void>) {
        self.id = id
        self.revision = revision
        self.registry = registry
        self.signals = signals
    }

    /// Starts reading.
    public func makeAsyncIterator() -> Iterator {
        Iterator(watch: self, signals: self.signals.makeAsyncIterator())
    }

    /// Reads a watch.
    public struct Iterator: AsyncIteratorProtocol {
        private let id: UInt64
        private let registry: ObjectRegistry
        private var signals: AsyncStream<Void>.Iterator
        /// What was taken from the registry and not delivered, the next one last.
        private var items: [WatchItem] = []
        private var isFirst = true

        fileprivate init(watch: Watch, signals: AsyncStream<Void>.Iterator) {
            self.id = watch.id
            self.registry = watch.registry
            self.signals = signals
        }

        /// The next item, as soon as there is one; nil at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> WatchItem? {
            if self.items.isEmpty {
                guard let items = await self.nextBatch(isolation: actor) else { return nil }
                self.items = items.reversed()
            }
            return self.items.popLast()
        }

        /// All items that there are by now, as soon as there is one; nil at the end.
        mutating func nextBatch(isolation actor: isolated (any Actor)?) async -> [WatchItem]? {
            var items = Array(self.items.reversed())
            self.items = []
            while items.isEmpty {
                // Whatever comes after the last look is signalled, so the first look needs no signal.
                if self.isFirst {
                    self.isFirst = false
                } else {
                    guard await self.signals.next(isolation: actor) != nil else { return nil }
                }
                guard let taken = await self.registry.take(self.id) else { return nil }
                items = taken
            }
            return items
        }
    }
}
