/// What one side of a connection has told the other about itself (RFC 9113 section 6.5.2).
public struct HTTP2Settings: Hashable, Sendable {
    /// The largest dynamic table that it decodes with.
    public var headerTableSize = 4096
    /// Whether it takes promises.
    public var enablesPush = true
    /// The most streams that the other side may have open; nil for no limit.
    public var maxConcurrentStreams: Int?
    /// The window that its streams begin with.
    public var initialWindowSize = 65535
    /// The largest payload that it accepts.
    public var maxFrameSize = 16384
    /// The largest header list that it accepts; nil for no limit.
    public var maxHeaderListSize: Int?

    /// What holds before anything has been said.
    public init() {}

    /// Takes over a SETTINGS payload, whose length is a multiple of six.
    ///
    /// - Returns: nil, or why the connection has to end.
    public mutating func take(_ payload: UnsafeRawBufferPointer) -> HTTP2ErrorCode? {
        var offset = 0
        while offset + 6 <= payload.count {
            let identifier = UInt16(payload[offset]) << 8 | UInt16(payload[offset + 1])
            let value = Int(payload.number(at: offset + 2))
            offset += 6
            switch identifier {
            case 1: self.headerTableSize = value
            case 2:
                guard value <= 1 else { return .protocolError }
                self.enablesPush = value == 1
            case 3: self.maxConcurrentStreams = value
            case 4:
                guard value <= Int(Int32.max) else { return .flowControlError }
                self.initialWindowSize = value
            case 5:
                guard (16384...16_777_215).contains(value) else { return .protocolError }
                self.maxFrameSize = value
            case 6: self.maxHeaderListSize = value
            default: break
            }
        }
        return nil
    }
}
