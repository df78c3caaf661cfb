/// What a sender is able to do beyond RFC 1035 (RFC 6891).
public struct EDNS: Hashable, Sendable {
    /// A size of datagrams that pass everywhere without being cut in pieces: 1,280 bytes are IPv6's least MTU, less the
    /// headers of IPv6 and UDP (the choice of the DNS flag day 2020).
    public static let unfragmentedSize: UInt16 = 1232

    /// The largest datagram that it takes, in bytes.
    public var udpPayloadSize: UInt16
    /// The version; 0 is the only one.
    public var version: UInt8
    /// Whether it wants signatures (DO).
    public var wantsSignatures: Bool
    /// The options as they travel.
    public var options: [UInt8]

    /// What a sender is able to do.
    public init(
        udpPayloadSize: UInt16 = unfragmentedSize, version: UInt8 = 0, wantsSignatures: Bool = false,
        options: [UInt8] = []
    ) {
        self.udpPayloadSize = udpPayloadSize
        self.version = version
        self.wantsSignatures = wantsSignatures
        self.options = options
    }
}
