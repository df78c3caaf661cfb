#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// An address of this or another machine, and a port.
struct SocketAddressText: Hashable, Sendable {
    /// An IP address, without brackets.
    var address: String
    /// The port; 0 where the system is to choose one.
    var port: Int

    /// The address that `text` spells: `127.0.0.1:15000`, `[::1]:15000`, `:15000` for every interface.
    static func parse(_ text: String, allowsAnyPort: Bool = true) throws(UnusableValue) -> SocketAddressText {
        let unusable = UnusableValue("expected ADDRESS:PORT, such as 127.0.0.1:15000 or [::1]:15000")
        guard let colon = text.lastIndex(of: ":") else { throw unusable }
        var address = String(text[..<colon])
        if address.hasPrefix("["), address.hasSuffix("]") {
            address = String(address.dropFirst().dropLast())
            guard address.contains(":") else { throw unusable }
        } else if address.contains(":") {
            throw unusable
        }
        if address == "localhost" { address = "127.0.0.1" }
        if address.isEmpty { address = "0.0.0.0" }
        let portText = text[text.index(after: colon)...]
        let port = portText == "0" && allowsAnyPort ? 0 : PortMapText.port(portText)
        guard let port, Self.isAddress(address) else { throw unusable }
        return SocketAddressText(address: address, port: port)
    }

    /// As it is written on the command line and in URLs.
    var description: String {
        self.address.contains(":") ? "[\(self.address)]:\(self.port)" : "\(self.address):\(self.port)"
    }

    /// The address that `text` spells, or nil for `off`.
    static func parseOrOff(_ text: String) throws(UnusableValue) -> SocketAddressText? {
        if text == "off" { return nil }
        do {
            return try self.parse(text)
        } catch {
            throw UnusableValue("\(error.description), or off")
        }
    }

    /// Whether `text` is an IPv4 or IPv6 address.
    static func isAddress(_ text: String) -> Bool {
        var version4 = in_addr()
        var version6 = in6_addr()
        return inet_pton(AF_INET, text, &version4) == 1 || inet_pton(AF_INET6, text, &version6) == 1
    }
}
