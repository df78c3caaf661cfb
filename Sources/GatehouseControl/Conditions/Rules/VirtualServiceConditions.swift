import GatehouseModel
import GatehousePlan
import GatehouseTranslation

/// Works out the conditions of VirtualServices.
struct VirtualServiceConditions {
    private let basis: StatusBasis
    /// The listeners of route tables and of listeners without any, by the names that translation's status has.
    private let listeners: [String: [ListenerState]]
    /// The VirtualServices that delegate, by the delegate's key.
    private let roots: [ResourceKey: [VirtualServiceStatus]]

    /// Prepares to work out those of what was published.
    init(_ basis: StatusBasis, _ published: Published) {
        self.basis = basis
        var listeners: [String: [ListenerState]] = [:]
        for (name, listener) in basis.listeners.sorted(by: { $0.key < $1.key }) {
            for place in Set(listener.routeTables + [name]) { listeners[place, default: []].append(listener) }
        }
        self.listeners = listeners
        var roots: [ResourceKey: [VirtualServiceStatus]] = [:]
        for (resource, status) in zip(published.resources.virtualServices, published.status.virtualServices) {
            guard case .bound = status.outcome else { continue }
            for rule in resource.spec.http {
                guard let delegate = rule.delegate else { continue }
                let key = ResourceKey(
                    kind: VirtualService.kind, namespace: delegate.namespace ?? resource.metadata.namespace,
                    name: delegate.name ?? "")
                if roots[key]?.contains(status) != true { roots[key, default: []].append(status) }
            }
        }
        self.roots = roots
    }

    /// The conditions of a VirtualService; nil for one that is not this gateway's.
    func conditions(of resource: Resource<VirtualService>, _ status: VirtualServiceStatus) -> [Condition]? {
        guard let acceptance = self.acceptance(of: resource, status) else { return nil }
        return [
            self.basis.refusal(of: resource.key) ?? acceptance,
            acceptance.status == .yes
                ? self.programming(of: resource, status)
                : Condition(.programmed, .no, .notAccepted, "None of it is served."),
            self.basis.references(of: resource, status),
        ]
    }

    private func acceptance(of resource: Resource<VirtualService>, _ status: VirtualServiceStatus) -> Condition? {
        let own = status.gateways.filter { self.basis.ownership(of: $0) == .own }
        let findings = self.basis.findings(about: resource.key).filter { $0.code == "GH0227" }.map(\.sentence)
        func refused(_ reason: ConditionReason, _ sentences: String...) -> Condition {
            Condition(.accepted, .no, reason, ConditionMessage.text(sentences + findings))
        }
        switch status.outcome {
        case .meshOnly: return nil
        case .delegate:
            guard let root = self.roots[resource.key]?.first else { return nil }
            return self.basis.acceptance(of: resource.key, as: .delegate, "\(root.origin) delegates to it.")
        case .bound:
            return self.basis.acceptance(of: resource.key, "Bound to \(Self.text(status.boundGateways)).")
        case .notExported:
            if own.isEmpty { return nil }
            return refused(
                .notExported,
                "It is not exported to \(self.basis.gatewayNamespace), this gateway's namespace; extend its `exportTo`."
            )
        case .noGateway:
            if !own.isEmpty {
                return refused(
                    .gatewayNotServed, "No server of \(Self.text(own)) is served; its conditions say why.")
            }
            // With a Gateway among them that exists, it is for whoever serves that one to say.
            if status.gateways.contains(where: { self.basis.ownership(of: $0) == .others }) { return nil }
            return refused(
                .noGateway,
                status.gateways.count == 1
                    ? "There is no Gateway \(status.gateways[0])."
                    : "None of the \(Self.text(status.gateways)) exists.")
        case .noMatchingHost:
            return refused(
                .noMatchingHost,
                "None of its hosts (\(ConditionMessage.list(resource.spec.hosts))) is one that \(Self.text(own)) has for its"
                    + " namespace (\(ConditionMessage.list(own.flatMap { self.basis.hosts(of: $0) }))).")
        case .noRoutes:
            return refused(
                .noRoutes, "Its hosts match, but none of its rules applies to what \(Self.text(own)) carries.")
        }
    }

    private func programming(of resource: Resource<VirtualService>, _ status: VirtualServiceStatus) -> Condition {
        let dropped = self.basis.findings(about: resource.key).filter(\.saysThatPartIsNotServed)
        if !dropped.isEmpty {
            return Condition(
                .programmed, .no, .partiallyInvalid, ConditionMessage.text(dropped.map(\.sentence)))
        }
        var listening: [String] = []
        var obstacles: [String] = []
        for table in self.routeTables(of: status, resource.key) {
            for listener in self.listeners[table] ?? [] where !listening.contains(listener.text) {
                if let failure = listener.failure {
                    obstacles.append(failure.message)
                } else if listener.routeTablesWithoutCertificate.contains(table) {
                    obstacles.append(
                        "TLS handshakes on \(listener.text) fail, because there is no certificate to show.")
                } else {
                    listening.append(listener.text)
                }
            }
        }
        if !obstacles.isEmpty {
            return Condition(.programmed, .no, .gatewayNotProgrammed, ConditionMessage.text(obstacles))
        }
        return Condition(.programmed, .yes, .programmed, "Served on \(ConditionMessage.list(listening)).")
    }

    /// What a VirtualService has routes in; a delegate has those of the ones that delegate to it.
    private func routeTables(of status: VirtualServiceStatus, _ key: ResourceKey) -> [String] {
        var found: [String] = []
        for status in [status] + (self.roots[key] ?? []) {
            guard case .bound(let tables) = status.outcome else { continue }
            for table in tables where !found.contains(table) { found.append(table) }
        }
        return found
    }

    private static func text(_ gateways: [String]) -> String {
        gateways.count == 1
            ? "Gateway \(gateways[0])" : "Gateways \(ConditionMessage.list(gateways))"
    }
}

extension Diagnostic {
    /// Whether a part of its resource is left out for what the resource itself says. What is defined a second time and
    /// what a rule asks for elsewhere are other matters.
    fileprivate var saysThatPartIsNotServed: Bool {
        self.effect == .partDropped && self.level >= .warning && !["GH0153", "IST0101"].contains(self.code)
    }
}
