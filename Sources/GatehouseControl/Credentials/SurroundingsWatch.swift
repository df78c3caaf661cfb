import GatehousePlan
public import GatehouseStore
public import GatehouseTranslation
import Synchronization

/// Notices that the files with certificates have changed, or that time has passed which changes what there is to say of
/// certificates.
final class SurroundingsWatch: Sendable {
    /// So often are certificates looked at again when nothing else has changed, in seconds.
    static let reviewInterval = 3600

    private struct State {
        var files = ReferencedFiles()
        var paths: Set<String> = []
        /// What was last taken; nil before the first time.
        var taken: Pipeline.Surroundings?
    }

    private let clock: ControlLoop.Clock
    private let state = Mutex(State())

    /// A watch that has seen nothing.
    init(clock: @escaping ControlLoop.Clock) { self.clock = clock }

    /// Whether what was last taken is not what there is now.
    func haveChanged() -> Bool {
        self.state.withLock { state in
            guard let taken = state.taken else { return false }
            if self.clock() - taken.now >= Self.reviewInterval { return true }
            return !state.paths.isEmpty && CredentialFiles(state.files.read(state.paths)) != taken.files
        }
    }

    /// What there is now of the files at `paths`, and whether it differs from what was taken before.
    func take(_ paths: Set<String>) -> (surroundings: Pipeline.Surroundings, isNew: Bool) {
        self.state.withLock { state in
            state.paths = paths
            let files = CredentialFiles(state.files.read(paths))
            let now = self.clock()
            let isNew = state.taken.map { $0.files != files || now - $0.now >= Self.reviewInterval } ?? true
            // The time is kept with what was said at that time, so that the next review is due an interval later.
            if isNew { state.taken = Pipeline.Surroundings(files: files, now: now) }
            return (Pipeline.Surroundings(files: files, now: now), isNew)
        }
    }
}

extension CredentialFiles {
    /// What was read.
    public init(_ contents: [String: ReferencedFiles.Content]) {
        self.init(
            contents.mapValues { content in
                switch content {
                case .bytes(let bytes): .bytes(SecretBytes(bytes))
                case .unreadable(let reason): .unreadable(reason)
                }
            })
    }
}
