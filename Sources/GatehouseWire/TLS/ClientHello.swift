/// What a gateway wants to know of the first message of TLS before it decides who answers (RFC 8446 section 4.1.2).
public struct ClientHello: Hashable, Sendable {
    /// The host that the client asks for, in lower case and without a final dot (RFC 6066 section 3). Empty when it
    /// names none, or an IP address, which is no server name.
    public var serverName: [UInt8]
    /// The protocols that it offers, best first (RFC 7301 section 3.1), without those of GREASE (RFC 8701).
    public var applicationProtocols: [[UInt8]]
    /// Whether it can verify a server that signs with ECDSA: the signature is in `signature_algorithms` and, where only
    /// TLS 1.2 is offered, there is a cipher suite for it.
    public var supportsECDSA: Bool
    /// Whether it offers TLS 1.3.
    public var offersTLS13: Bool

    /// A hello; the defaults are those of one without extensions.
    public init(
        serverName: [UInt8] = [], applicationProtocols: [[UInt8]] = [], supportsECDSA: Bool = false,
        offersTLS13: Bool = false
    ) {
        self.serverName = serverName
        self.applicationProtocols = applicationProtocols
        self.supportsECDSA = supportsECDSA
        self.offersTLS13 = offersTLS13
    }
}
