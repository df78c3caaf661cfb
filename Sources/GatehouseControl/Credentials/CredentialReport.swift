import GatehouseModel
import GatehousePlan
import GatehouseTLS

/// Gathers what there is to say about certificates.
struct CredentialReport {
    /// Certificates that end within this many seconds, 30 days, are spoken of.
    static let notice = 30 * 86_400
    /// Those that end within this many seconds, 7 days, are warned of.
    static let warning = 7 * 86_400

    /// What the plan was made of.
    let resources: ResourceSet
    /// Seconds since 1970 in UTC.
    let now: Int
    /// The certificates in use, by their names' first mention.
    private(set) var certificates: [CertificateStatus] = []
    private var certificateNames: Set<String> = []
    private var diagnostics: [Diagnostic] = []
    private var reported: Set<Diagnostic> = []
    /// The TLS settings whose missing credentials are made up for by older ones.
    private var kept: [CredentialPlace] = []

    init(resources: ResourceSet, now: Int) {
        self.resources = resources
        self.now = now
    }

    /// The findings, beside those of translation. That something is missing is not said where older certificates are in
    /// use in its place.
    func merged(into translation: [Diagnostic]) -> [Diagnostic] {
        let rest = translation.filter { diagnostic in
            !["GH0211", "IST0101"].contains(diagnostic.code) || !self.kept.contains { $0.holds(diagnostic) }
        }
        return rest + self.diagnostics
    }

    /// A credential that can't be used. For a Gateway's Secret istioctl has a code.
    mutating func noteBroken(
        _ name: String, _ problem: CredentialProblem, _ place: CredentialPlace?, isServed: Bool
    ) {
        let rest =
            isServed
            ? "The other certificate is used alone." : "\(place?.subject ?? "Handshakes") fail until it is replaced."
        let isOfGateway = place?.resource.kind == Gateway.kind && name.hasPrefix("\(Secret.kind) ")
        self.add(
            place?.diagnostic(
                isOfGateway ? "IST0161" : "GH0220", .error, .partDropped, "\(name) \(problem.reason). \(rest)"))
    }

    /// A credential that is gone, or can't be used any more, and whose last good version is used.
    mutating func noteKept(_ name: String, _ problem: CredentialProblem?, _ place: CredentialPlace?) {
        guard let place else { return }
        self.kept.append(place)
        let reason = problem.map { "\(name) \($0.reason)" } ?? "\(name) is gone"
        self.add(
            place.diagnostic(
                "GH0223", problem == nil ? .warning : .error, .none,
                "\(reason); what was last read of it stays in use until the gateway ends."))
    }

    /// A certificate beside another one with a key of the same kind, between which clients have nothing to choose by.
    mutating func noteSecondOfKind(_ name: String, in chain: TLSChainPlan) {
        self.add(
            self.resources.place(of: name, in: chain)?.diagnostic(
                "GH0225", .warning, .partDropped,
                "\(name) has a key of the same kind as the certificate before it, so it is never shown; name one RSA and one"
                    + " ECDSA certificate."))
    }

    /// A certificate that is in use. The place is not worked out where there is nothing to say.
    mutating func note(
        _ name: String, _ facts: CertificateFacts, place: (ResourceSet) -> CredentialPlace?
    ) {
        guard self.certificateNames.insert(name).inserted else { return }
        self.certificates.append(CertificateStatus(name: name, facts: facts))
        let end = UTCDate.text(facts.notAfter)
        if facts.notAfter < self.now {
            self.add(
                place(self.resources)?.diagnostic(
                    "GH0221", .warning, .none,
                    "The certificate of \(name) has expired, on \(end). It is shown all the same; clients that verify it"
                        + " refuse the connection. Renew it."))
        } else if facts.notBefore > self.now {
            self.add(
                place(self.resources)?.diagnostic(
                    "GH0221", .warning, .none,
                    "The certificate of \(name) is not valid before \(UTCDate.text(facts.notBefore)). It is shown all the"
                        + " same; clients that verify it refuse the connection."))
        } else if facts.notAfter - self.now < Self.notice {
            self.add(
                place(self.resources)?.diagnostic(
                    "GH0222", facts.notAfter - self.now < Self.warning ? .warning : .info, .none,
                    "The certificate of \(name) expires on \(end); renew it before."))
        }
    }

    /// Server names that none of the chain's certificates is good for.
    mutating func noteNames(of facts: [CertificateFacts], in chain: TLSChainPlan, _ plan: ServerTLSPlan) {
        guard !facts.isEmpty, let name = plan.identities.first?.name else { return }
        let missed = chain.serverNames.filter { pattern in
            switch pattern {
            case .exact(let host): !facts.contains { $0.covers(host) }
            case .suffix(let suffix): !facts.contains { $0.covers("*\(suffix)") }
            case .any: false
            }
        }
        let good = facts.flatMap(\.names)
        // Workload certificates carry identities in place of host names.
        if missed.isEmpty || (!good.isEmpty && good.allSatisfy { $0.contains("://") }) { return }
        self.add(
            self.resources.place(of: name, in: chain)?.diagnostic(
                "GH0224", .warning, .none,
                "The certificate of \(name) is not good for \(missed.map(\.description).joined(separator: ", ")), so clients"
                    + " that verify it refuse the connection; it is good for \(good.isEmpty ? "no name" : good.joined(separator: ", "))."
            ))
    }

    private mutating func add(_ diagnostic: Diagnostic?) {
        if let diagnostic, self.reported.insert(diagnostic).inserted { self.diagnostics.append(diagnostic) }
    }
}

extension CredentialPlace {
    /// Whether a finding is about the same TLS settings.
    fileprivate func holds(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.resource == self.resource
            && diagnostic.field?.components.starts(with: self.block.components) == true
    }
}
