import Dispatch
import Synchronization

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
    private let queue: AccessLogQueue
    private let dropped: DroppedLines

    /// Opens the destination and starts the thread. At most `queueLimit` bytes wait to be written; what comes on top of
    /// that is dropped and counted. `report` is called on the thread with a sentence when writing begins to fail.
    public init(
        destination: AccessLogDestination, queueLimit: Int = 16 << 20,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(AccessLogError) {
        self.isEnabled = destination != .off
        self.queue = AccessLogQueue(limit: queueLimit)
        self.dropped = DroppedLines()
        guard let file = try LogFile(destination) else { return }
        let loop = AccessLogThread(file: file, queue: self.queue, dropped: self.dropped, report: report)
        guard startThread({ loop.run() }) else {
            throw AccessLogError(description: "No thread for the access log could be started; raise the thread limit.")
        }
    }

    /// Lines lost so far, because the queue was full or because writing failed.
    public var droppedLines: Int { self.dropped.count }

    /// Opens the file anew, after log rotation moved it away. What was handed over before still goes to the old one.
    public func reopen() {
        guard self.isEnabled else { return }
        _ = self.queue.add(.reopen)
    }

    /// Waits until everything handed over so far is written, `deadline` at the longest; whether it was. Blocks its
    /// caller: not for an event loop.
    @discardableResult
    public func flush(deadline: Duration = .seconds(5)) -> Bool {
        self.await(deadline) { .signal($0) }
    }

    /// Writes everything handed over, ends the thread and closes the file; waits `deadline` at the longest, and says
    /// whether that was enough. Blocks its caller: not for an event loop. Lines handed over afterwards are dropped.
    @discardableResult
    public func close(deadline: Duration = .seconds(5)) -> Bool {
        self.await(deadline) { .end($0) }
    }

    /// Takes a worker's lines and gives it memory to go on with, where there is some.
    func submit(_ chunk: LogChunk) -> [UInt8]? {
        let (accepted, spare) = self.queue.add(chunk)
        if !accepted { self.dropped.add(chunk.lines) }
        return spare
    }

    /// Counts lines that never came to the queue.
    func countDropped(lines: Int) { self.dropped.add(lines) }

    private func await(_ deadline: Duration, _ item: (DispatchSemaphore) -> AccessLogQueue.Item) -> Bool {
        guard self.isEnabled else { return true }
        let done = DispatchSemaphore(value: 0)
        guard self.queue.add(item(done)) else { return true }
        let milliseconds = Int(clamping: deadline.components.seconds).multipliedReportingOverflow(by: 1000)
        let limit = milliseconds.overflow ? Int.max : milliseconds.partialValue
        let attoseconds = Int(deadline.components.attoseconds / 1_000_000_000_000_000)
        return done.wait(timeout: .now() + .milliseconds(min(limit, 1 << 40) + attoseconds)) == .success
    }
}

/// How many lines were lost; counted by workers and by the thread.
final class DroppedLines: Sendable {
    private let lines = Atomic<Int>(0)

    var count: Int { self.lines.load(ordering: .relaxed) }

    func add(_ lines: Int) { self.lines.wrappingAdd(lines, ordering: .relaxed) }
}
