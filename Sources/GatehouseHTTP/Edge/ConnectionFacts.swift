/// What is known of a downstream connection: the same for all of its requests, and so an object, of which a request costs a
/// reference and not a copy.
public final class ConnectionFacts: Sendable {
    /// The peer's address without port, as text; `127.0.0.1` or `::1`.
    public let remoteAddress: [UInt8]
    /// The peer's address with port; an IPv6 address is in brackets.
    public let remoteAddressAndPort: [UInt8]
    /// The local address with port.
    public let localAddressAndPort: [UInt8]
    /// Whether the connection is encrypted.
    public let isSecure: Bool
    /// The SNI of the TLS handshake; empty without one.
    public let serverName: [UInt8]

    /// Facts.
    public init(
        remoteAddress: [UInt8], remoteAddressAndPort: [UInt8], localAddressAndPort: [UInt8], isSecure: Bool = false,
        serverName: [UInt8] = []
    ) {
        self.remoteAddress = remoteAddress
        self.remoteAddressAndPort = remoteAddressAndPort
        self.localAddressAndPort = localAddressAndPort
        self.isSecure = isSecure
        self.serverName = serverName
    }
}

/// How far the gateway trusts what is in front of it.
public struct EdgeOptions: Hashable, Sendable {
    /// Proxies in front of the gateway whose `x-forwarded-*` fields are believed (Istio's `numTrustedProxies`).
    public var trustedProxies: Int
    /// How paths are normalised.
    public var pathNormalization: PathNormalization

    /// Options; the defaults are an edge's: nobody is trusted.
    public init(trustedProxies: Int = 0, pathNormalization: PathNormalization = .base) {
        self.trustedProxies = trustedProxies
        self.pathNormalization = pathNormalization
    }
}
