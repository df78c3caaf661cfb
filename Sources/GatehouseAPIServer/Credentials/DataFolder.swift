#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The folder that an API server keeps its things in, open to nobody but the user that it runs as.
public struct DataFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes the folder, and those above it, where they are missing.
    public init(at path: String) throws(DataFolderError) {
        self.path = path
        var end = path.startIndex
        while end < path.endIndex {
            end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
            guard mkdir(String(path[..<end]), 0o700) != 0, errno != EEXIST else { continue }
            // An existing folder that may not be written to says so too.
            if access(String(path[..<end]), F_OK) != 0 {
                throw DataFolderError(path: path, action: "be made", code: errno)
            }
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw DataFolderError(path: path, action: "be opened", code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw DataFolderError(path: path, action: "be used", code: ENOTDIR)
        }
    }

    /// The path of a file in it.
    public func path(of name: String) -> String { "\(self.path)/\(name)" }

    /// The contents of a file, up to a megabyte; nil where there is none.
    func read(_ name: String) throws(DataFolderError) -> [UInt8]? {
        let path = self.path(of: name)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw DataFolderError(path: path, action: "be read", code: errno)
        }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while contents.count < 1 << 20 {
            let count = chunk.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count > 0 {
                contents += chunk.prefix(count)
            } else if errno != EINTR {
                throw DataFolderError(path: path, action: "be read", code: errno)
            }
        }
        return contents
    }

    /// Writes a file that only this user can read, in one step: a reader finds the old contents or the new ones.
    func write(_ contents: [UInt8], to name: String) throws(DataFolderError) {
        let path = self.path(of: name)
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DataFolderError(path: path, action: "be written", code: errno) }
        var written = 0
        var failure: Int32 = 0
        while written < contents.count, failure == 0 {
            let count = contents[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { written += count } else if errno != EINTR { failure = errno }
        }
        if failure == 0, fsync(descriptor) != 0 { failure = errno }
        close(descriptor)
        if failure == 0, rename(draft, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(draft)
            throw DataFolderError(path: path, action: "be written", code: failure)
        }
        try self.settle()
    }

    /// Removes a file, if there is one.
    func remove(_ name: String) throws(DataFolderError) {
        let path = self.path(of: name)
        guard unlink(path) == 0 || errno == ENOENT else {
            throw DataFolderError(path: path, action: "be removed", code: errno)
        }
        try self.settle()
    }

    /// Has what was done to the files outlive a power failure, in the order in which it was done.
    private func settle() throws(DataFolderError) {
        let descriptor = open(self.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DataFolderError(path: self.path, action: "be opened", code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DataFolderError(path: self.path, action: "be written", code: errno) }
    }
}

/// Why something in a data folder can't be had.
public struct DataFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can't be had, why, and what to do.
    public let description: String

    init(path: String, action: String, code: Int32) {
        self.description =
            """
            \(path) cannot \(action): \(String(cString: strerror(code))). Pass --data with a folder that this user may \
            write to.
            """
    }

    init(path: String, problem: String) {
        self.description =
            "\(path) \(problem). Remove it to have a new one made; kubeconfigs made before no longer work then."
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}
