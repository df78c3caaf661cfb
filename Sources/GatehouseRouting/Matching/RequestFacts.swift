public import GatehouseHTTP

/// What is known of a request besides its head.
///
/// Meant to be kept per connection and passed by reference: only what stands behind `connection` changes from request to
/// request.
public struct RequestFacts: Sendable {
    /// The scheme of a request.
    public enum Scheme: UInt8, Hashable, Sendable {
        /// `http`
        case http
        /// `https`
        case https
    }

    /// The downstream connection.
    public var connection: ConnectionFacts
    /// The effective scheme: the connection's, or what a trusted proxy said in `x-forwarded-proto` (semantics H1).
    public var scheme: Scheme
    /// The client's address as a trusted proxy gave it; nil when the peer is the client.
    public var forwardedAddress: [UInt8]?
    /// When the request began: microseconds since 1970 in UTC.
    public var startTime: Int64
    /// The endpoint that was tried last, with its port; empty before there is one, as for operations on the request.
    public var upstreamAddress: [UInt8]

    /// Facts.
    public init(
        connection: ConnectionFacts, scheme: Scheme? = nil, forwardedAddress: [UInt8]? = nil, startTime: Int64 = 0,
        upstreamAddress: [UInt8] = []
    ) {
        self.connection = connection
        self.scheme = scheme ?? (connection.isSecure ? .https : .http)
        self.forwardedAddress = forwardedAddress
        self.startTime = startTime
        self.upstreamAddress = upstreamAddress
    }
    /// Another request begins, on `connection`; the scheme is the connection's.
    public mutating func begin(on connection: ConnectionFacts, at startTime: Int64) {
        self.connection = connection
        self.scheme = connection.isSecure ? .https : .http
        self.forwardedAddress = nil
        self.startTime = startTime
        self.upstreamAddress = []
    }
}
