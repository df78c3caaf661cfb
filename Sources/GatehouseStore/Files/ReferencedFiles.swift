/// Small files that resources name by their path: certificates, keys. Read again only when the file system says that they
/// have changed.
public struct ReferencedFiles: Sendable {
    /// What a file holds.
    public enum Content: Hashable, Sendable {
        /// These bytes.
        case bytes([UInt8])
        /// It can't be had, for this reason, such as `no such file or directory`.
        case unreadable(String)
    }

    /// The largest file that is read, in bytes. A bundle of all public authorities takes a fifth of it.
    public static let maximumSize = 1 << 20

    private struct Known: Sendable {
        var status: FileStatus
        /// Whether the file may have changed since without showing it.
        var isRacy: Bool
        var content: Content
    }

    private var known: [String: Known] = [:]

    /// Files that nobody has looked at.
    public init() {}

    /// The contents of the files at `paths`. Forgets all others.
    public mutating func read(_ paths: Set<String>) -> [String: Content] {
        self.known = self.known.filter { paths.contains($0.key) }
        var contents: [String: Content] = [:]
        for path in paths { contents[path] = self.read(path) }
        return contents
    }

    private mutating func read(_ path: String) -> Content {
        let now = FileStatus.now()
        switch FileStatus.of(path) {
        case .failure(let error):
            self.known[path] = nil
            return .unreadable(error.description)
        case .success(let status):
            if let known = self.known[path], known.status == status, !known.isRacy { return known.content }
            let content = Self.content(of: path, status)
            self.known[path] = Known(status: status, isRacy: status.isRacy(at: now), content: content)
            return content
        }
    }

    private static func content(of path: String, _ status: FileStatus) -> Content {
        guard status.kind == .file else { return .unreadable("it is not a file") }
        guard status.size <= Int64(self.maximumSize) else { return .unreadable("it is larger than 1 MiB") }
        switch FileContents.read(path, sizeHint: status.size) {
        case .success(let bytes): return .bytes(bytes)
        case .failure(.system(let error)): return .unreadable(error.description)
        case .failure(.tooLarge): return .unreadable("it is larger than 1 MiB")
        }
    }
}
