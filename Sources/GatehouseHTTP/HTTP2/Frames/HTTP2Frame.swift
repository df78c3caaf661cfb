/// A frame as it came (RFC 9113 section 6): checked as far as a frame by itself can be. Ranges are offsets into the bytes
/// that were read, padding left out.
public enum HTTP2Frame: Equatable, Sendable {
    /// Data of a message. `flowControlled` bytes count against the windows, padding included.
    case data(stream: UInt32, payload: Range<Int>, flowControlled: Int, endsStream: Bool)
    /// The beginning of a header block.
    case headers(stream: UInt32, fragment: Range<Int>, endsBlock: Bool, endsStream: Bool, dependency: UInt32?)
    /// More of a header block.
    case continuation(stream: UInt32, fragment: Range<Int>, endsBlock: Bool)
    /// Advice that nobody follows any more (section 5.3.2).
    case priority(stream: UInt32, dependency: UInt32)
    /// The end of a stream.
    case reset(stream: UInt32, code: HTTP2ErrorCode)
    /// Settings: their bytes, six for each.
    case settings(payload: Range<Int>)
    /// The peer has taken over our settings.
    case settingsAcknowledged
    /// A question that has to be answered with the same eight bytes.
    case ping(payload: Range<Int>)
    /// The answer to our ping.
    case pong(payload: Range<Int>)
    /// The peer takes no streams beyond `lastStream`.
    case goAway(lastStream: UInt32, code: HTTP2ErrorCode)
    /// More may be sent: on a stream, or with stream 0 on the connection.
    case windowUpdate(stream: UInt32, increment: Int)
    /// A promise of a response that was not asked for.
    case pushPromise
    /// A type that is not known, to be passed over (section 5.5).
    case unknown
}

/// What makes a frame unacceptable.
public enum HTTP2FrameError: Equatable, Sendable {
    /// The connection can't go on.
    case connection(HTTP2ErrorCode)
    /// One stream can't go on.
    case stream(UInt32, HTTP2ErrorCode)
}
