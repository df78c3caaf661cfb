/// The watches: what each is about, and what it has not taken yet.
///
/// Of the changes that a watch has not taken only the first one's revision is kept. The rest is in the log.
struct WatchTable {
    private struct Entry {
        var scope: ObjectScope
        var firstUnread: Int64?
        var wantsBookmark = false
        var signal: AsyncStream<Void>.Continuation
    }

    private var entries: [UInt64: Entry] = [:]
    private var nextID: UInt64 = 0

    /// How many there are.
    var count: Int { self.entries.count }

    /// Takes in a watch.
    ///
    /// - Parameters:
    ///   - firstUnread: The revision of the first change that it has to deliver; nil where that is still to come.
    ///   - signal: Tells its reader to look.
    /// - Returns: Its number.
    mutating func add(
        _ scope: ObjectScope, firstUnread: Int64?, signal: AsyncStream<Void>.Continuation
    ) -> UInt64 {
        self.nextID += 1
        self.entries[self.nextID] = Entry(scope: scope, firstUnread: firstUnread, signal: signal)
        return self.nextID
    }

    /// Forgets watches.
    mutating func remove(_ ids: [UInt64]) {
        for id in ids { self.entries.removeValue(forKey: id)?.signal.finish() }
    }

    /// Forgets all watches; their readers are told.
    mutating func removeAll() { self.remove(Array(self.entries.keys)) }

    /// Notes a change that was made.
    mutating func note(_ event: ObjectEvent) {
        for (id, entry) in self.entries where entry.firstUnread == nil && entry.scope.contains(event.object.key) {
            self.entries[id]?.firstUnread = event.revision
            // Before the first signal was seen, a second one would say nothing new.
            entry.signal.yield()
        }
    }

    /// Notes that a watch's reader wants to know how far it has got.
    mutating func wantBookmark(_ id: UInt64) {
        guard let entry = self.entries[id] else { return }
        self.entries[id]?.wantsBookmark = true
        entry.signal.yield()
    }

    /// All that a watch has to deliver; nil when there is no such watch any more.
    mutating func take(_ id: UInt64, from log: EventLog) -> [WatchItem]? {
        guard let entry = self.entries[id] else { return nil }
        var items: [WatchItem] = []
        if let first = entry.firstUnread {
            do throws(RegistryError) {
                items = try log.events(after: first - 1, in: entry.scope).map { .event($0) }
            } catch {
                self.remove([id])
                return [.overrun]
            }
        }
        if entry.wantsBookmark { items.append(.bookmark(log.revision)) }
        self.entries[id]?.firstUnread = nil
        self.entries[id]?.wantsBookmark = false
        return items
    }
}
