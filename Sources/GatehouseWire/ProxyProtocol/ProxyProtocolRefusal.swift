/// Why bytes that begin like a header of the PROXY protocol are refused.
///
/// Nothing is repaired: whoever gets past the header with other addresses than the proxy meant has its identity.
public enum ProxyProtocolRefusal: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// The line of version 1 does not end within 107 bytes, or the block of version 2 is longer than the limit.
    case tooLong
    /// The line of version 1 does not end with CR LF.
    case malformedLine
    /// A family, version or command that the specification does not have.
    case unsupported
    /// An address or a port is not written as the specification demands.
    case malformedAddress
    /// The block of version 2 is too short for its addresses, or an extension does not fit into it.
    case malformedBlock
    /// The checksum is wrong.
    case checksumMismatch

    /// A word for the log and for labels of metrics.
    public var details: StaticString {
        switch self {
        case .tooLong: "proxy_protocol.too_long"
        case .malformedLine: "proxy_protocol.malformed_line"
        case .unsupported: "proxy_protocol.unsupported"
        case .malformedAddress: "proxy_protocol.malformed_address"
        case .malformedBlock: "proxy_protocol.malformed_block"
        case .checksumMismatch: "proxy_protocol.checksum_mismatch"
        }
    }
}
