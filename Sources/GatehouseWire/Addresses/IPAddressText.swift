/// Reads IP addresses in their text form, strictly: no leading zeros in IPv4, no zone in IPv6.
enum IPAddressText {
    /// The four bytes of `192.0.2.1`.
    static func v4(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        // The longest one, 255.255.255.255.
        guard text.count <= 15 else { return nil }
        var address: [UInt8] = []
        var digits = DecimalDigits(maximum: 255)
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard let octet = digits.value, address.count < 3 else { return nil }
                address.append(UInt8(truncatingIfNeeded: octet))
                digits = DecimalDigits(maximum: 255)
            } else {
                guard digits.take(byte) else { return nil }
            }
        }
        guard address.count == 3, let octet = digits.value else { return nil }
        address.append(UInt8(truncatingIfNeeded: octet))
        return address
    }

    /// The sixteen bytes of `2001:db8::1` (RFC 4291 section 2.2), the last four perhaps written as IPv4.
    static func v6(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        // The longest one, ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255.
        guard text.count >= 2, text.count <= 45 else { return nil }
        var address: [UInt8] = []
        /// How many bytes stand before `::`.
        var gap: Int?
        var index = 0
        if text[0] == UInt8(ascii: ":") {
            guard text[1] == UInt8(ascii: ":") else { return nil }
            gap = 0
            index = 2
        }
        while index < text.count {
            guard address.count < 16 else { return nil }
            var end = index
            while end < text.count, text[end] != UInt8(ascii: ":") { end += 1 }
            let part = UnsafeRawBufferPointer(rebasing: text[index..<end])
            if let group = self.group(part) {
                address.append(UInt8(truncatingIfNeeded: group >> 8))
                address.append(UInt8(truncatingIfNeeded: group))
            } else {
                guard end == text.count, address.count <= 12, let tail = self.v4(part) else { return nil }
                address += tail
            }
            guard end < text.count else { break }
            index = end + 1
            // A colon at the end belongs to a `::`.
            guard index < text.count else { return nil }
            if text[index] == UInt8(ascii: ":") {
                guard gap == nil else { return nil }
                gap = address.count
                index += 1
            }
        }
        guard let gap else { return address.count == 16 ? address : nil }
        // It stands for at least one group.
        guard address.count <= 14 else { return nil }
        address.insert(contentsOf: repeatElement(0, count: 16 - address.count), at: gap)
        return address
    }

    /// One to four hexadecimal digits.
    private static func group(_ text: UnsafeRawBufferPointer) -> Int? {
        guard text.count >= 1, text.count <= 4 else { return nil }
        var value = 0
        for byte in text {
            switch byte {
            case 0x30...0x39: value = value << 4 | Int(byte &- 0x30)
            case 0x41...0x46: value = value << 4 | Int(byte &- 0x37)
            case 0x61...0x66: value = value << 4 | Int(byte &- 0x57)
            default: return nil
            }
        }
        return value
    }
}
