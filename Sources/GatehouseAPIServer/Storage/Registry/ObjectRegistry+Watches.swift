extension ObjectRegistry {
    /// The changes of objects from a revision on, or from now on.
    ///
    /// - Parameters:
    ///   - kind: The kind whose changes are wanted; nil for all.
    ///   - namespace: The namespace whose changes are wanted; nil for all.
    ///   - revision: That of the last change that is known; nil for the last one.
    /// - Throws: `RegistryError` when later changes are not all remembered, or when there was no such change yet.
    public func watch(
        _ kind: ObjectKind?, in namespace: String?, after revision: Int64?
    ) throws(RegistryError) -> Watch {
        self.watches.remove(self.departed.take())
        let scope = ObjectScope(kind: kind, namespace: namespace)
        let revision = revision ?? self.log.revision
        let unread = try self.log.events(after: revision, in: scope).first?.revision
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = self.watches.add(scope, firstUnread: unread, signal: signal)
        let departed = self.departed
        signal.onTermination = { _ in departed.note(id) }
        return Watch(id: id, after: revision, registry: self, signals: signals)
    }

    /// Puts a bookmark into a watch, behind all changes so far that it delivers: `WatchItem.bookmark`, with the revision
    /// that the watch has reached when its reader comes to it. Several that the reader has not come to are one.
    public func bookmark(_ watch: Watch) { self.watches.wantBookmark(watch.id) }

    /// What a watch has to deliver; nil when it is over.
    func take(_ id: UInt64) -> [WatchItem]? { self.watches.take(id, from: self.log) }
}
