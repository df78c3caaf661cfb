import GatehouseModel
import GatehousePlan

/// Gathers the credentials that one TLS block names, and what of them is missing.
struct CredentialGathering {
    /// A credential that is not to be had, and the field that asks for it.
    struct Gap {
        /// The field, from the TLS block down; empty for the whole block.
        var field: String
        /// What is missing and why.
        var missing: MissingCredential
    }

    /// Where they are looked for.
    let lookup: CredentialLookup
    /// What is missing, in the order in which it was asked for.
    private(set) var gaps: [Gap] = []

    /// Nothing gathered yet.
    init(_ lookup: CredentialLookup) { self.lookup = lookup }

    /// What `find` finds; what it does not is noted under `field`.
    ///
    /// - Parameter name: what is missing then, for what is named otherwise than its parts.
    mutating func take<Value>(
        _ field: String, of name: String? = nil, _ find: (CredentialLookup) throws(MissingCredential) -> Value
    ) -> Value? {
        do {
            return try find(self.lookup)
        } catch {
            var missing = error
            if let name { missing.name = name }
            self.gaps.append(Gap(field: field, missing: missing))
            return nil
        }
    }

    /// The authorities of exactly this Secret or ConfigMap.
    mutating func authorities(named name: String, field: String) -> Authorities {
        self.authorities(field, names: self.lookup.authorityNames(of: name)) { lookup throws(MissingCredential) in
            try lookup.authorities(named: name)
        }
    }

    /// The authorities that go with a Secret.
    mutating func authorities(besides name: String, field: String) -> Authorities {
        let names = self.lookup.authorityNames(of: name + "-cacert") + self.lookup.authorityNames(of: name)
        return self.authorities(field, names: names) { lookup throws(MissingCredential) in
            try lookup.authorities(besides: name)
        }
    }

    /// The authorities that `find` finds; what is missing is noted once for a field.
    private mutating func authorities(
        _ field: String, names: [String], _ find: (CredentialLookup) throws(MissingCredential) -> Authorities
    ) -> Authorities {
        // A Secret that is missing altogether was noted already.
        let isNoted = self.gaps.contains { $0.field == field }
        return (isNoted ? try? find(self.lookup) : self.take(field, find)) ?? .missing(names)
    }

    /// Notes that a field which is needed was left out.
    mutating func note(_ field: String, _ reason: String) {
        self.gaps.append(Gap(field: field, missing: MissingCredential(name: field, reason: reason)))
    }

    /// A certificate and a key out of two files.
    mutating func identity(
        certificate: String?, key: String?, fields: (certificate: String, key: String)
    ) -> IdentityPlan? {
        guard let certificate = stated(certificate), let key = stated(key) else {
            self.note(
                stated(certificate) == nil ? fields.certificate : fields.key,
                "Certificate and key are not both named.")
            return nil
        }
        let chain = self.take(fields.certificate) { lookup throws(MissingCredential) in try lookup.file(certificate) }
        let secret = self.take(fields.key, of: certificate) { lookup throws(MissingCredential) in
            try lookup.file(key)
        }
        guard let chain, let secret else { return nil }
        return IdentityPlan(name: certificate, certificateChain: chain, privateKey: secret)
    }

    /// Authorities out of a file, with a list of what was revoked out of another one.
    mutating func authorities(_ path: String, field: String, revocationList: String?) -> Authorities {
        let known = self.gaps.count
        let certificates = self.take(field) { lookup throws(MissingCredential) in try lookup.file(path) }
        let list = stated(revocationList).flatMap { list in
            self.take("caCrl", of: path) { lookup throws(MissingCredential) in try lookup.file(list) }
        }
        // Without the list, what has been revoked would be trusted.
        guard let certificates, self.gaps.count == known else { return .missing([path]) }
        return Authorities(name: path, certificates: certificates, revocationList: list)
    }

    /// The gateway's own certificate in the mesh and the mesh's authorities.
    mutating func workload() -> (identity: IdentityPlan?, authorities: Authorities) {
        guard let paths = self.lookup.options.workloadIdentity else {
            self.note(
                "mode",
                "ISTIO_MUTUAL uses the gateway's own certificate in the mesh, and none was given: pass"
                    + " --workload-certificate, --workload-key and --workload-ca.")
            return (nil, .missing(["mode"]))
        }
        let identity = self.identity(
            certificate: paths.certificate, key: paths.privateKey, fields: (certificate: "mode", key: "mode"))
        return (identity, self.authorities(paths.authorities, field: "mode", revocationList: nil))
    }
}

/// A text that says something; nil for an empty one.
func stated(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
