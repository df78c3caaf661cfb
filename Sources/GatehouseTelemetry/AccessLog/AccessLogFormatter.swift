public import GatehouseHTTP

/// How access-log lines look.
public enum AccessLogFormat: String, Hashable, Sendable, CaseIterable {
    /// Istio's default text format.
    case text
    /// One JSON object a line, with Istio's keys in alphabetical order, as Envoy writes them.
    case json
}

/// Turns records into lines. One per worker, because it remembers the current second.
public struct AccessLogFormatter {
    /// How the lines look.
    public let format: AccessLogFormat
    var timestamps = TimestampCache()
    var flags = FlagsCache()

    /// A formatter.
    public init(_ format: AccessLogFormat) { self.format = format }

    /// Appends a record's line. `head` is the request as it was forwarded; an empty one where none could be parsed, and of
    /// version `.unknown` for a connection that carries no requests.
    public mutating func append(_ record: AccessRecord, head: RequestHead, to bytes: inout [UInt8]) {
        var room = 1024
        while true {
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: room))
            let written = bytes.withUnsafeMutableBytes {
                self.write(record, head: head, into: UnsafeMutableRawBufferPointer(rebasing: $0[start...]))
            }
            bytes.removeLast(room - (written ?? 0))
            if written != nil { return }
            room *= 2
        }
    }

    /// Writes a record's line at the beginning of `memory`; the line's length, or nil when there is no room for it.
    @inline(__always)
    mutating func write(_ record: AccessRecord, head: RequestHead, into memory: UnsafeMutableRawBufferPointer) -> Int? {
        var line = LineCursor(memory)
        let fields = LoggedFields(head.headers)
        switch self.format {
        case .text: self.writeText(record, head, fields, to: &line)
        case .json: self.writeJSON(record, head, fields, to: &line)
        }
        return line.isOverfull ? nil : line.count
    }
}
