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
        settled.gaps = nil
        var broken: [(name: String, problem: CredentialProblem)] = []
        let good = (plan.gaps?.identities ?? plan.identities).filter { identity in
            guard case .failure(let problem) = self.judge.judge(identity) else { return true }
            broken.append((identity.name, problem))
            return false
        }
        var wanted = Wanted(
            identities: Set((plan.gaps?.missingIdentities ?? []) + broken.map(\.name)),
            authorities: plan.gaps?.missingAuthorities ?? [])
        if let peer = plan.clientCertificates.peer, wanted.authorities.isEmpty,
            let problem = self.judge.problem(of: peer.authorities)
        {
            broken.append((peer.name, problem))
            wanted.authorities = [peer.name]
        }
        if wanted.isNothing {
            settled.identities = good
        } else if let remembered, wanted.isMet(by: remembered.identities, remembered.clientCertificates.peer) {
            settled.identities = good.completed(by: remembered.identities, wanted: wanted.identities)
            if !wanted.authorities.isEmpty, let peer = remembered.clientCertificates.peer {
                settled.clientCertificates.take(peer)
            }
            settled.missingCredentials = []
            for name in wanted.names(with: settled.clientCertificates.peer) {
                report.noteKept(
                    name, broken.first { $0.name == name }?.problem, report.resources.place(of: name, in: chain))
            }
        } else {
            // Of several certificates those that can be used are; whoever can't check its clients lets nobody in.
            settled.identities = wanted.authorities.isEmpty && plan.gaps == nil ? good : []
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
        let intention = plan.intention ?? ClientTLSPlan.Intention(trust: plan.trust)
        var wanted = Wanted(
            identities: Set(intention.missingIdentity.map { [$0] } ?? []), authorities: intention.missingAuthorities)
        if let identity = plan.identity, case .failure(let problem) = self.judge.judge(identity) {
            broken.append((identity.name, problem))
            wanted.identities = [identity.name]
        }
        if case .authorities(let peer) = intention.trust, wanted.authorities.isEmpty,
            let problem = self.judge.problem(of: peer.authorities)
        {
            broken.append((peer.name, problem))
            wanted.authorities = [peer.name]
        }
        var settled = plan
        settled.intention = nil
        if !wanted.isNothing {
            if let remembered, wanted.isMet(by: remembered.identity.map { [$0] } ?? [], remembered.trust.peer) {
                settled.trust = intention.trust
                settled.missingCredentials = []
                if !wanted.identities.isEmpty { settled.identity = remembered.identity }
                if !wanted.authorities.isEmpty, case .authorities(let peer) = intention.trust,
                    let kept = remembered.trust.peer
                {
                    settled.trust = .authorities(peer.taking(kept))
                }
                for name in wanted.names(with: settled.trust.peer) {
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

/// What a plan has to have from before.
private struct Wanted {
    /// The names of identities that are missing or broken.
    var identities: Set<String>
    /// The names that the authorities may have which are missing or broken; empty where they are in order.
    var authorities: [String]

    var isNothing: Bool { self.identities.isEmpty && self.authorities.isEmpty }

    /// What it has of one, for people, once the authorities are those of `peer`.
    func names(with peer: PeerCertificatePlan?) -> [String] {
        self.identities.union(self.authorities.isEmpty ? [] : peer.map { [$0.name] } ?? []).sorted()
    }

    /// Whether a plan from before has it all: what goes by another name is another one.
    func isMet(by identities: [IdentityPlan], _ peer: PeerCertificatePlan?) -> Bool {
        self.identities.isSubset(of: identities.map(\.name))
            && (self.authorities.isEmpty || peer.map { self.authorities.contains($0.name) } == true)
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

extension ClientTLSPlan.Trust {
    /// What is demanded of certificates; nil where authorities are not checked against.
    fileprivate var peer: PeerCertificatePlan? {
        if case .authorities(let peer) = self { peer } else { nil }
    }
}
