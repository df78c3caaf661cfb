/// How far an IP address reaches, by the registries of special-purpose addresses (RFC 6890): what a name that strangers
/// have a say in should not lead to.
public enum AddressReach: Hashable, Sendable {
    /// The Internet.
    case global
    /// A private network (RFC 1918, RFC 4193), a provider's (RFC 6598), or one for tests.
    case privateNetwork
    /// This host, its link, where clouds keep their metadata, or nobody: loopback, link-local, unspecified, multicast and
    /// reserved addresses.
    case local

    /// The reach of an address in its text form; nil when the text is none. An IPv6 address that stands for an IPv4 one
    /// reaches as far as that.
    public init?(_ text: String) {
        var text = text
        let bytes = text.withUTF8 { utf8 in
            let raw = UnsafeRawBufferPointer(utf8)
            return IPAddressText.v4(raw) ?? IPAddressText.v6(raw)
        }
        guard let bytes else { return nil }
        self = bytes.count == 4 ? Self.ofV4(bytes[...]) : Self.ofV6(bytes)
    }

    private static func ofV4(_ address: ArraySlice<UInt8>) -> AddressReach {
        let bytes = Array(address)
        guard bytes.count == 4 else { return .local }
        switch (bytes[0], bytes[1]) {
        case (0, _), (127, _), (169, 254), (224...255, _): return .local
        // Protocol assignments, among them one cloud's metadata.
        case (192, 0): return bytes[2] == 0 ? .local : bytes[2] == 2 ? .privateNetwork : .global
        case (10, _), (100, 64...127), (172, 16...31), (192, 168), (198, 18...19): return .privateNetwork
        case (198, 51): return bytes[2] == 100 ? .privateNetwork : .global
        case (203, 0): return bytes[2] == 113 ? .privateNetwork : .global
        default: return .global
        }
    }

    private static func ofV6(_ bytes: [UInt8]) -> AddressReach {
        guard bytes.count == 16 else { return .local }
        func begins(_ prefix: UInt8...) -> Bool { bytes.starts(with: prefix) }
        let zeros = [UInt8](repeating: 0, count: 10)
        if bytes.starts(with: zeros + [0, 0]) {
            // Unspecified, loopback, and the IPv4-compatible addresses of old.
            return bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0 ? .local : self.ofV4(bytes[12...])
        }
        if bytes.starts(with: zeros + [0xFF, 0xFF]) { return self.ofV4(bytes[12...]) }
        // NAT64 (RFC 6052) and its local prefix (RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380).
        if begins(0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0) { return self.ofV4(bytes[12...]) }
        if begins(0, 0x64, 0xFF, 0x9B, 0, 1) { return .privateNetwork }
        if begins(0x20, 0x02) { return self.ofV4(bytes[2..<6]) }
        if begins(0x20, 0x01, 0, 0) { return .local }
        if begins(0x20, 0x01, 0x0D, 0xB8) { return .privateNetwork }
        if bytes[0] == 0xFF || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80) { return .local }
        if bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0xC0) { return .privateNetwork }
        return .global
    }
}
