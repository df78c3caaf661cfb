import GatehouseObjects

extension ObjectRequest {
    /// The shortest time, in seconds, that a watch lasts which does not say how long; the longest is twice that.
    private static let shortestWatch = 1800
    /// No watch lasts longer than this, whatever it says.
    private static let longestWatch = 24 * 3600

    /// Objects as they change.
    func watch(_ options: ListOptions) async throws(APIStatus) -> APIReply {
        let presentation = try self.presentation()
        guard let place = self.service.watches.take() else { throw .tooManyRequests }
        let lines = WatchLines(presentation, selection: options.selection)
        let namespace = self.target.namespace
        let kind = ObjectKind(self.resource)

        let startsWithObjects = options.sendsInitialEvents ?? (options.revision ?? 0 == 0)
        var initial: [StoredObject] = []
        var revision = options.revision ?? 0
        if startsWithObjects {
            let latest = await self.registry.objects(of: kind, in: namespace)
            guard revision <= latest.revision else { throw .tooLargeVersion(revision, current: latest.revision) }
            (initial, revision) = latest
        }
        let bookmark =
            options.sendsInitialEvents == true && options.wantsBookmarks
            ? lines.bookmark(revision, endsInitialEvents: true) : nil

        let watch: Watch
        do throws(RegistryError) {
            let isFromNow = !startsWithObjects && revision == 0
            watch = try await self.registry.watch(kind, in: namespace, after: isFromNow ? nil : revision)
        } catch {
            // A version that is not there yet is one of another storage, from which nobody can go on either.
            let current = await self.registry.revision
            let line = WatchLines.error(.expiredWatch(after: revision, current: current))
            return Self.stream(
                AsyncStream { continuation in
                    continuation.yield(line)
                    continuation.finish()
                })
        }
        let reply = WatchReply(
            watch, of: self.service, place: place, lines: lines, schedule: self.schedule(options), initial: initial,
            initialBookmark: bookmark)
        return Self.stream(AsyncStream { await reply.next() })
    }

    private func schedule(_ options: ListOptions) -> WatchReply.Schedule {
        // Watches that begin together need not end together.
        let span = UInt64(Self.shortestWatch)
        let timeout =
            options.timeout.flatMap { $0 > 0 ? min($0, Self.longestWatch) : nil }
            ?? Self.shortestWatch + Int(self.service.surroundings.random() % span)
        return WatchReply.Schedule(
            nextBookmark: self.now + WatchReply.Schedule.bookmarkInterval, end: self.now + timeout,
            hasBookmarks: options.wantsBookmarks)
    }

    private static func stream(_ pieces: AsyncStream<[UInt8]>) -> APIReply {
        APIReply(
            status: 200, headers: [("Content-Type", "application/json"), ("Cache-Control", "no-cache, private")],
            body: .stream(pieces))
    }
}
