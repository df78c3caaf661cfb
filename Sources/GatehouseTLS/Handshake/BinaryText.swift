/// Base64 (RFC 4648 section 4).
enum Base64Text {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bytes that a text stands for; nil when it is none.
    static func decode(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var bits = 0
        var count = 0
        var padding = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let digit = self.digits.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | digit
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> count))
                bits &= (1 << count) - 1
            }
        }
        return padding <= 2 && count < 6 ? result : nil
    }

    /// The text for some bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let count = min(3, bytes.count - start)
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
            for position in 0..<4 {
                result.append(position <= count ? self.digits[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
            start += 3
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Bytes as pairs of hexadecimal digits.
enum HexadecimalText {
    /// The bytes that a text stands for, with or without colons between them; nil when it is none.
    static func decode(_ text: String) -> [UInt8]? {
        let digits = text.filter { $0 != ":" }.compactMap { $0.hexDigitValue.map { UInt8($0) } }
        guard digits.count % 2 == 0, digits.count == text.filter({ $0 != ":" }).count else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The text for some bytes, in lowercase.
    static func encode(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
