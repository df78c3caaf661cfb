import GatehouseModel
import GatehousePlan

extension ServerTLSPlan {
    /// How a server with these settings terminates TLS (semantics T1 to T5, G14).
    ///
    /// - Parameters:
    ///   - isHTTP: whether HTTP is spoken inside.
    ///   - credentials: takes note of what is missing. Without all of it no handshake can succeed: a server that could
    ///     not check its clients must not let them in.
    init(_ settings: ServerTLSSettings, isHTTP: Bool, credentials: inout CredentialGathering) {
        var identities: [IdentityPlan] = []
        var clients = ClientCertificates.none
        var missingIdentities: [String] = []
        var missingAuthorities: [String] = []
        if settings.mode == .istioMutual {
            let workload = credentials.workload()
            identities = workload.identity.map { [$0] } ?? []
            if identities.isEmpty { missingIdentities = credentials.gaps.prefix(1).map(\.missing.name) }
            missingAuthorities = workload.authorities.missingNames
            var peer = PeerCertificatePlan(workload.authorities)
            peer.subjectAltNames = settings.subjectAltNames
            clients = .required(peer)
        } else {
            identities = Self.identities(settings, &credentials)
            missingIdentities = credentials.gaps.map(\.missing.name)
            if let authorities = Self.authorities(settings, &credentials) {
                missingAuthorities = authorities.missingNames
                clients = Self.clients(settings, authorities)
            } else if settings.mode == .optionalMutual {
                clients = .unverified
            }
        }
        let missing = credentials.gaps.map(\.missing.name)
        self.init(
            identities: missing.isEmpty ? identities : [], clientCertificates: clients,
            applicationProtocols: isHTTP ? ["h2", "http/1.1"] : [], missingCredentials: missing)
        if !missing.isEmpty {
            self.gaps = Gaps(
                identities: identities, missingIdentities: missingIdentities, missingAuthorities: missingAuthorities)
        }
        guard settings.mode != .istioMutual else { return }
        if let version = TLSVersionPlan(settings.minProtocolVersion) { self.minimumVersion = version }
        if let version = TLSVersionPlan(settings.maxProtocolVersion) { self.maximumVersion = version }
        var seen: Set<String> = []
        self.cipherSuites = settings.cipherSuites.filter { CipherSuite.isKnown($0) && seen.insert($0).inserted }
    }

    private static func identities(
        _ settings: ServerTLSSettings, _ credentials: inout CredentialGathering
    ) -> [IdentityPlan] {
        if let name = stated(settings.credentialName) {
            let identity = credentials.take("credentialName") { lookup throws(MissingCredential) in
                try lookup.identity(named: name)
            }
            return identity.map { [$0] } ?? []
        }
        if !settings.credentialNames.isEmpty {
            return settings.credentialNames.enumerated().compactMap { index, name in
                credentials.take("credentialNames[\(index)]") { lookup throws(MissingCredential) in
                    try lookup.identity(named: name)
                }
            }
        }
        if !settings.tlsCertificates.isEmpty {
            return settings.tlsCertificates.enumerated().compactMap { index, pair in
                let place = "tlsCertificates[\(index)]"
                return credentials.identity(
                    certificate: pair.serverCertificate, key: pair.privateKey,
                    fields: (certificate: "\(place).serverCertificate", key: "\(place).privateKey"))
            }
        }
        let identity = credentials.identity(
            certificate: settings.serverCertificate, key: settings.privateKey,
            fields: (certificate: "serverCertificate", key: "privateKey"))
        return identity.map { [$0] } ?? []
    }

    private static func clients(_ settings: ServerTLSSettings, _ authorities: Authorities) -> ClientCertificates {
        var peer = PeerCertificatePlan(authorities)
        peer.subjectAltNames = settings.subjectAltNames
        peer.publicKeyHashes = settings.verifyCertificateSpki
        peer.certificateHashes = settings.verifyCertificateHash
        return settings.mode == .mutual ? .required(peer) : .optional(peer)
    }

    /// The authorities that clients are checked against; nil where they are not.
    private static func authorities(
        _ settings: ServerTLSSettings, _ credentials: inout CredentialGathering
    ) -> Authorities? {
        guard settings.mode == .mutual || settings.mode == .optionalMutual else { return nil }
        if settings.mode == .optionalMutual && settings.insecureSkipVerify == true { return nil }
        if let name = stated(settings.caCertCredentialName) {
            return credentials.authorities(named: name, field: "caCertCredentialName")
        }
        // With two certificates the authorities are the first one's (semantics T2).
        if let name = stated(settings.credentialName) {
            return credentials.authorities(besides: name, field: "credentialName")
        }
        if let name = settings.credentialNames.first {
            return credentials.authorities(besides: name, field: "credentialNames[0]")
        }
        let path = stated(settings.caCertificates) ?? settings.tlsCertificates.lazy.compactMap(\.caCertificates).first
        guard let path else {
            credentials.note(
                "caCertificates", "Clients are to be checked, and no authorities are named to check them against.")
            return .missing(["caCertificates"])
        }
        return credentials.authorities(path, field: "caCertificates", revocationList: settings.caCrl)
    }
}

extension PeerCertificatePlan {
    /// Demands nothing but a signature of these.
    init(_ authorities: Authorities) {
        self.init(
            name: authorities.name, authorities: authorities.certificates, revocationList: authorities.revocationList)
    }
}
