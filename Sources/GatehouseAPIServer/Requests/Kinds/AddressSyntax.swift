import Foundation

/// IP addresses and ranges of them, as texts.
enum AddressSyntax {
    /// What is wrong with a text that is no address.
    static let problem = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"

    /// An address in network order, 4 or 16 bytes; nil for other texts.
    static func bytes(_ text: String) -> [UInt8]? {
        // What follows a zero byte is not read by what comes now.
        guard !text.utf8.contains(0) else { return nil }
        var version4 = in_addr()
        if inet_pton(AF_INET, text, &version4) == 1 { return withUnsafeBytes(of: version4) { Array($0) } }
        var version6 = in6_addr()
        if inet_pton(AF_INET6, text, &version6) == 1 { return withUnsafeBytes(of: version6) { Array($0) } }
        return nil
    }

    /// What is wrong with an address that traffic is to go to; nil for nothing.
    ///
    /// - Parameter allowsLoopback: Whether it may be one of this machine.
    static func problem(ofDestination text: String, allowsLoopback: Bool) -> String? {
        guard let bytes = self.bytes(text) else { return self.problem }
        if bytes.allSatisfy({ $0 == 0 }) { return "may not be unspecified (\(text))" }
        let isLoopback = bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
        if isLoopback, !allowsLoopback { return "may not be in the loopback range (127.0.0.0/8, ::1/128)" }
        let isLinkLocal =
            bytes.count == 4 ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80
        if isLinkLocal { return "may not be in the link-local range (169.254.0.0/16, fe80::/10)" }
        let isMulticast =
            bytes.count == 4
            ? bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0 : bytes[0] == 0xff && bytes[1] & 15 == 2
        return isMulticast ? "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)" : nil
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
