import NIOHTTP2

/// An error code of HTTP/2 (RFC 9113 section 7).
public enum HTTP2Code: Int, Hashable, Sendable {
    /// NO_ERROR.
    case noError = 0
    /// PROTOCOL_ERROR.
    case protocolError = 1
    /// INTERNAL_ERROR.
    case internalError = 2
    /// FLOW_CONTROL_ERROR.
    case flowControlError = 3
    /// SETTINGS_TIMEOUT.
    case settingsTimeout = 4
    /// STREAM_CLOSED.
    case streamClosed = 5
    /// FRAME_SIZE_ERROR.
    case frameSizeError = 6
    /// REFUSED_STREAM.
    case refusedStream = 7
    /// CANCEL.
    case cancel = 8
    /// COMPRESSION_ERROR.
    case compressionError = 9
    /// CONNECT_ERROR.
    case connectError = 10
    /// ENHANCE_YOUR_CALM.
    case enhanceYourCalm = 11
    /// INADEQUATE_SECURITY.
    case inadequateSecurity = 12
    /// HTTP_1_1_REQUIRED.
    case http11Required = 13

    init(_ code: NIOHTTP2.HTTP2ErrorCode) { self = Self(rawValue: Int(http2ErrorCode: code)) ?? .internalError }

    var code: NIOHTTP2.HTTP2ErrorCode { NIOHTTP2.HTTP2ErrorCode(networkCode: self.rawValue) }
}

/// A GOAWAY frame.
public struct HTTP2GoAway: Hashable, Sendable {
    /// The last stream that the sender looks at.
    public var lastStream: Int
    /// Why.
    public var code: HTTP2Code

    /// A frame.
    public init(lastStream: Int, code: HTTP2Code) {
        self.lastStream = lastStream
        self.code = code
    }
}

/// Why a wait on an HTTP/2 stream failed.
public enum HTTP2PeerError: Error, Hashable {
    /// The other end reset the stream.
    case reset(HTTP2Code)
    /// The connection ended before the stream did.
    case connectionClosed
}
