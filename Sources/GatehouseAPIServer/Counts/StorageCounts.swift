import Synchronization

/// What there is in storage, for those who cannot wait for its turn.
final class StorageCounts: Sendable {
    private struct State {
        var objects: [ObjectKind: Int] = [:]
        var failures = 0
    }

    private let state = Mutex(State())

    /// How many objects there are of each kind that ever had some.
    var objects: [ObjectKind: Int] { self.state.withLock { $0.objects } }

    /// How many times the disk has not taken what was to be written.
    var failures: Int { self.state.withLock { $0.failures } }

    /// Takes in objects that were read.
    func add(_ objects: [StoredObject]) {
        self.state.withLock { state in for object in objects { state.objects[object.key.kind, default: 0] += 1 } }
    }

    /// Takes in changes that were made.
    func add(_ events: some Sequence<ObjectEvent>) {
        self.state.withLock { state in
            for event in events where event.isRemoval || event.before == nil {
                state.objects[event.object.key.kind, default: 0] += event.isRemoval ? -1 : 1
            }
        }
    }

    /// Notes that a write failed.
    func addFailure() { self.state.withLock { $0.failures += 1 } }
}

extension ObjectRegistry {
    /// How many objects there are of each kind that had some since the start. From any thread, at once.
    public nonisolated var objectCounts: [ObjectKind: Int] { self.counts.objects }

    /// How many writes the disk has not taken since the start. What was to be written by them was refused.
    public nonisolated var writeFailures: Int { self.counts.failures }

    /// The size of the database and the log beside it, in bytes; nil where there is none or it cannot be seen.
    public nonisolated var databaseBytes: Int? {
        guard let file = self.file, let bytes = PrivateFile.size(of: file) else { return nil }
        return bytes + (PrivateFile.size(of: file + "-wal") ?? 0)
    }
}
