#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads files and directories.
enum FileContents {
    /// The largest file that is read, in bytes. Ten thousand resources take about ten million.
    static let maximumSize = 256 << 20

    /// A file that can't be had.
    enum Failure: Error {
        case system(SystemError)
        case tooLarge
    }

    /// All that the file or stream holds.
    static func read(_ path: String, sizeHint: Int64) -> Result<[UInt8], Failure> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(.system(SystemError(code: errno))) }
        defer { close(descriptor) }
        return self.read(descriptor: descriptor, sizeHint: sizeHint)
    }

    /// All that is left to read.
    static func read(descriptor: Int32, sizeHint: Int64 = 0) -> Result<[UInt8], Failure> {
        if sizeHint > Int64(self.maximumSize) { return .failure(.tooLarge) }
        var bytes: [UInt8] = []
        // One byte more than expected, so that the end shows in the same round.
        var room = sizeHint > 0 ? Int(sizeHint) + 1 : 1 << 16
        while bytes.count <= self.maximumSize {
            var failure: Int32 = 0
            var isAtEnd = false
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while count < buffer.count, !isAtEnd, failure == 0 {
                    let got = self.read(
                        descriptor,
                        UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
                    if got > 0 {
                        count += got
                    } else if got == 0 {
                        isAtEnd = true
                    } else if errno != EINTR {
                        failure = errno
                    }
                }
            }
            if failure != 0 { return .failure(.system(SystemError(code: failure))) }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            if isAtEnd { return bytes.count > self.maximumSize ? .failure(.tooLarge) : .success(bytes) }
            room = 1 << 16
        }
        return .failure(.tooLarge)
    }

    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    /// The names in a directory, in the order of their bytes.
    static func list(_ path: String) -> Result<[String], SystemError> {
        guard let directory = opendir(path) else { return .failure(SystemError(code: errno)) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return .success(names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    /// Where a link leads in the end; nil for what is no link.
    static func target(of path: String) -> String? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let resolved = realpath(path, nil) else {
            return nil
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
