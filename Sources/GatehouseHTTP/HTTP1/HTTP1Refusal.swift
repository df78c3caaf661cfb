/// Why bytes that should be an HTTP/1.1 message are refused.
///
/// Whatever two implementations could read in two ways is refused, not repaired: a repaired message is how requests
/// are smuggled (RFC 9112 section 11.2).
public enum HTTP1Refusal: UInt8, Error, Hashable, Sendable, CaseIterable {
    case malformedRequestLine
    case malformedStatusLine
    case malformedTarget
    case unsupportedVersion
    case malformedField
    case foldedField
    case bareLineFeed
    case controlByte
    case missingHost
    case duplicateHost
    case malformedHost
    case malformedContentLength
    case duplicateContentLength
    case contentLengthWithTransferEncoding
    case unsupportedTransferEncoding
    case malformedConnection
    case malformedChunk
    case malformedTrailer
    case headTooLarge
    case tooManyFields
    case trailersTooLarge
    case unnormalizablePath

    /// The status that the refusal is answered with.
    public var status: Int {
        switch self {
        case .unsupportedTransferEncoding: 501
        case .headTooLarge, .tooManyFields, .trailersTooLarge: 431
        default: 400
        }
    }

    /// The `RESPONSE_CODE_DETAILS` of the access log and the `reason` label of the metric: Envoy's word where Envoy
    /// has one.
    public var details: StaticString {
        switch self {
        case .malformedRequestLine: "http1.malformed_request_line"
        case .malformedStatusLine: "http1.malformed_status_line"
        case .malformedTarget: "http1.invalid_url"
        case .unsupportedVersion: "http1.unsupported_version"
        case .malformedField: "http1.invalid_characters"
        case .foldedField: "http1.folded_header"
        case .bareLineFeed: "http1.bare_line_feed"
        case .controlByte: "http1.control_byte"
        case .missingHost: "missing_host_header"
        case .duplicateHost: "http1.duplicate_host"
        case .malformedHost: "http1.invalid_host"
        case .malformedContentLength: "http1.invalid_content_length"
        case .duplicateContentLength: "http1.duplicate_content_length"
        case .contentLengthWithTransferEncoding: "http1.content_length_and_chunked"
        case .unsupportedTransferEncoding: "http1.invalid_transfer_encoding"
        case .malformedConnection: "http1.connection_header_rejected"
        case .malformedChunk: "http1.invalid_chunk"
        case .malformedTrailer: "http1.invalid_trailer"
        case .headTooLarge: "request_headers_too_large"
        case .tooManyFields: "http1.too_many_headers"
        case .trailersTooLarge: "http1.trailers_too_large"
        case .unnormalizablePath: "path_normalization_failed"
        }
    }
}
