/// An address and a port from a header of the PROXY protocol.
public struct ProxiedAddress: Hashable, Sendable {
    /// The address in network order: 4 bytes of IPv4 or 16 of IPv6.
    public var bytes: [UInt8]
    /// The port.
    public var port: UInt16

    /// An address with its port.
    public init(bytes: [UInt8], port: UInt16) {
        self.bytes = bytes
        self.port = port
    }
}

/// A header of the PROXY protocol: who is behind the proxy that opened the connection.
public struct ProxyHeader: Hashable, Sendable {
    /// The two ends of the connection that the proxy accepted.
    public struct Addresses: Hashable, Sendable {
        /// Who connected to the proxy.
        public var source: ProxiedAddress
        /// What it connected to.
        public var destination: ProxiedAddress

        /// Two ends, of one family.
        public init(source: ProxiedAddress, destination: ProxiedAddress) {
            self.source = source
            self.destination = destination
        }
    }

    /// How many bytes the header takes; the connection's own bytes follow.
    public var length: Int
    /// Whom the proxy speaks for. None when it speaks for itself, as in a health check, or does not tell in terms of
    /// TCP: the socket's own addresses stay valid then.
    public var addresses: Addresses?

    /// A header.
    public init(length: Int, addresses: Addresses? = nil) {
        self.length = length
        self.addresses = addresses
    }
}
