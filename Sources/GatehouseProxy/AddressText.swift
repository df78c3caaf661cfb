import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Addresses as text, made once per connection.
enum AddressText {
    /// The longest with IPv4, 255.255.255.255:65535.
    private static let longestIPv4 = 21

    /// `127.0.0.1:80`, `[::1]:80` or a Unix socket's path; empty for none. An IPv4 address that came over an IPv6 socket
    /// is written as IPv4.
    static func withPort(_ address: SocketAddress?) -> [UInt8] {
        switch address {
        case .v4(let address): return self.text(address.address, port: address.address.sin_port.bigEndian)
        case .v6:
            guard let address, let ip = self.ip(address), let port = address.port else { return [] }
            return Array((ip.utf8.contains(UInt8(ascii: ":")) ? "[\(ip)]:\(port)" : "\(ip):\(port)").utf8)
        case .unixDomainSocket: return Array((address?.pathname ?? "").utf8)
        case nil: return []
        }
    }

    /// The address without its port; empty for a Unix socket.
    static func withoutPort(_ address: SocketAddress?) -> [UInt8] {
        switch address {
        case .v4(let address): self.text(address.address, port: nil)
        case .v6, .unixDomainSocket, nil: Array((address.flatMap(self.ip) ?? "").utf8)
        }
    }

    /// The library's way to write an address takes three allocations and a call of `printf`, which shows where connections
    /// are many and short; of IPv4 all is known here.
    private static func text(_ address: sockaddr_in, port: UInt16?) -> [UInt8] {
        let number = UInt32(bigEndian: address.sin_addr.s_addr)
        return [UInt8](unsafeUninitializedCapacity: self.longestIPv4) { buffer, count in
            var output = ByteOutput(UnsafeMutableRawBufferPointer(buffer))
            for shift in stride(from: 24, through: 0, by: -8) {
                if shift < 24 { output.append(UInt8(ascii: ".")) }
                output.append(decimal: Int(number >> shift & 0xFF))
            }
            if let port {
                output.append(UInt8(ascii: ":"))
                output.append(decimal: Int(port))
            }
            count = output.count
        }
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
