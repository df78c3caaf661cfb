/// Base64 (RFC 4648 section 4), as JSON carries bytes.
package enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of bytes, padded.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            Self.write(group, digits: 4, into: &text)
            (group, count) = (0, 0)
        }
        // One byte makes two digits and two bytes make three, with zeros behind.
        if count > 0 { Self.write(group << UInt32(8 * (3 - count)), digits: count + 1, into: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func write(_ group: UInt32, digits: Int, into text: inout [UInt8]) {
        for index in 0..<4 {
            let digit = Int(group >> UInt32(18 - 6 * index) & 63)
            text.append(index < digits ? Self.alphabet[digit] : UInt8(ascii: "="))
        }
    }
}
