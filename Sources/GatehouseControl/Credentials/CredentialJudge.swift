import GatehousePlan
import GatehouseTLS

/// Inspects certificates, each once for as long as it is in use.
struct CredentialJudge {
    private var identities: [IdentityPlan: Result<CertificateFacts, CredentialProblem>] = [:]
    private var authorities: [SecretBytes: CredentialProblem?] = [:]
    private var usedIdentities: Set<IdentityPlan> = []
    private var usedAuthorities: Set<SecretBytes> = []

    /// What an identity's certificate says, or why the identity can't be used.
    mutating func judge(_ identity: IdentityPlan) -> Result<CertificateFacts, CredentialProblem> {
        self.usedIdentities.insert(identity)
        if let known = self.identities[identity] { return known }
        let result: Result<CertificateFacts, CredentialProblem>
        do {
            result = .success(try CredentialInspection.inspect(identity))
        } catch {
            result = .failure(error)
        }
        self.identities[identity] = result
        return result
    }

    /// Why authorities can't be used; nil when they can.
    mutating func problem(of authorities: SecretBytes) -> CredentialProblem? {
        self.usedAuthorities.insert(authorities)
        if let known = self.authorities[authorities] { return known }
        var problem: CredentialProblem?
        do {
            _ = try CredentialInspection.inspect(authorities: authorities)
        } catch {
            problem = error
        }
        self.authorities[authorities] = .some(problem)
        return problem
    }

    /// Forgets what was not asked about since the last time.
    mutating func forgetUnused() {
        self.identities = self.identities.filter { self.usedIdentities.contains($0.key) }
        self.authorities = self.authorities.filter { self.usedAuthorities.contains($0.key) }
        self.usedIdentities = []
        self.usedAuthorities = []
    }
}
