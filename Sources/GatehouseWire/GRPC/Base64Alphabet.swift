/// The alphabet of base64 (RFC 4648 section 4).
enum Base64Alphabet {
    static let padding = UInt8(ascii: "=")

    /// The six bits that a character stands for.
    static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character &- 0x41)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character &- 0x61 &+ 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character &- 0x30 &+ 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// The character for the lowest six bits of `value`.
    static func character(for value: UInt32) -> UInt8 {
        let bits = UInt8(truncatingIfNeeded: value & 0x3F)
        return switch bits {
        case 0..<26: bits &+ 0x41
        case 26..<52: bits &- 26 &+ 0x61
        case 52..<62: bits &- 52 &+ 0x30
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }
}
