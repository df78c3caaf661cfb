import GatehouseModel

extension ClientTLSSettings {
    func validate(at: FieldValidator, namespace: String) {
        self.validateConfigMap(at: at["credentialName"], namespace: namespace)
        self.validateSkippedVerification(at: at)

        guard self.mode == .simple || self.mode == .mutual else { return }
        if Self.isSet(self.credentialName) {
            for (field, value) in [
                ("clientCertificate", self.clientCertificate), ("privateKey", self.privateKey),
                ("caCertificates", self.caCertificates), ("caCrl", self.caCrl),
            ] where Self.isSet(value) {
                at[field].error("can't stand beside `credentialName`, whose Secret has it; keep one")
            }
        } else if self.mode == .mutual {
            if !Self.isSet(self.clientCertificate) {
                at["clientCertificate"].error("is missing; MUTUAL presents one, from here or a `credentialName`")
            }
            if !Self.isSet(self.privateKey) {
                at["privateKey"].error("is missing; MUTUAL needs one, from here or a `credentialName`")
            }
        }
    }

    /// A CA may come from a ConfigMap of the DestinationRule's own namespace (semantics T1).
    private func validateConfigMap(at: FieldValidator, namespace: String) {
        let scheme = "configmap://"
        guard let name = self.credentialName, name.hasPrefix(scheme) else { return }
        let parts = name.dropFirst(scheme.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, !parts[0].isEmpty, !parts[1].isEmpty else {
            return at.error("is \"\(name)\"; the form is configmap://<namespace>/<name>")
        }
        if parts[0] != namespace {
            at.error("is \"\(name)\", of another namespace; only ConfigMaps of \(namespace) can be used")
        }
    }

    /// What says how to verify contradicts not verifying. With MUTUAL a Secret may hold the client's side alone.
    private func validateSkippedVerification(at: FieldValidator) {
        guard self.insecureSkipVerify == true, self.mode == .simple || self.mode == .mutual else { return }
        let contradictions = [
            ("caCertificates", Self.isSet(self.caCertificates)), ("subjectAltNames", !self.subjectAltNames.isEmpty),
            ("credentialName", self.mode == .simple && Self.isSet(self.credentialName)),
        ]
        for (field, isSet) in contradictions where isSet {
            at[field].error("is set, but `insecureSkipVerify` turns verification off; keep one")
        }
    }

    private static func isSet(_ text: String?) -> Bool { text?.isEmpty == false }
}
