import GatehouseObjects

/// The answer to a watch, made piece by piece as its reader asks for it.
///
/// It has no task of its own: while the reader waits for an event, so does a timer, which has storage put a bookmark among
/// the events. What comes from storage is so the only thing that is ever waited for.
actor WatchReply {
    /// When a watch says how far it is, and when it ends; in seconds since 1970.
    struct Schedule: Sendable {
        /// Seconds between bookmarks.
        static let bookmarkInterval = 60

        var nextBookmark: Int
        var end: Int
        /// Whether the client wants bookmarks.
        var hasBookmarks: Bool

        /// Seconds until there is something to do.
        func delay(now: Int) -> Int {
            max(0, (self.hasBookmarks ? min(self.nextBookmark, self.end) : self.end) - now)
        }
    }

    /// About how many bytes of events leave together.
    private static let pieceSize = 64 * 1024

    private let watch: Watch
    /// What reads the watch. It has events in itself that were not asked for yet, so there is only one.
    private var items: Watch.Iterator
    private let registry: ObjectRegistry
    private let surroundings: APISurroundings
    private let place: WatchPlace
    private var lines: WatchLines
    private var schedule: Schedule
    /// The objects that are there when the watch begins, and have not been sent.
    private var initial: ArraySlice<StoredObject>
    /// The bookmark after them; nil where none is wanted.
    private var initialBookmark: [UInt8]?
    private var isOver = false

    init(
        _ watch: Watch, of service: APIService, place: WatchPlace, lines: WatchLines, schedule: Schedule,
        initial: [StoredObject], initialBookmark: [UInt8]?
    ) {
        self.watch = watch
        self.items = watch.makeAsyncIterator()
        self.registry = service.registry
        self.surroundings = service.surroundings
        self.place = place
        self.lines = lines
        self.schedule = schedule
        self.initial = initial[...]
        self.initialBookmark = initialBookmark
    }

    /// What comes next; nil at the end.
    func next() async -> [UInt8]? {
        if let piece = self.nextInitial() { return piece }
        while !self.isOver {
            guard let item = await self.item() else { return nil }
            if let piece = self.piece(of: item) { return piece }
        }
        return nil
    }

    private func nextInitial() -> [UInt8]? {
        var piece: [UInt8] = []
        let now = self.surroundings.now()
        while piece.count < Self.pieceSize, let object = self.initial.popFirst() {
            if let line = self.lines.initial(object, now: now) { piece += line }
        }
        if self.initial.isEmpty, let bookmark = self.initialBookmark {
            piece += bookmark
            self.initialBookmark = nil
        }
        return piece.isEmpty ? nil : piece
    }

    private func piece(of item: WatchItem) -> [UInt8]? {
        let now = self.surroundings.now()
        switch item {
        case .event(let event): return self.lines.change(event, now: now)
        case .bookmark(let revision): return self.bookmark(revision, now: now)
        case .overrun:
            self.isOver = true
            return WatchLines.error(
                APIStatus(code: 410, reason: "Expired", message: "the watch has fallen too far behind"))
        }
    }

    private func bookmark(_ revision: Int64, now: Int) -> [UInt8]? {
        self.isOver = now >= self.schedule.end
        guard self.schedule.hasBookmarks, self.isOver || now >= self.schedule.nextBookmark else { return nil }
        self.schedule.nextBookmark = now + Schedule.bookmarkInterval
        return self.lines.bookmark(revision)
    }

    private func item() async -> WatchItem? {
        let (watch, registry, sleep) = (self.watch, self.registry, self.surroundings.sleep)
        let delay = self.schedule.delay(now: self.surroundings.now())
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await sleep(delay) } catch { return }
                await registry.bookmark(watch)
            }
            // It has to be taken out to be used while others may come in; none does, for a stream has one reader.
            var items = self.items
            let item = await items.next(isolation: self)
            self.items = items
            group.cancelAll()
            return item
        }
    }
}
