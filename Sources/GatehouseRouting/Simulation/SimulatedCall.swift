/// A request that is asked about, not sent.
public struct SimulatedCall: Hashable, Sendable {
    /// A header field.
    public struct Header: Hashable, Sendable {
        /// The name; case does not count.
        public var name: String
        /// The value.
        public var value: String

        /// A field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The listener's port, before any port map.
    public var port: Int
    /// The local address that the connection is made to; nil for any.
    public var address: String?
    /// The authority, with a port if the client sends one.
    public var host: String
    /// Path and query.
    public var target: String
    /// The method.
    public var method: String
    /// The header fields; `host` among them replaces `host`.
    public var headers: [Header]
    /// Whether the client speaks TLS.
    public var isSecure: Bool
    /// The SNI of the handshake; nil without one.
    public var serverName: String?
    /// The client's address.
    public var sourceAddress: String

    /// A call; the default is `GET /` in plain text to port 80 from a documentation address.
    public init(
        port: Int = 80, address: String? = nil, host: String, target: String = "/", method: String = "GET",
        headers: [Header] = [], isSecure: Bool = false, serverName: String? = nil, sourceAddress: String = "192.0.2.1"
    ) {
        self.port = port
        self.address = address
        self.host = host
        self.target = target
        self.method = method
        self.headers = headers
        self.isSecure = isSecure
        self.serverName = serverName
        self.sourceAddress = sourceAddress
    }
}
