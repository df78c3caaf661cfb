/// Why a message that arrived whole is none (RFC 9113 section 8.1.1).
public enum HTTP2Malformation: UInt8, Hashable, Sendable, CaseIterable, Error {
    /// A pseudo-header field is missing, repeated, unknown, out of place, or has a value that it can't have.
    case pseudoHeader
    /// A field's name is empty, or holds capitals or other bytes that no name holds.
    case fieldName
    /// A field's value holds control bytes, or begins or ends with white space.
    case fieldValue
    /// A field is about a connection, which HTTP/2 has no fields for.
    case connectionField
    /// The path or the authority is none.
    case target
    /// There are several lengths, or one that is no number, or another than that of the data.
    case contentLength

    /// The access log's details, in Envoy's words as far as it tells these apart.
    public var details: StaticString {
        switch self {
        case .fieldName, .fieldValue: "http2.invalid.header.field"
        case .pseudoHeader, .connectionField, .target, .contentLength: "http2.violation.of.messaging.rule"
        }
    }
}

/// What came of a header block.
public enum HTTP2HeadOutcome: Equatable, Sendable {
    /// A head.
    case complete
    /// A head beyond the limits.
    case tooLarge
    /// Something that is no head; its stream can't go on.
    case malformed(HTTP2Malformation)
    /// Nothing that could be decoded; the connection can't go on.
    case undecodable
}
