/// Where the body of a message ends (RFC 9112 section 6).
public enum BodyLength: Hashable, Sendable {
    /// There is none.
    case none
    /// So many bytes.
    case fixed(UInt64)
    /// In chunks, with trailers.
    case chunked
    /// Up to the end of the connection; responses only.
    case untilClose
}

/// What a head says about its message and its connection besides the fields themselves.
public struct MessageFraming: Hashable, Sendable {
    /// Where the body ends.
    public var body: BodyLength
    /// Whether the connection can carry another message.
    public var keepsAlive: Bool
    /// Whether the client waits for `100 Continue`.
    public var expectsContinue: Bool
    /// Whether an `Upgrade` field, other than an offer of h2c, is named by `Connection`.
    public var wantsUpgrade: Bool
    /// Whether that upgrade is to `websocket` and nothing else (RFC 6455 section 4.1).
    public var wantsWebSocket: Bool
    /// Whether `TE: trailers` was sent.
    public var acceptsTrailers: Bool

    /// The framing of a message without body on a connection that stays.
    public init() {
        self.body = .none
        self.keepsAlive = true
        self.expectsContinue = false
        self.wantsUpgrade = false
        self.wantsWebSocket = false
        self.acceptsTrailers = false
    }
}

/// The bounds of a head.
public struct HeadLimits: Hashable, Sendable {
    /// Bytes of a head, request or status line included. Envoy: 60 KiB.
    public var bytes: Int
    /// Field lines of a head. Envoy: 100.
    public var fields: Int

    /// Limits; the defaults are Envoy's.
    public init(bytes: Int = 60 * 1024, fields: Int = 100) {
        self.bytes = bytes
        self.fields = fields
    }
}
