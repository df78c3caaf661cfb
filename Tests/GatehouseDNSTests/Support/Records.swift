@testable import GatehouseDNS

/// A name that the test knows to be one.
func dnsName(_ text: String) -> DNSName { DNSName(text) ?? .root }

/// An address that the test knows to be one.
func ip(_ text: String) -> IPAddress { IPAddress(text) ?? .v4(0) }

extension DNSRecord {
    static func address(_ owner: String, _ address: String, ttl: UInt32 = 30) -> DNSRecord {
        DNSRecord(name: dnsName(owner), timeToLive: ttl, content: .address(ip(address)))
    }

    static func cname(_ owner: String, _ target: String, ttl: UInt32 = 30) -> DNSRecord {
        DNSRecord(name: dnsName(owner), timeToLive: ttl, content: .cname(dnsName(target)))
    }

    static func soa(_ zone: String, ttl: UInt32 = 3600, minimum: UInt32 = 30) -> DNSRecord {
        DNSRecord(
            name: dnsName(zone), timeToLive: ttl,
            content: .soa(
                StartOfAuthority(
                    primaryServer: dnsName("ns.\(zone)"), mailbox: dnsName("root.\(zone)"), serial: 1, minimum: minimum)
            ))
    }
}

/// Bytes from hexadecimal digits; blanks are passed over.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
