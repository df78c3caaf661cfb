/// A query that is to be sent.
public struct OutgoingQuery: Hashable, Sendable {
    /// How it travels.
    public enum Transport: Hashable, Sendable {
        /// As one datagram, from a port that nobody else could guess (RFC 5452 section 9.2).
        case udp
        /// Over a connection of its own, after its length in two bytes (RFC 1035 section 4.2.2).
        case tcp
    }

    /// Which of its lookup's queries it is.
    public var number: Int
    /// Who is asked.
    public var server: ServerAddress
    /// How it travels.
    public var transport: Transport
    /// The message.
    public var bytes: [UInt8]
}
