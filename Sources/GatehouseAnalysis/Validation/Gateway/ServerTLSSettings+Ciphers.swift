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
