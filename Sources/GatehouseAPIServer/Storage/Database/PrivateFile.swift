#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that only their owner may read, for Secrets are among the objects.
enum PrivateFile {
    /// The folder that a file is in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A file's size in bytes; nil where there is none.
    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Makes a folder where there is none; the one that it is in has to exist.
    static func makeFolder(_ path: String) throws(SystemProblem) {
        guard mkdir(path, S_IRWXU) != 0, errno != EEXIST else { return }
        throw SystemProblem(code: errno)
    }

    /// Opens a file to read and write, and makes an empty one where there is none. The caller closes it.
    static func open(_ path: String) throws(SystemProblem) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC
        #if canImport(Glibc)
        let descriptor = Glibc.open(path, flags, S_IRUSR | S_IWUSR)
        #else
        let descriptor = Darwin.open(path, flags, S_IRUSR | S_IWUSR)
        #endif
        guard descriptor >= 0 else { throw SystemProblem(code: errno) }
        return descriptor
    }

    /// Makes an empty file where there is none, and sees to it that it is still there after a power failure.
    ///
    /// SQLite would make it as well, but for everybody to read. The files beside it get its mode.
    static func make(_ path: String) throws(SystemProblem) {
        close(try Self.open(path))
        #if canImport(Glibc)
        let descriptor = Glibc.open(Self.folder(of: path), O_RDONLY | O_CLOEXEC)
        #else
        let descriptor = Darwin.open(Self.folder(of: path), O_RDONLY | O_CLOEXEC)
        #endif
        guard descriptor >= 0 else { throw SystemProblem(code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemProblem(code: errno) }
    }
}
