import GatehouseModel
import GatehouseTranslation

/// Whether what resources refer to is there.
extension StatusBasis {
    /// The codes of findings about certificates, keys and authorities.
    static let credentialCodes: Set<String> = ["IST0101", "IST0161", "GH0211", "GH0220", "GH0223"]

    /// Whether the certificates, keys and authorities are there that a Gateway names.
    func references(of gateway: Resource<Gateway>) -> Condition {
        let found = self.findings(about: gateway.key).filter { Self.credentialCodes.contains($0.code) }
        guard let first = found.first else { return .allResolved }
        return Condition(
            .referencesResolved, .no,
            self.credentialReason(first, isForeign: gateway.spec.namesForeignCredential(at: first.field, self)),
            ConditionMessage.text(found.map(\.sentence)))
    }

    /// Whether the services, subsets, Gateways and delegates are there that a VirtualService names.
    func references(of virtualService: Resource<VirtualService>, _ status: VirtualServiceStatus) -> Condition {
        let findings = self.findings(about: virtualService.key)
        var reasons = status.missing.map(\.reason)
        var sentences = findings.filter { $0.code == "IST0101" }.map(\.sentence)
        for case .port(let port, let host) in status.missing {
            sentences.append("\(host) has no port \(port), or nothing that could be behind it.")
        }
        let delegates = findings.filter { $0.isAboutMissingDelegate && !virtualService.spec.hosts.isEmpty }
        if !delegates.isEmpty { reasons.append(.delegateNotFound) }
        sentences += delegates.map(\.sentence)
        for gateway in status.gateways where self.ownership(of: gateway) == .nobody {
            reasons.append(.gatewayNotFound)
            let sentence = "There is no Gateway \(gateway)."
            if !findings.contains(where: { $0.message == sentence }) { sentences.append(sentence) }
        }
        guard let reason = reasons.first else { return .allResolved }
        return Condition(.referencesResolved, .no, reason, ConditionMessage.text(sentences))
    }

    /// The word for a finding about a credential.
    func credentialReason(_ finding: Diagnostic, isForeign: Bool = false) -> ConditionReason {
        switch finding.code {
        case "IST0101": .credentialNotFound
        case "GH0211": isForeign ? .refNotPermitted : .invalidCredential
        // What was last read is used; it is gone, or there is something in its place that can't be used.
        case "GH0223": finding.level == .error ? .invalidCertificate : .credentialNotFound
        default: .invalidCertificate
        }
    }
}

extension Condition {
    fileprivate static let allResolved = Condition(
        .referencesResolved, .yes, .referencesResolved, "Nothing that it refers to is missing.")
}

extension MissingReference {
    fileprivate var reason: ConditionReason {
        switch self {
        case .service: .backendNotFound
        case .subset: .subsetNotFound
        case .port: .portNotFound
        }
    }
}

extension Diagnostic {
    /// Whether it is about the VirtualService that a rule delegates to.
    var isAboutMissingDelegate: Bool {
        self.code == "GH0207" && self.field?.components.last == .key("delegate")
    }
}

extension Gateway {
    /// Whether the field, `spec.servers[0].tls.credentialName` or another one of these, names a Secret of another
    /// namespace than the gateway's (semantics T1).
    fileprivate func namesForeignCredential(at field: FieldPath?, _ basis: StatusBasis) -> Bool {
        guard let components = field?.components, components.count > 4, case .index(let index) = components[2],
            self.servers.indices.contains(index), let tls = self.servers[index].tls
        else { return false }
        let names: [String?] =
            switch components[4] {
            case .key("credentialName"): [tls.credentialName]
            case .key("caCertCredentialName"): [tls.caCertCredentialName]
            case .key("credentialNames"): tls.credentialNames
            case .key, .index: []
            }
        return names.contains { name in
            guard let name, !name.contains("://"), let slash = name.firstIndex(of: "/") else { return false }
            return name[..<slash] != basis.gatewayNamespace
        }
    }
}
