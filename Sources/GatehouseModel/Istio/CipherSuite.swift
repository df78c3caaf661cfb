/// Cipher suites below TLS 1.3 by their OpenSSL names (semantics T4).
public enum CipherSuite {
    /// Whether a server may name `text`: a suite, `ALL`, or an expression that begins with an operator. Any other is
    /// passed over.
    public static func isKnown(_ text: String) -> Bool {
        guard let first = text.utf8.first, text != "ALL" else { return true }
        let isWord =
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        return !isWord || self.names.contains(text)
    }

    private static let names: Set<String> = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
        "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA", "DES-CBC3-SHA",
    ]
}
