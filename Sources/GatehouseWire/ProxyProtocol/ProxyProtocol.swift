/// Reads the header that a proxy puts before a connection's own bytes (the PROXY protocol, versions 1 and 2, as
/// HAProxy's specification has it).
///
/// A pure function of the bytes from the beginning of the connection: it is asked again as they arrive. A header is
/// short, and version 2 says its length at once, so that asking again costs little.
public enum ProxyProtocol {
    /// What is known so far.
    public enum Outcome: Hashable, Sendable {
        /// The header has arrived.
        case complete(ProxyHeader)
        /// More bytes are needed.
        case incomplete
        /// The connection does not begin with a header.
        case absent
        /// It can't become a header.
        case refused(ProxyProtocolRefusal)
    }

    /// Longest header: 16 bytes and a block of this many at most, of which addresses take 216 and the rest is for
    /// extensions. Version 1 has no more than 107 bytes.
    public static let maximumBlockLength = 4096

    /// Looks at the bytes from the beginning of the connection to what has arrived so far.
    public static func parse(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        guard let first = bytes.first else { return .incomplete }
        let isBinary = first == 0x0D
        let signature: StaticString = isBinary ? "\r\n\r\n\0\r\nQUIT\n" : "PROXY "
        let compared = min(bytes.count, signature.utf8CodeUnitCount)
        for index in 0..<compared where bytes[index] != signature.utf8Start[index] { return .absent }
        guard compared == signature.utf8CodeUnitCount else { return .incomplete }
        return isBinary ? ProxyProtocolBlock.parse(bytes) : ProxyProtocolLine.parse(bytes)
    }
}
