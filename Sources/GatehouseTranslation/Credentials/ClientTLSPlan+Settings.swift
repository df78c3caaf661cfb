import GatehouseModel
import GatehousePlan

extension ClientTLSPlan {
    /// How connections are secured by these settings (semantics C1, C4, C5); nil for plaintext.
    ///
    /// - Parameters:
    ///   - serviceNames: the names that the service says its certificates carry, which serve where the settings name
    ///     none.
    ///   - cluster: the service port, host and subset, which name the cluster to a mesh's sidecar.
    ///   - credentials: takes note of what is missing. Without all of it nothing is trusted: no connection succeeds.
    init?(
        _ settings: ClientTLSSettings, serviceNames: [String], cluster: (port: Int, subset: String, host: String),
        credentials: inout CredentialGathering
    ) {
        let names = settings.subjectAltNames.isEmpty ? serviceNames : settings.subjectAltNames
        var serverName = stated(settings.sni)
        var identity: IdentityPlan?
        var authorities: Authorities?
        var missingIdentity: String?
        var checksServerName = true
        switch settings.mode ?? .disable {
        case .disable: return nil
        case .istioMutual:
            (identity, authorities) = credentials.workload()
            if identity == nil { missingIdentity = credentials.gaps.first?.missing.name ?? "mode" }
            serverName = serverName ?? "outbound_.\(cluster.port)_.\(cluster.subset)_.\(cluster.host)"
            checksServerName = false
        case .simple, .mutual:
            if settings.mode == .mutual {
                identity = Self.identity(settings, &credentials)
                if identity == nil { missingIdentity = credentials.gaps.first?.missing.name ?? "" }
            }
            if settings.insecureSkipVerify != true { authorities = Self.authorities(settings, &credentials) }
        }
        let trust: Trust
        if settings.insecureSkipVerify == true && settings.mode != .istioMutual {
            trust = .everything
        } else if let authorities {
            var peer = PeerCertificatePlan(authorities)
            peer.subjectAltNames = names
            trust = .authorities(peer)
        } else {
            trust = .system(subjectAltNames: names)
        }
        let missing = credentials.gaps.map(\.missing.name)
        self.init(
            identity: identity, trust: missing.isEmpty ? trust : .nothing, serverName: serverName,
            checksServerName: checksServerName, missingCredentials: missing)
        if !missing.isEmpty {
            self.intention = Intention(
                trust: trust, missingIdentity: missingIdentity, missingAuthorities: authorities?.missingNames ?? [])
        }
    }

    private static func identity(
        _ settings: ClientTLSSettings, _ credentials: inout CredentialGathering
    ) -> IdentityPlan? {
        if let name = stated(settings.credentialName) {
            return credentials.take("credentialName") { lookup throws(MissingCredential) in
                try lookup.identity(named: name)
            }
        }
        return credentials.identity(
            certificate: settings.clientCertificate, key: settings.privateKey,
            fields: (certificate: "clientCertificate", key: "privateKey"))
    }

    /// The authorities; nil for those of the system.
    private static func authorities(
        _ settings: ClientTLSSettings, _ credentials: inout CredentialGathering
    ) -> Authorities? {
        if let name = stated(settings.credentialName) {
            return credentials.authorities(besides: name, field: "credentialName")
        }
        guard let path = stated(settings.caCertificates) else { return nil }
        return credentials.authorities(path, field: "caCertificates", revocationList: settings.caCrl)
    }
}
