public import GatehouseHTTP

/// The lines that one worker has logged and not yet handed to the writer. Bound to its worker's event loop.
///
/// Logging is formatting into memory that is already there. Every 32 KiB, and whenever the worker's tick says so, the
/// memory goes to the writer's thread and comes back when it is written.
public final class AccessLogBuffer {
    /// Lines are handed over once they are so many bytes: about 100 lines, and one `write` for the thread.
    static let handOverSize = 32 << 10
    /// What a buffer begins with, so that a usual line still fits when `handOverSize` is nearly reached.
    static let initialSize = 48 << 10
    /// The longest line that is kept: what a head of the largest permitted size comes to when much of it is escaped.
    static let lineLimit = 1 << 20

    private let writer: AccessLogWriter
    private var formatter: AccessLogFormatter
    private var storage: [UInt8]
    private var count = 0
    private var lines = 0

    /// A buffer whose lines go to `writer`.
    public init(writer: AccessLogWriter, format: AccessLogFormat) {
        self.writer = writer
        self.formatter = AccessLogFormatter(format)
        self.storage = writer.isEnabled ? [UInt8](repeating: 0, count: Self.initialSize) : []
    }

    /// Logs an exchange, or a connection. `head` is as in `AccessLogFormatter.append`.
    public func append(_ record: AccessRecord, head: RequestHead) {
        guard self.writer.isEnabled else { return }
        while !self.format(record, head: head) {
            guard self.makeRoom() else { return self.writer.countDropped(lines: 1) }
        }
        if self.count >= Self.handOverSize { self.handOver() }
    }

    /// Hands over what has been logged. Call it a few times a second, and when the worker ends.
    public func tick() {
        if self.lines > 0 { self.handOver() }
    }

    @inline(__always)
    private func format(_ record: AccessRecord, head: RequestHead) -> Bool {
        let used = self.count
        let written = self.storage.withUnsafeMutableBytes {
            self.formatter.write(record, head: head, into: UnsafeMutableRawBufferPointer(rebasing: $0[used...]))
        }
        guard let written else { return false }
        self.count = used &+ written
        self.lines &+= 1
        return true
    }

    /// Makes room for a line that did not fit; false when it is longer than any that is kept.
    private func makeRoom() -> Bool {
        if self.count > 0 {
            self.handOver()
            return true
        }
        guard self.storage.count < Self.lineLimit else { return false }
        self.storage = [UInt8](repeating: 0, count: min(self.storage.count * 2, Self.lineLimit))
        return true
    }

    private func handOver() {
        let chunk = LogChunk(bytes: self.storage, count: self.count, lines: self.lines)
        self.storage = []
        self.count = 0
        self.lines = 0
        self.storage = self.writer.submit(chunk) ?? [UInt8](repeating: 0, count: Self.initialSize)
    }
}
