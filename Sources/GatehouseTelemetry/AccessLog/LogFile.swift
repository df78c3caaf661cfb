#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file, or standard output, that lines are appended to.
struct LogFile: Sendable {
    private var descriptor: Int32
    /// Nil for standard output, which is not ours to open or close.
    private let path: String?

    /// Opens a destination; nil when there is none.
    init?(_ destination: AccessLogDestination) throws(AccessLogError) {
        switch destination {
        case .off: return nil
        case .standardOutput:
            self.path = nil
            self.descriptor = STDOUT_FILENO
        case .file(let path):
            self.path = path
            self.descriptor = Self.open(path)
            if self.descriptor < 0 { throw AccessLogError(description: Self.openFailure(path, errno)) }
        }
    }

    /// Opens the file anew; says why when it cannot, and goes on with the old one.
    mutating func reopen() -> String? {
        guard let path else { return nil }
        let descriptor = Self.open(path)
        if descriptor < 0 { return Self.openFailure(path, errno) }
        self.close()
        self.descriptor = descriptor
        return nil
    }

    /// Closes the file.
    func close() {
        guard self.path != nil else { return }
        #if canImport(Glibc)
        _ = Glibc.close(self.descriptor)
        #elseif canImport(Musl)
        _ = Musl.close(self.descriptor)
        #else
        _ = Darwin.close(self.descriptor)
        #endif
    }

    /// Writes all lines of a chunk, however long that takes; says why when it cannot.
    func write(_ chunk: LogChunk) -> String? {
        chunk.bytes.withUnsafeBytes { bytes in
            var rest = bytes[..<min(chunk.count, bytes.count)]
            while !rest.isEmpty {
                let written = systemWrite(self.descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno == EAGAIN {
                    // Standard output may be a pipe that another process has made non-blocking.
                    var poll = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = systemPoll(&poll)
                } else if errno != EINTR {
                    return "Writing the access log to \(self.path ?? "standard output") failed: \(reason(errno)). "
                        + "Lines are dropped until it works again."
                }
            }
            return nil
        }
    }

    private static func open(_ path: String) -> Int32 {
        #if canImport(Glibc)
        Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        #elseif canImport(Musl)
        Musl.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        #else
        Darwin.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        #endif
    }

    private static func openFailure(_ path: String, _ code: Int32) -> String {
        "The access log \(path) cannot be opened: \(reason(code)). "
            + "Name a file that this user may write, `-` for standard output, or `off`."
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemPoll(_ descriptor: inout pollfd) -> Int32 { poll(&descriptor, 1, 1000) }

/// The system's words for an error number.
private func reason(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
