/// Where a DNS server is asked.
public struct ServerAddress: Hashable, Sendable {
    /// Its address.
    public var address: IPAddress
    /// The interface through which a link-local IPv6 address is reached, such as `eth0`, or its number; nil for none.
    public var scope: String?
    /// The port, of UDP and of TCP.
    public var port: UInt16

    /// An address; 53 is DNS' port.
    public init(_ address: IPAddress, scope: String? = nil, port: UInt16 = 53) {
        self.address = address
        self.scope = scope
        self.port = port
    }

    /// The address that `text` spells: IPv4, or IPv6 with or without a scope (`fe80::1%eth0`). A port is none of its
    /// forms: resolv.conf has no place for one.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
        guard parts.count == 2 else {
            self.init(address)
            return
        }
        guard case .v6 = address, !parts[1].isEmpty, !parts[1].contains("%") else { return nil }
        self.init(address, scope: String(parts[1]))
    }
}

extension ServerAddress: CustomStringConvertible {
    /// `192.0.2.1`, `fe80::1%eth0`, or with its port where that is not DNS' own: `192.0.2.1:5353`, `[::1]:5353`.
    public var description: String {
        let host = "\(self.address)" + (self.scope.map { "%" + $0 } ?? "")
        if self.port == 53 { return host }
        return switch self.address {
        case .v4: "\(host):\(self.port)"
        case .v6: "[\(host)]:\(self.port)"
        }
    }
}
