/// Keeps a store in step with files and directories.
///
/// Changes are noticed through the kernel where it tells, and by looking each second where it does not.
public struct FileSource: Sendable {
    /// How long to wait for further changes after one. Tools that write many files leave less than this between two.
    static let holdOff = Duration.milliseconds(20)
    /// The longest that changes which keep coming are held off.
    static let holdOffLimit = Duration.milliseconds(500)
    /// The time between two looks at the files, with or without a notice.
    static let pollInterval = Duration.seconds(1)

    private let paths: [String]
    private let reader: DocumentReader
    private let inbox = ChangeInbox()

    /// A source of these files and directories.
    public init(paths: [String], reader: DocumentReader) {
        self.paths = paths
        self.reader = reader
    }

    /// Looks at the files now, as after SIGHUP.
    public func reload() { self.inbox.note() }

    /// Reads everything, then what changes, until the task is cancelled. The store has the first reading before
    /// `onLoaded` is called.
    public func run(into store: Store, onLoaded: @Sendable (_ fileCount: Int) -> Void = { _ in }) async {
        await withDiscardingTaskGroup { group in
            let inbox = self.inbox
            let pace = ScanPace()
            group.addTask {
                while (try? await Task.sleep(for: pace.interval)) != nil { inbox.noteTick() }
            }
            await self.scan(into: store, pace: pace, onLoaded: onLoaded)
            group.cancelAll()
        }
    }

    private func scan(into store: Store, pace: ScanPace, onLoaded: (Int) -> Void) async {
        var scanner = FileScanner(paths: self.paths, reader: self.reader)
        #if canImport(Glibc)
        let watch = DirectoryWatch(reportingTo: self.inbox, namedPaths: self.paths)
        #endif
        store.apply(scanner.scan())
        onLoaded(scanner.fileCount)
        self.inbox.noteTick()
        var seen = self.inbox.count
        for await _ in self.inbox.signal {
            guard await self.settle(since: &seen) else { return }
            let pending = self.inbox.take()
            let change = pace.timed { scanner.scan(pending) }
            store.apply(change)
            #if canImport(Glibc)
            // Something may have happened in a directory between the look at it and the watch on it.
            if watch?.update(directories: scanner.directories) == true { self.inbox.noteTick() }
            #endif
        }
    }

    /// Waits until nothing has changed for a while, if anything has at all; false when the task was cancelled.
    private func settle(since seen: inout Int) async -> Bool {
        let clock = ContinuousClock()
        let limit = clock.now + Self.holdOffLimit
        while self.inbox.count != seen, clock.now < limit {
            seen = self.inbox.count
            guard (try? await clock.sleep(for: Self.holdOff)) != nil else { return false }
        }
        return !Task.isCancelled
    }
}
