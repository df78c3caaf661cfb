#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The standard output, for what a command was asked to print.
enum StandardOutput {
    /// Prints a text and a line feed.
    static func print(_ text: String) {
        if let capture = OutputCapture.current { capture.append(output: text) } else { write(text, to: STDOUT_FILENO) }
    }
}

/// The standard error, for what goes wrong and what goes on.
enum StandardError {
    /// Prints a text and a line feed.
    static func print(_ text: String) {
        if let capture = OutputCapture.current { capture.append(error: text) } else { write(text, to: STDERR_FILENO) }
    }
}

/// Writes all of a text and a line feed. A reader that has gone away is no news to tell anybody.
private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)
    bytes.append(UInt8(ascii: "\n"))
    var start = 0
    while start < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
            #if canImport(Glibc)
            Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            #else
            Darwin.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            #endif
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        start += count
    }
}
