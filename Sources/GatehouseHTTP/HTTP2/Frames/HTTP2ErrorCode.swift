/// Why a stream or a connection ended (RFC 9113 section 7).
public enum HTTP2ErrorCode: UInt32, Hashable, Sendable, CaseIterable, Error {
    case noError = 0
    case protocolError = 1
    case internalError = 2
    case flowControlError = 3
    case settingsTimeout = 4
    case streamClosed = 5
    case frameSizeError = 6
    case refusedStream = 7
    case cancel = 8
    case compressionError = 9
    case connectError = 10
    case enhanceYourCalm = 11
    case inadequateSecurity = 12
    case http11Required = 13

    /// The code that a peer sent; unknown ones mean INTERNAL_ERROR.
    public init(received code: UInt32) { self = HTTP2ErrorCode(rawValue: code) ?? .internalError }
}
