extension IPAddress {
    /// The address that `text` spells, strictly: four decimal numbers without leading zeros, or the forms of RFC 4291
    /// section 2.2; no scope, no port, no brackets.
    public init?(_ text: some StringProtocol) {
        if let number = Self.parseV4(text.utf8) {
            self = .v4(number)
        } else if let bytes = Self.parseV6(text.utf8) {
            self.init(bytes: bytes)
        } else {
            return nil
        }
    }

    private static func parseV4(_ text: some Collection<UInt8>) -> UInt32? {
        // The longest one, 255.255.255.255.
        guard text.count <= 15 else { return nil }
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard let octet = Self.octet(part) else { return nil }
            number = number << 8 | UInt32(octet)
        }
        return number
    }

    private static func octet(_ digits: some Collection<UInt8>) -> UInt8? {
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // Some read a leading zero as octal; what is read in two ways is not read here.
        guard digits.count == 1 || digits.first != 0x30 else { return nil }
        return UInt8(exactly: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    private static func parseV6(_ text: some Collection<UInt8>) -> [UInt8]? {
        // The longest one, ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255.
        guard (2...45).contains(text.count) else { return nil }
        var parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)[...]
        guard parts.count >= 3 else { return nil }
        // A colon at either end belongs to a `::`, which leaves two empty parts there.
        if parts.first?.isEmpty == true {
            guard parts.dropFirst().first?.isEmpty == true else { return nil }
            parts = parts.dropFirst()
        }
        if parts.last?.isEmpty == true {
            guard parts.count >= 2, parts.dropLast().last?.isEmpty == true else { return nil }
            parts = parts.dropLast()
        }
        var bytes: [UInt8] = []
        var gap: Int?
        for (index, part) in zip(parts.indices, parts) {
            if part.isEmpty {
                guard gap == nil else { return nil }
                gap = bytes.count
            } else if let group = Self.group(part) {
                bytes += [UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group)]
            } else {
                guard index == parts.endIndex - 1, let tail = Self.parseV4(part) else { return nil }
                bytes += IPAddress.v4(tail).bytes
            }
        }
        guard let gap else { return bytes.count == 16 ? bytes : nil }
        // The gap stands for at least one group.
        guard bytes.count <= 14 else { return nil }
        bytes.insert(contentsOf: repeatElement(0, count: 16 - bytes.count), at: gap)
        return bytes
    }

    /// One to four hexadecimal digits.
    private static func group(_ digits: some Collection<UInt8>) -> UInt16? {
        guard (1...4).contains(digits.count) else { return nil }
        var value: UInt16 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt16(digit - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(digit - 0x37)
            case 0x61...0x66: value = value << 4 | UInt16(digit - 0x57)
            default: return nil
            }
        }
        return value
    }
}
