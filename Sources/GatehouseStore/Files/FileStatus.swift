#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the file system says about a file, links followed.
struct FileStatus: Hashable {
    /// What is at a path.
    enum Kind: Hashable {
        case file
        case directory
        /// A pipe or a device: what it gives can be read once.
        case stream
        case other
    }

    /// The file itself, whatever its names.
    struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    var kind: Kind
    var identity: Identity
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    /// Nanoseconds since 1970; moves with the content, the mode and the name.
    var changed: Int64

    /// The status of what `path` leads to, or the reason why there is none, as errno.
    static func of(_ path: String) -> Result<FileStatus, SystemError> {
        var raw = stat()
        guard stat(path, &raw) == 0 else { return .failure(SystemError(code: errno)) }
        let kind: Kind =
            switch raw.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFIFO, S_IFCHR: .stream
            default: .other
            }
        #if canImport(Darwin)
        let (modified, changed) = (raw.st_mtimespec, raw.st_ctimespec)
        #else
        let (modified, changed) = (raw.st_mtim, raw.st_ctim)
        #endif
        return .success(
            FileStatus(
                kind: kind, identity: Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino)),
                size: Int64(raw.st_size), modified: Self.nanoseconds(modified), changed: Self.nanoseconds(changed)))
    }

    /// What the standard input counts as.
    static var standardInput: FileStatus {
        FileStatus(kind: .stream, identity: Identity(device: 0, inode: 0), size: 0, modified: 0, changed: 0)
    }

    /// Whether the file changed so shortly before `now` that another write within the file system's clock tick could
    /// leave the status as it is.
    func isRacy(at now: Int64) -> Bool { now &- max(self.modified, self.changed) < 100_000_000 }

    /// Nanoseconds since 1970.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Self.nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

/// Why the system refused something.
struct SystemError: Error, Hashable, CustomStringConvertible {
    /// `errno`.
    var code: Int32

    /// Whether there is nothing at the path.
    var isMissing: Bool { self.code == ENOENT || self.code == ENOTDIR }

    var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(self.code, &buffer, buffer.count) == 0 else { return "error \(self.code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).lowercased()
    }
}
