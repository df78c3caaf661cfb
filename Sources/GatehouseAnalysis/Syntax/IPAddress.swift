/// Textual IP addresses, read as strictly as Istio (Go's `netip`) does: no leading zeros in IPv4, RFC 4291 for IPv6.
enum IPAddress {
    /// The two families.
    enum Family { case v4, v6 }

    /// The family of `text`, or nil when it is no address. An IPv6 zone (`fe80::1%eth0`) is allowed.
    static func family(of text: some StringProtocol) -> Family? {
        guard let separator = text.first(where: { $0 == "." || $0 == ":" || $0 == "%" }) else { return nil }
        switch separator {
        case ".": return self.isIPv4(text) ? .v4 : nil
        case ":":
            let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = parts.first, parts.count == 1 || parts.last?.isEmpty == false else { return nil }
            return self.isIPv6(address) ? .v6 : nil
        default: return nil
        }
    }

    /// Whether `text` is an address.
    static func isValid(_ text: some StringProtocol) -> Bool { self.family(of: text) != nil }

    /// Whether `text` is an address, or a block such as `10.0.0.0/8`. Bits below the mask may be set.
    static func isValidOrBlock(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return self.isValid(text) }
        // A block has no zone.
        guard let address = parts.first, let bits = parts.last, !address.contains("%"),
            let family = self.family(of: address), let length = self.number(bits, maximumDigits: 3)
        else { return false }
        return length <= (family == .v4 ? 32 : 128)
    }

    private static func isIPv4(_ text: some StringProtocol) -> Bool {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.allSatisfy { (self.number($0, maximumDigits: 3) ?? 256) <= 255 }
    }

    private static func isIPv6(_ text: some StringProtocol) -> Bool {
        let halves = self.halves(of: text)
        guard let halves else { return false }
        var count = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let groups = half.split(separator: ":", omittingEmptySubsequences: false)
            for (position, group) in groups.enumerated() {
                let isLast = index == halves.count - 1 && position == groups.count - 1
                if isLast && group.contains(".") {
                    guard self.isIPv4(group) else { return false }
                    count += 2
                } else {
                    guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy(self.isHexadecimal) else {
                        return false
                    }
                    count += 1
                }
            }
        }
        // "::" stands for at least one group.
        return halves.count == 2 ? count < 8 : count == 8
    }

    /// The text around `::`, or the whole text; nil when there is more than one `::`.
    private static func halves(of text: some StringProtocol) -> [String]? {
        let bytes = Array(text.utf8)
        var at: Int?
        var index = 0
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == UInt8(ascii: ":") {
                if at != nil { return nil }
                at = index
                index += 2
            } else {
                index += 1
            }
        }
        guard let at else { return [String(text)] }
        return [String(decoding: bytes[..<at], as: UTF8.self), String(decoding: bytes[(at + 2)...], as: UTF8.self)]
    }

    /// A decimal number without sign and leading zeros.
    private static func number(_ text: some StringProtocol, maximumDigits: Int) -> Int? {
        let bytes = text.utf8
        guard (1...maximumDigits).contains(bytes.count),
            bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            bytes.count == 1 || bytes.first != UInt8(ascii: "0")
        else { return nil }
        return Int(text)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
