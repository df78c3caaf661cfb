/// Base64 (RFC 4648).
package enum Base64 {
    /// The bytes; nil when the text is not Base64. Line breaks are passed over. A lenient reading takes the URL alphabet
    /// and missing padding too, as Protocol Buffers do.
    package static func decode(_ text: some Sequence<UInt8>, isLenient: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var (digits, padding) = (0, 0)
        for byte in text {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { continue }
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let digit = Self.digit(byte, isLenient: isLenient) else { return nil }
            group = group << 6 | digit
            digits += 1
            if digits % 4 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: group >> 16))
                bytes.append(UInt8(truncatingIfNeeded: group >> 8))
                bytes.append(UInt8(truncatingIfNeeded: group))
                group = 0
            }
        }
        switch (digits % 4, padding) {
        case (0, 0): break
        case (2, 2), (2, isLenient ? 0 : 2): bytes.append(UInt8(truncatingIfNeeded: group >> 4))
        case (3, 1), (3, isLenient ? 0 : 1):
            bytes.append(UInt8(truncatingIfNeeded: group >> 10))
            bytes.append(UInt8(truncatingIfNeeded: group >> 2))
        default: return nil
        }
        return bytes
    }

    private static func digit(_ byte: UInt8, isLenient: Bool) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        case UInt8(ascii: "-") where isLenient: 62
        case UInt8(ascii: "_") where isLenient: 63
        default: nil
        }
    }
}
