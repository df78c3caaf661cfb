public import GatehouseHTTP

/// What an exchange knows at its end, apart from the request's head, which is passed beside it so that it is not copied.
/// Also what a connection that carries no requests knows at its end.
///
/// Addresses and names are bytes that were formatted once, when the connection, endpoint or route came to be; a record
/// only refers to them. A value is meant to be reset and reused from exchange to exchange (`reset`).
public struct AccessRecord: Sendable {
    /// When the first byte of the request was read: microseconds since 1970 in UTC.
    public var startTime: Int64 = 0
    /// Microseconds from `startTime` to the last byte of the response, or to the end that the exchange came to.
    public var durationMicroseconds: Int64 = 0
    /// Milliseconds from the last byte of the request to the first of the upstream's response: what the response says in
    /// `x-envoy-upstream-service-time`.
    public var upstreamServiceTimeMilliseconds: Int?
    /// The status sent to the client; 0 where none was.
    public var status = 0
    /// Why the response is not simply the upstream's.
    public var flags: ResponseFlags = []
    /// Where the response came from, or what prevented it.
    public var details = ResponseDetails.none
    /// Why the downstream connection was ended, where the gateway ended it.
    public var connectionTerminationDetails: StaticString?
    /// Why the connection to the upstream failed, such as `delayed connect error: Connection refused`.
    public var upstreamTransportFailureReason: [UInt8]?
    /// Bytes of the request's body; without requests, all that the client sent.
    public var bytesReceived: Int64 = 0
    /// Bytes of the response's body; without requests, all that was sent to the client.
    public var bytesSent: Int64 = 0
    /// Bytes of the whole request as it came from the client, head and framing included; only metrics show it.
    public var wireBytesReceived: Int64 = 0
    /// Bytes of the whole response as it went to the client, head and framing included; only metrics show it.
    public var wireBytesSent: Int64 = 0
    /// The endpoint, such as `10.0.0.1:8080` or `[fd00::1]:8080`.
    public var upstreamHost: [UInt8]?
    /// The cluster's name, such as `outbound|80||reviews.default.svc.cluster.local`.
    public var upstreamCluster: [UInt8]?
    /// This side's address of the upstream connection.
    public var upstreamLocalAddress: [UInt8]?
    /// This side's address of the client's connection.
    public var downstreamLocalAddress: [UInt8] = []
    /// The client's address and port.
    public var downstreamRemoteAddress: [UInt8] = []
    /// The SNI of the client's TLS handshake.
    public var requestedServerName: [UInt8]?
    /// The route's name, where it has one.
    public var routeName: [UInt8]?

    /// An empty record.
    public init() {}

    /// Forgets the exchange and keeps what belongs to the connection: both downstream addresses and the server name.
    public mutating func reset() {
        self.startTime = 0
        self.durationMicroseconds = 0
        self.upstreamServiceTimeMilliseconds = nil
        self.status = 0
        self.flags = []
        self.details = .none
        self.connectionTerminationDetails = nil
        self.upstreamTransportFailureReason = nil
        self.bytesReceived = 0
        self.bytesSent = 0
        self.wireBytesReceived = 0
        self.wireBytesSent = 0
        self.upstreamHost = nil
        self.upstreamCluster = nil
        self.upstreamLocalAddress = nil
        self.routeName = nil
    }
}
