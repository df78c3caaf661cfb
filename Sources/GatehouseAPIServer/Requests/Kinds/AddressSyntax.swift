import Foundation

/// IP addresses and ranges of them, as texts.
enum AddressSyntax {
    /// What is wrong with a text that is no address.
    static let problem = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"

    /// An address in network order, 4 or 16 bytes; nil for other texts.
    static func bytes(_ text: String) -> [UInt8]? {
        var version4 = in_addr()
        if inet_pton(AF_INET, text, &version4) == 1 { return withUnsafeBytes(of: version4) { Array($0) } }
        var version6 = in6_addr()
        if inet_pton(AF_INET6, text, &version6) == 1 { return withUnsafeBytes(of: version6) { Array($0) } }
        return nil
    }

    /// Whether a text is a range in CIDR notation (RFC 4632 section 3.1).
    static func isRange(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = self.bytes(String(parts[0])),
            parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let length = Int(parts[1])
        else { return false }
        return length <= address.count * 8
    }
}
