import Synchronization

/// Watches that nobody holds any more, until the registry comes to forget them.
final class DepartedWatches: Sendable {
    private let ids = Mutex<[UInt64]>([])

    /// Notes that a watch has no reader, from whatever thread.
    func note(_ id: UInt64) { self.ids.withLock { $0.append(id) } }

    /// Those that were noted since.
    func take() -> [UInt64] {
        self.ids.withLock { ids in
            let taken = ids
            ids = []
            return taken
        }
    }
}
