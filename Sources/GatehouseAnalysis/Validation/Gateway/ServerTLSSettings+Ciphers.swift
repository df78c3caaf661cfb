import GatehouseModel

extension ServerTLSSettings {
    /// Unknown and repeated suites are passed over with a warning (semantics T4).
    func validateCiphers(at: FieldValidator) {
        if (self.minProtocolVersion == .tlsV1_0 || self.minProtocolVersion == .tlsV1_1) && self.cipherSuites.isEmpty {
            at["minProtocolVersion"].warning(
                "allows TLS below 1.2, but the default ciphers do not; set `cipherSuites` as well")
        }
        var seen: Set<String> = []
        for (index, suite) in self.cipherSuites.enumerated() {
            let at = at["cipherSuites"][index]
            if !CipherSuite.isKnown(suite) {
                at.warning("is \"\(suite)\", a cipher suite that is not known here", effect: .fieldIgnored)
            } else if !seen.insert(suite).inserted {
                at.warning("repeats \"\(suite)\"", effect: .fieldIgnored)
            }
        }
    }
}

/// Cipher suites below TLS 1.3 by their OpenSSL names.
enum CipherSuite {
    /// Whether a server may name `text`: a suite, `ALL`, or an expression that begins with an operator.
    static func isKnown(_ text: String) -> Bool {
        guard let first = text.utf8.first, text != "ALL" else { return true }
        return !DNSLabel.isAlphanumeric(first) || self.names.contains(text)
    }

    private static let names: Set<String> = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
        "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA", "DES-CBC3-SHA",
    ]
}
