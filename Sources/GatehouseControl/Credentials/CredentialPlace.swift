import GatehouseModel
import GatehousePlan

/// Where a resource asks for a credential, for the findings about it.
struct CredentialPlace {
    /// The resource.
    var resource: ResourceKey
    /// The TLS settings that the field is a part of.
    var block: FieldPath
    /// The field that names the credential.
    var field: FieldPath
    /// The line of it.
    var location: SourceLocation?
    /// What fails without it, as the beginning of a sentence: `TLS handshakes for a.example`.
    var subject: String

    /// A finding here.
    func diagnostic(
        _ code: String, _ level: Diagnostic.Level, _ effect: Diagnostic.Effect, _ message: String
    ) -> Diagnostic {
        Diagnostic(
            code: code, level: level, effect: effect, resource: self.resource, field: self.field,
            location: self.location, message: message)
    }
}

extension ResourceSet {
    /// Where a Gateway server asks for a credential of this name.
    func place(of credential: String, in chain: TLSChainPlan) -> CredentialPlace? {
        guard let origin = chain.origins.first,
            let gateway = self.gateways.first(where: {
                $0.metadata.name == origin.name && $0.metadata.namespace == origin.namespace
            })
        else { return nil }
        let path = FieldPath(text: origin.path)
        guard case .index(let index)? = path.components.last, gateway.spec.servers.indices.contains(index) else {
            return nil
        }
        let settings = gateway.spec.servers[index].tls
        let names = chain.serverNames.map(\.description).joined(separator: ", ")
        let field = path["tls"][settings?.field(naming: credential)]
        return CredentialPlace(
            resource: gateway.key, block: path["tls"], field: field, location: gateway.source?.location(of: field),
            subject: "TLS handshakes for \(names)")
    }

    /// Where a DestinationRule asks for a credential of this name on behalf of a cluster.
    func place(of credential: String, in cluster: ClusterPlan) -> CredentialPlace? {
        guard let origin = cluster.tlsOrigin,
            let rule = self.destinationRules.first(where: {
                $0.metadata.name == origin.name && $0.metadata.namespace == origin.namespace
            })
        else { return nil }
        let block = FieldPath(text: origin.path)
        let field = block[rule.spec.tls(at: block)?.field(naming: credential)]
        return CredentialPlace(
            resource: rule.key, block: block, field: field, location: rule.source?.location(of: field),
            subject: "Connections to \(cluster.host)")
    }
}

extension DestinationRule {
    /// The TLS settings at a place.
    fileprivate func tls(at place: FieldPath) -> ClientTLSSettings? {
        let policies =
            [(self.trafficPolicy, FieldPath.spec["trafficPolicy"])]
            + self.subsets.enumerated().map { ($1.trafficPolicy, FieldPath.spec["subsets"][$0]["trafficPolicy"]) }
        for (policy, path) in policies {
            guard let policy else { continue }
            if path["tls"] == place { return policy.tls }
            for (index, port) in policy.portLevelSettings.enumerated()
            where path["portLevelSettings"][index]["tls"] == place {
                return port.tls
            }
        }
        return nil
    }
}

extension FieldPath {
    /// The path of a field that may have an index, such as `credentialNames[1]`; itself for nil.
    fileprivate subscript(_ field: String?) -> FieldPath {
        field.map { FieldPath(components: self.components + FieldPath(text: $0).components) } ?? self
    }
}

extension ServerTLSSettings {
    /// The field that names a credential; nil when none plainly does.
    fileprivate func field(naming credential: String) -> String? {
        if self.mode == .istioMutual { return "mode" }
        if self.caCertCredentialName.map({ names(credential, $0) }) == true { return "caCertCredentialName" }
        if self.credentialName.map({ names(credential, $0) }) == true { return "credentialName" }
        if let index = self.credentialNames.firstIndex(where: { names(credential, $0) }) {
            return "credentialNames[\(index)]"
        }
        if self.serverCertificate == credential { return "serverCertificate" }
        if self.caCertificates == credential { return "caCertificates" }
        return self.tlsCertificates.firstIndex { $0.serverCertificate == credential }.map { "tlsCertificates[\($0)]" }
    }
}

extension ClientTLSSettings {
    /// The field that names a credential; nil when none does.
    fileprivate func field(naming credential: String) -> String? {
        if self.mode == .istioMutual { return "mode" }
        if self.credentialName.map({ names(credential, $0) }) == true { return "credentialName" }
        if self.clientCertificate == credential { return "clientCertificate" }
        return self.caCertificates == credential ? "caCertificates" : nil
    }
}

/// Whether a resource that says `text` means a credential which the plan calls `credential`, `Secret namespace/name`;
/// authorities may stand in a Secret of their own, `name-cacert`.
private func names(_ credential: String, _ text: String) -> Bool {
    let name = text.split(separator: "/").last ?? text[...]
    guard let place = credential.split(separator: "/").last, credential.contains(" "), !name.isEmpty else {
        return false
    }
    return place == name || place == "\(name)-cacert"
}
