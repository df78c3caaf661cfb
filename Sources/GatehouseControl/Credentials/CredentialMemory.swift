import GatehouseModel
import GatehousePlan
import GatehouseTLS
import GatehouseTranslation

/// Makes sure that a plan holds only certificates which can be used, and keeps those that were last complete.
///
/// A Secret that is deleted, or replaced by one that can't be used, leaves what was read before in use until the process
/// ends (semantics T3). Without anything from before, the handshakes that need it fail, and no others.
struct CredentialMemory {
    private struct ServerKey: Hashable {
        var gateway: String
        var names: [HostPattern]
        var port: Int
    }

    private var servers: [ServerKey: ServerTLSPlan] = [:]
    private var clients: [String: ClientTLSPlan] = [:]
    private var judge = CredentialJudge()

    /// What translation gave, with its certificates settled.
    ///
    /// - Parameter now: seconds since 1970 in UTC, which certificates' validity is compared with.
    mutating func settle(
        _ translation: TranslationResult, of resources: ResourceSet, now: Int
    ) -> (translation: TranslationResult, certificates: [CertificateStatus]) {
        var result = translation
        var report = CredentialReport(resources: resources, now: now)
        var servers: [ServerKey: ServerTLSPlan] = [:]
        for index in result.plan.listeners.indices {
            let port = result.plan.listeners[index].port
            guard case .tls(var listener) = result.plan.listeners[index].content else { continue }
            for place in listener.chains.indices {
                let chain = listener.chains[place]
                guard let plan = chain.tls else { continue }
                let origin = chain.origins.first.map { "\($0.namespace)/\($0.name)" } ?? ""
                let key = ServerKey(gateway: origin, names: chain.serverNames, port: port)
                let settled = self.settle(plan, remembered: self.servers[key], chain, &report)
                if !settled.identities.isEmpty { servers[key] = settled }
                listener.chains[place].replaceTLS(by: settled)
            }
            result.plan.listeners[index].content = .tls(listener)
        }
        var clients: [String: ClientTLSPlan] = [:]
        for index in result.plan.clusters.indices {
            let cluster = result.plan.clusters[index]
            guard let plan = cluster.tls else { continue }
            let settled = self.settle(plan, remembered: self.clients[cluster.name], cluster, &report)
            if settled.trust != .nothing { clients[cluster.name] = settled }
            result.plan.clusters[index].tls = settled
        }
        self.servers = servers
        self.clients = clients
        self.judge.forgetUnused()
        result.diagnostics = report.merged(into: result.diagnostics)
        return (result, report.certificates)
    }

    private mutating func settle(
        _ plan: ServerTLSPlan, remembered: ServerTLSPlan?, _ chain: TLSChainPlan, _ report: inout CredentialReport
    ) -> ServerTLSPlan {
        var settled = plan
        settled.foundIdentities = []
        var broken: [(name: String, problem: CredentialProblem)] = []
        let found = plan.missingCredentials.isEmpty ? plan.identities : plan.foundIdentities
        let good = found.filter { identity in
            guard case .failure(let problem) = self.judge.judge(identity) else { return true }
            broken.append((identity.name, problem))
            return false
        }
        let authorities = plan.clientCertificates.peer
        let authorityProblem = authorities.flatMap { peer in
            plan.missingCredentials.contains(peer.name) ? nil : self.judge.problem(of: peer.authorities)
        }
        if let authorities, let authorityProblem { broken.append((authorities.name, authorityProblem)) }
        let wanted = Set(plan.missingCredentials + broken.map(\.name))
        if !wanted.isEmpty, let remembered, wanted.isSubset(of: remembered.credentialNames) {
            settled.identities = good.completed(by: remembered.identities, wanted: wanted)
            if let peer = remembered.clientCertificates.peer, wanted.contains(peer.name) {
                settled.clientCertificates.take(peer)
            }
            settled.missingCredentials = []
            for name in wanted.sorted() {
                report.noteKept(
                    name, broken.first { $0.name == name }?.problem, report.resources.place(of: name, in: chain))
            }
        } else {
            settled.identities = authorityProblem == nil && plan.missingCredentials.isEmpty ? good : []
            for (name, problem) in broken {
                report.noteBroken(
                    name, problem, report.resources.place(of: name, in: chain), isServed: !settled.identities.isEmpty)
            }
        }
        var kinds: Set<CertificateFacts.KeyKind> = []
        settled.identities = settled.identities.filter { identity in
            guard case .success(let facts) = self.judge.judge(identity) else { return false }
            if kinds.insert(facts.keyKind).inserted { return true }
            report.noteSecondOfKind(identity.name, in: chain)
            return false
        }
        for identity in settled.identities {
            guard case .success(let facts) = self.judge.judge(identity) else { continue }
            report.note(identity.name, facts) { $0.place(of: identity.name, in: chain) }
        }
        report.noteNames(of: settled.identities.compactMap { try? self.judge.judge($0).get() }, in: chain, settled)
        return settled
    }

    private mutating func settle(
        _ plan: ClientTLSPlan, remembered: ClientTLSPlan?, _ cluster: ClusterPlan, _ report: inout CredentialReport
    ) -> ClientTLSPlan {
        var broken: [(name: String, problem: CredentialProblem)] = []
        if let identity = plan.identity, case .failure(let problem) = self.judge.judge(identity) {
            broken.append((identity.name, problem))
        }
        let intention =
            plan.intention ?? ClientTLSPlan.Intention(trust: plan.trust, hasIdentity: plan.identity != nil)
        if case .authorities(let peer) = intention.trust, !plan.missingCredentials.contains(peer.name),
            let problem = self.judge.problem(of: peer.authorities)
        {
            broken.append((peer.name, problem))
        }
        let wanted = Set(plan.missingCredentials + broken.map(\.name))
        var settled = plan
        settled.intention = nil
        if !wanted.isEmpty {
            if let complete = remembered.flatMap({ settled.completed(intention, wanted: wanted, by: $0) }) {
                settled = complete
                for name in wanted.sorted() {
                    let problem = broken.first { $0.name == name }?.problem
                    report.noteKept(name, problem, report.resources.place(of: name, in: cluster))
                }
            } else {
                settled.trust = .nothing
                for (name, problem) in broken {
                    report.noteBroken(name, problem, report.resources.place(of: name, in: cluster), isServed: false)
                }
            }
        }
        if let identity = settled.identity, case .success(let facts) = self.judge.judge(identity) {
            report.note(identity.name, facts) { $0.place(of: identity.name, in: cluster) }
        }
        return settled
    }
}

extension TLSChainPlan {
    /// How TLS is terminated; nil where it is not.
    var tls: ServerTLSPlan? {
        switch self.content {
        case .http(_, let tls), .tcp(_, _, let tls): tls
        case .passthrough: nil
        }
    }

    fileprivate mutating func replaceTLS(by plan: ServerTLSPlan) {
        switch self.content {
        case .http(let table, _): self.content = .http(table, plan)
        case .tcp(let route, let spoken, _): self.content = .tcp(route, spoken, plan)
        case .passthrough: break
        }
    }
}

extension ServerTLSPlan {
    fileprivate var credentialNames: Set<String> {
        Set(self.identities.map(\.name) + (self.clientCertificates.peer.map { [$0.name] } ?? []))
    }
}

extension ServerTLSPlan.ClientCertificates {
    /// What is demanded of certificates; nil where nothing is.
    var peer: PeerCertificatePlan? {
        switch self {
        case .required(let peer), .optional(let peer): peer
        case .none, .unverified: nil
        }
    }
}

extension ServerTLSPlan.ClientCertificates {
    /// Checks clients against the authorities of another plan, by its own demands.
    fileprivate mutating func take(_ other: PeerCertificatePlan) {
        switch self {
        case .required(let peer): self = .required(peer.taking(other))
        case .optional(let peer): self = .optional(peer.taking(other))
        case .none, .unverified: break
        }
    }
}

extension PeerCertificatePlan {
    fileprivate func taking(_ other: PeerCertificatePlan) -> PeerCertificatePlan {
        var peer = self
        (peer.name, peer.authorities, peer.revocationList) = (other.name, other.authorities, other.revocationList)
        return peer
    }
}

extension [IdentityPlan] {
    /// These, and of the remembered ones those that are wanted and not among them, in the order from before.
    fileprivate func completed(by remembered: [IdentityPlan], wanted: Set<String>) -> [IdentityPlan] {
        let known = remembered.compactMap { former in
            self.first { $0.name == former.name } ?? (wanted.contains(former.name) ? former : nil)
        }
        let names = Set(known.map(\.name))
        return known + self.filter { !names.contains($0.name) }
    }
}

extension ClientTLSPlan {
    /// This plan with what is wanted of one before; nil where that does not have it.
    fileprivate func completed(
        _ intention: Intention, wanted: Set<String>, by remembered: ClientTLSPlan
    ) -> ClientTLSPlan? {
        guard wanted.isSubset(of: remembered.credentialNames) else { return nil }
        var plan = self
        plan.missingCredentials = []
        plan.trust = intention.trust
        if case .authorities(let peer) = intention.trust, wanted.contains(peer.name) {
            guard case .authorities(let kept) = remembered.trust else { return nil }
            plan.trust = .authorities(peer.taking(kept))
        }
        let hasUsable = plan.identity.map { !wanted.contains($0.name) } ?? !intention.hasIdentity
        if !hasUsable {
            guard let identity = remembered.identity else { return nil }
            plan.identity = identity
        }
        return plan
    }

    fileprivate var credentialNames: Set<String> {
        var names = Set(self.identity.map { [$0.name] } ?? [])
        if case .authorities(let peer) = self.trust { names.insert(peer.name) }
        return names
    }
}
