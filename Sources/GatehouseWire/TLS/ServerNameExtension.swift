/// The extension of a client's hello that names the server (RFC 6066 section 3).
enum ServerNameExtension {
    /// What it says.
    enum Reading {
        /// The host, in lower case and without a final dot.
        case name([UInt8])
        /// No host: an IP address, which the extension should not carry, or names of other kinds.
        case none
        /// It does not follow the grammar.
        case refused(ClientHelloRefusal)
    }

    /// Reads the extension's content.
    static func read(_ content: UnsafeRawBufferPointer) -> Reading {
        var outer = ByteCursor(content)
        guard let list = outer.readVector(lengthBytes: 2), outer.remaining == 0, !list.isEmpty else {
            return .refused(.malformedExtension)
        }
        var cursor = ByteCursor(list)
        var host: UnsafeRawBufferPointer?
        while cursor.remaining > 0 {
            // Names of every kind begin with a length of two bytes, those to come included.
            guard let kind = cursor.readByte(), let name = cursor.readVector(lengthBytes: 2) else {
                return .refused(.malformedExtension)
            }
            if kind != 0 { continue }
            guard host == nil, !name.isEmpty else { return .refused(.malformedExtension) }
            host = name
        }
        guard let host else { return .none }
        if self.isAddress(host) { return .none }
        guard let name = HostName.normalized(host) else { return .refused(.malformedServerName) }
        return .name(name)
    }

    private static func isAddress(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if IPAddressText.v4(bytes) != nil || IPAddressText.v6(bytes) != nil { return true }
        // As some clients copy it from a URL.
        guard bytes.count > 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return false }
        return IPAddressText.v6(UnsafeRawBufferPointer(rebasing: bytes[1..<(bytes.count - 1)])) != nil
    }
}
