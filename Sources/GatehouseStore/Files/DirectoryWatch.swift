#if canImport(Glibc)
import Dispatch
import Glibc
import Synchronization

/// Notices changes in directories through inotify. Where the kernel refuses, or the file system tells it nothing,
/// nothing is noticed; somebody has to look by the clock as well.
///
/// Lives as long as it is referred to. Bound to one task.
final class DirectoryWatch {
    private let source: any DispatchSourceRead
    private let watches: WatchTable

    /// A watch of nothing yet that reports to `inbox`; nil when the kernel has none to give. Files are worth a notice when
    /// they are manifests or `namedPaths` name them.
    init?(reportingTo inbox: ChangeInbox, namedPaths: [String]) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        let watches = WatchTable(
            descriptor: descriptor, inbox: inbox, names: Set(namedPaths.map(FilePath.lastComponent(of:))))
        self.watches = watches
        self.source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        self.source.setEventHandler { watches.drain() }
        self.source.setCancelHandler { close(descriptor) }
        self.source.activate()
    }

    deinit { self.source.cancel() }

    /// Watches these directories and no others.
    ///
    /// - Returns: whether any of them was not watched before, so that something may have happened there unnoticed.
    func update(directories: Set<String>) -> Bool { self.watches.update(directories: directories) }
}

/// The directories behind one inotify descriptor. Used by the scanner's task and by the queue that events come in on.
private final class WatchTable: Sendable {
    private struct State {
        var directories: [Int32: String] = [:]
        var descriptors: [String: Int32] = [:]
    }

    private static let interests = UInt32(
        IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF
            | IN_MOVE_SELF)

    private let descriptor: Int32
    private let inbox: ChangeInbox
    /// Names that matter whatever they end in.
    private let names: Set<String>
    private let state = Mutex(State())

    init(descriptor: Int32, inbox: ChangeInbox, names: Set<String>) {
        self.descriptor = descriptor
        self.names = names
        self.inbox = inbox
    }

    func update(directories: Set<String>) -> Bool {
        self.state.withLock { state in
            for directory in Array(state.descriptors.keys) where !directories.contains(directory) {
                self.forget(directory, in: &state)
            }
            var isNew = false
            for directory in directories.sorted() {
                // Asking again is how one learns that the path leads to another directory now.
                let watch = inotify_add_watch(self.descriptor, directory, Self.interests)
                guard watch >= 0 else {
                    self.forget(directory, in: &state)
                    continue
                }
                if state.descriptors[directory] == watch { continue }
                self.forget(directory, in: &state)
                state.descriptors[directory] = watch
                // Two paths of one directory share a watch; events then name the first of them.
                if state.directories[watch] == nil { state.directories[watch] = directory }
                isNew = true
            }
            return isNew
        }
    }

    private func forget(_ directory: String, in state: inout State) {
        guard let watch = state.descriptors.removeValue(forKey: directory) else { return }
        guard !state.descriptors.values.contains(watch) else { return }
        state.directories[watch] = nil
        inotify_rm_watch(self.descriptor, watch)
    }

    func drain() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(self.descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            buffer.withUnsafeBytes { self.note(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    private func note(_ events: UnsafeRawBufferPointer) {
        let header = MemoryLayout<inotify_event>.size
        var position = 0
        while position + header <= events.count {
            let event = events.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
            let end = position + header + Int(event.len)
            guard end <= events.count else { return }
            let name = String(decoding: events[(position + header)..<end].prefix { $0 != 0 }, as: UTF8.self)
            self.note(mask: event.mask, watch: event.wd, name: name)
            position = end
        }
    }

    /// Whether an event is about a file that is not read, such as the temporary ones of editors. `..data` is what moves
    /// when a ConfigMap's mount changes. A link to a directory that goes is left to the look by the clock.
    private func isIrrelevant(_ name: String, path: String, mask: UInt32) -> Bool {
        if mask & UInt32(IN_ISDIR) != 0 || FilePath.isManifest(name) || self.names.contains(name) { return false }
        if FilePath.isHidden(name) { return !name.hasPrefix("..") }
        return mask & UInt32(IN_CREATE | IN_MOVED_TO) == 0 || self.isPlainFile(path)
    }

    /// Whether a new entry is a file that nobody has written to yet; that it has been is an event of its own.
    private func isPlainFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
    }

    private func note(mask: UInt32, watch: Int32, name: String) {
        if mask & UInt32(IN_IGNORED) != 0 {
            // The directory is gone, or was given up; a new one of its name is watched when the scanner sees it.
            self.state.withLock { state in
                state.directories[watch] = nil
                state.descriptors = state.descriptors.filter { $0.value != watch }
            }
            return self.inbox.note()
        }
        guard let directory = self.state.withLock({ $0.directories[watch] }), !name.isEmpty else {
            return self.inbox.note()
        }
        let path = FilePath.appending(name, to: directory)
        if self.isIrrelevant(name, path: path, mask: mask) { return }
        if mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0 {
            self.inbox.noteCompleted(path)
        } else if mask & UInt32(IN_MODIFY) != 0 {
            self.inbox.noteWriting(path)
        } else if mask & UInt32(IN_CREATE) == 0 || !self.isPlainFile(path) {
            self.inbox.note()
        }
    }
}
#endif
