import GatehouseModel
import GatehousePlan
import GatehouseRouting
import GatehouseTranslation

/// What was published, by the keys that conditions are worked out with.
struct StatusBasis {
    /// Whose a Gateway is.
    enum Ownership {
        /// No such Gateway exists.
        case nobody
        /// It selects other gateways, or has no server by which one could tell.
        case others
        /// It selects this gateway.
        case own
    }

    /// The namespace of this gateway's pod.
    let gatewayNamespace: String
    /// The listeners, by the names that translation's status has for them.
    let listeners: [String: ListenerState]

    private let findings: [ResourceKey: [Diagnostic]]
    private let servers: [String: [ServerStatus]]
    private let gateways: [String: Gateway]

    /// Sorts what was published.
    init(_ published: Published, addresses: ListenerAddresses, gatewayNamespace: String) {
        self.gatewayNamespace = gatewayNamespace
        var findings: [ResourceKey: [Diagnostic]] = [:]
        for finding in published.configurationDiagnostics {
            if let key = finding.resource { findings[key, default: []].append(finding) }
        }
        self.findings = findings
        self.gateways = Dictionary(
            published.resources.gateways.map { ("\($0.metadata.namespace)/\($0.metadata.name)", $0.spec) },
            uniquingKeysWith: { first, _ in first })
        var servers = self.gateways.mapValues { _ in [ServerStatus]() }
        for server in published.status.servers {
            servers["\(server.origin.namespace)/\(server.origin.name)", default: []].append(server)
        }
        self.servers = servers
        self.listeners = Dictionary(
            published.plan.listeners.map { listener in
                let state = ListenerState(listener, in: published, addresses: addresses)
                return (state.name, state)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What was found about a resource, in the order in which it was found.
    func findings(about key: ResourceKey) -> [Diagnostic] { self.findings[key] ?? [] }

    /// What became of the servers of a Gateway, `namespace/name`.
    func servers(of gateway: String) -> [ServerStatus] { self.servers[gateway] ?? [] }

    /// The hosts of a Gateway's servers as they are written, each once.
    func hosts(of gateway: String) -> [String] {
        var seen: Set<String> = []
        return (self.gateways[gateway]?.servers ?? []).flatMap(\.hosts).filter { seen.insert($0).inserted }
    }

    /// Whose a Gateway is, `namespace/name`.
    func ownership(of gateway: String) -> Ownership {
        guard let servers = self.servers[gateway] else { return .nobody }
        return servers.contains { $0.outcome != .otherGateway } ? .own : .others
    }

    /// That validation refuses the newest version of a resource; nil when it does not.
    func refusal(of key: ResourceKey) -> Condition? {
        let findings = self.findings(about: key)
        let isHeld = findings.contains { $0.code == "GH0154" }
        let reasons = findings.filter { $0.effect == .resourceRejected && $0.level == .error }
        if !isHeld && reasons.isEmpty { return nil }
        return Condition(
            .accepted, .no, .invalid,
            ConditionMessage.text((reasons + findings.filter { $0.code == "GH0154" }).map(\.sentence)))
    }

    /// That a resource is taken on, and what of it is not honoured.
    func acceptance(of key: ResourceKey, as reason: ConditionReason = .accepted, _ sentence: String) -> Condition {
        let ignored = self.findings(about: key).filter { $0.effect == .fieldIgnored }
        return Condition(.accepted, .yes, reason, ConditionMessage.text([sentence] + ignored.map(\.sentence)))
    }
}

extension StatusBasis {
    /// The key of the resource that something comes from.
    func key(of origin: Origin) -> ResourceKey {
        ResourceKey(kind: origin.kind, namespace: origin.namespace, name: origin.name)
    }
}

extension FieldPath {
    /// Whether this is a field, or a part of one, whose path is spelt like that.
    func isWithin(_ path: String) -> Bool { self.components.starts(with: FieldPath(text: path).components) }
}
