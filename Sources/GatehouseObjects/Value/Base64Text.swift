/// Base64 (RFC 4648), as JSON and addresses carry bytes.
package enum Base64Text {
    /// The last two of the 64 digits, and whether the text is padded.
    package enum Alphabet: Sendable {
        /// `+` and `/`, padded to whole groups (section 4).
        case standard
        /// `-` and `_` without padding (section 5): nothing that would have to be escaped in an address.
        case url
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of bytes.
    package static func encode(_ bytes: some Collection<UInt8>, as alphabet: Alphabet = .standard) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            Self.write(group, digits: 4, alphabet, into: &text)
            (group, count) = (0, 0)
        }
        // One byte makes two digits and two bytes make three, with zeros behind.
        if count > 0 { Self.write(group << UInt32(8 * (3 - count)), digits: count + 1, alphabet, into: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func write(_ group: UInt32, digits: Int, _ alphabet: Alphabet, into text: inout [UInt8]) {
        for index in 0..<digits { text.append(Self.digit(Int(group >> UInt32(18 - 6 * index) & 63), alphabet)) }
        if alphabet == .standard { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 4 - digits)) }
    }

    private static func digit(_ value: Int, _ alphabet: Alphabet) -> UInt8 {
        switch (value, alphabet) {
        case (62, .url): UInt8(ascii: "-")
        case (63, .url): UInt8(ascii: "_")
        default: Self.digits[value & 63]
        }
    }
}

extension Base64Text {
    /// The bytes of a text in either alphabet; nil for what is none: a digit that there is not, a single one left over, or
    /// padding that is not at the end, or not to a whole group.
    package static func decode(_ text: String) -> [UInt8]? {
        let padded = text.utf8
        let padding = padded.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let digits = padded.dropLast(padding)
        guard digits.count % 4 != 1, padding == 0 || padding < 3 && padded.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for digit in digits {
            guard let value = Self.value(of: digit) else { return nil }
            bits = bits << 6 & 0xFF_FFFF | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
