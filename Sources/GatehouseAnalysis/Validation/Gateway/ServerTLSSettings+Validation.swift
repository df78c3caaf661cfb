import GatehouseModel

extension ServerTLSSettings {
    /// Whether the mode asks for the TLS to end here. The absent mode is PASSTHROUGH.
    var terminates: Bool {
        switch self.mode ?? .passthrough {
        case .passthrough, .autoPassthrough: false
        case .simple, .mutual, .istioMutual, .optionalMutual: true
        }
    }

    /// Whether a certificate, key or CA file is named.
    var namesFiles: Bool {
        Self.isSet(self.caCertificates) || Self.isSet(self.privateKey) || Self.isSet(self.serverCertificate)
    }

    func validate(at: FieldValidator) {
        self.validateCiphers(at: at)
        self.validateListLengths(at: at)
        switch self.mode ?? .passthrough {
        case .istioMutual: return self.validateMeshIdentity(at: at)
        case .passthrough, .autoPassthrough:
            if self.namesCertificates || Self.isSet(self.caCrl) {
                at.warning(
                    "names certificates, but its mode passes TLS through without them", effect: .fieldIgnored)
            }
            self.validateSource(at: at)
            self.validateRevocation(at: at)
        case .simple, .mutual, .optionalMutual:
            self.validateSource(at: at)
            // Credentials of a Secret are looked at when they are read.
            guard !self.namesSecret else { return }
            self.validateFiles(at: at)
            self.validateRevocation(at: at)
        }
    }

    private var namesSecret: Bool { Self.isSet(self.credentialName) || !self.credentialNames.isEmpty }
    private var namesCertificates: Bool { self.namesFiles || self.namesSecret || !self.tlsCertificates.isEmpty }

    /// The mesh's own certificate leaves nothing to name.
    private func validateMeshIdentity(at: FieldValidator) {
        let fields = [
            ("serverCertificate", Self.isSet(self.serverCertificate)), ("privateKey", Self.isSet(self.privateKey)),
            ("caCertificates", Self.isSet(self.caCertificates)), ("tlsCertificates", !self.tlsCertificates.isEmpty),
            ("credentialName", Self.isSet(self.credentialName)), ("credentialNames", !self.credentialNames.isEmpty),
        ]
        for (field, isSet) in fields where isSet {
            at[field].error("is set, but ISTIO_MUTUAL uses the mesh's certificates; leave it out or change the mode")
        }
    }

    /// Certificates come from one place.
    private func validateSource(at: FieldValidator) {
        let sources = [
            ("serverCertificate", Self.isSet(self.serverCertificate) && Self.isSet(self.privateKey)),
            ("credentialName", Self.isSet(self.credentialName)), ("credentialNames", !self.credentialNames.isEmpty),
            ("tlsCertificates", !self.tlsCertificates.isEmpty),
        ].filter(\.1).map { "`\($0.0)`" }
        if sources.count > 1 {
            at.error("takes certificates from \(sources.joined(separator: " and ")); keep one of them")
        }
    }

    private func validateFiles(at: FieldValidator) {
        let mode = self.mode?.rawValue ?? ""
        if self.mode != .simple && !Self.isSet(self.caCertificates) {
            at["caCertificates"].error("is missing; \(mode) verifies clients, so it needs a CA or a `credentialName`")
        }
        guard self.tlsCertificates.isEmpty else {
            for (index, certificate) in self.tlsCertificates.enumerated() {
                at["tlsCertificates"][index].checkPair(
                    mode, certificate.serverCertificate, certificate.privateKey, isInList: true)
            }
            return
        }
        at.checkPair(mode, self.serverCertificate, self.privateKey, isInList: false)
    }

    private func validateRevocation(at: FieldValidator) {
        guard Self.isSet(self.caCrl) else { return }
        if Self.isSet(self.credentialName) {
            at["caCrl"].error("can't stand beside `credentialName`; put the list into the Secret as `ca.crl`")
        }
        if self.mode == .simple { at["caCrl"].error("is set, but SIMPLE verifies no client certificates") }
    }

    /// Two certificates are one for RSA and one for ECDSA; there is nothing else to choose by (semantics T2).
    private func validateListLengths(at: FieldValidator) {
        if self.credentialNames.count > 2 {
            at["credentialNames"].error(
                "has \(self.credentialNames.count) entries; at most 2 go, RSA and ECDSA")
        }
        if self.tlsCertificates.count > 2 {
            at["tlsCertificates"].warning(
                "has \(self.tlsCertificates.count) entries; clients choose between 2 at most, RSA and ECDSA")
        }
    }

    private static func isSet(_ text: String?) -> Bool { text?.isEmpty == false }
}

extension FieldValidator {
    fileprivate func checkPair(_ mode: String, _ certificate: String?, _ key: String?, isInList: Bool) {
        let alternative = isInList ? "" : " or a `credentialName`"
        if (certificate ?? "").isEmpty {
            self["serverCertificate"].error("is missing; \(mode) needs a server certificate\(alternative)")
        }
        if (key ?? "").isEmpty { self["privateKey"].error("is missing; \(mode) needs a private key\(alternative)") }
    }
}
