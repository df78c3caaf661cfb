public import GatehouseHTTP

/// How access-log lines look.
public enum AccessLogFormat: String, Hashable, Sendable, CaseIterable {
    /// Istio's default text format.
    case text
    /// One JSON object a line, with Istio's keys.
    case json
}

/// The lines that one worker has logged and not yet handed to the writer. Bound to its worker's event loop.
public final class AccessLogBuffer {
    /// Where the lines go.
    private let writer: AccessLogWriter

    /// A buffer whose lines go to `writer`.
    public init(writer: AccessLogWriter, format: AccessLogFormat) {
        self.writer = writer
    }

    /// Logs an exchange. `head` is the request as it was forwarded; an empty one where none could be parsed.
    public func append(_ record: AccessRecord, head: RequestHead) {}

    /// Hands over what has been logged. Call it a few times a second, and when the worker ends.
    public func tick() {}
}
