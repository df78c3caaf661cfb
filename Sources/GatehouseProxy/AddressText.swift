import NIOCore

/// Addresses as text, made once per connection.
enum AddressText {
    /// `127.0.0.1:80`, `[::1]:80` or a Unix socket's path; empty for none. An IPv4 address that came over an IPv6 socket
    /// is written as IPv4.
    static func withPort(_ address: SocketAddress?) -> [UInt8] {
        guard let address else { return [] }
        guard let ip = self.ip(address), let port = address.port else { return Array((address.pathname ?? "").utf8) }
        return Array((ip.utf8.contains(UInt8(ascii: ":")) ? "[\(ip)]:\(port)" : "\(ip):\(port)").utf8)
    }

    /// The address without its port; empty for a Unix socket.
    static func withoutPort(_ address: SocketAddress?) -> [UInt8] {
        Array((address.flatMap(self.ip) ?? "").utf8)
    }

    private static func ip(_ address: SocketAddress) -> String? {
        guard let text = address.ipAddress else { return nil }
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    }

    /// An address of 4 or 16 bytes in network order.
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        guard let address = try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0) else { return [] }
        return self.withoutPort(address)
    }

    /// An address with its port.
    static func text(_ address: [UInt8], port: UInt16) -> [UInt8] {
        let isIPv6 = address.contains(UInt8(ascii: ":"))
        return (isIPv6 ? [UInt8(ascii: "[")] + address + [UInt8(ascii: "]")] : address) + Array(":\(port)".utf8)
    }
}
