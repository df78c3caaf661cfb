import GatehouseModel
import GatehousePlan
import GatehouseRouting
import GatehouseTranslation

/// The findings that come after translation: compilation, selection, sockets.
extension Diagnostic {
    /// The parts of the plan that could not be compiled.
    static func compilation(_ problems: [CompileProblem], of resources: ResourceSet) -> [Diagnostic] {
        if problems.isEmpty { return [] }
        let sources = Dictionary(
            resources.virtualServices.map { ($0.key, $0.source) }, uniquingKeysWith: { first, _ in first })
        return problems.map { problem in
            let origin = problem.origin
            let key = ResourceKey(kind: origin.kind, namespace: origin.namespace, name: origin.name)
            let field = FieldPath(text: problem.matchPath ?? origin.path)
            return Diagnostic(
                code: "GH0320", level: .error, effect: .partDropped, resource: key, field: field,
                location: sources[key]??.location(of: field), message: problem.message)
        }
    }

    /// A socket that could not be opened.
    init(_ failure: ListenerFailure, plan: GatewayPlan, addresses: ListenerAddresses, resources: ResourceSet) {
        let listener = plan.listeners.first { $0.bind == failure.bind && $0.port == failure.port }
        let origin = listener?.origins.first
        let gateway = resources.gateways.first {
            $0.metadata.name == origin?.name && $0.metadata.namespace == origin?.namespace
        }
        let field = origin.map { FieldPath(text: $0.path) }
        let local = addresses.localPort(of: failure.port)
        let reason = SystemReason.plain(failure.message)
        let mapped = local == failure.port ? "" : " (for the Gateway's port \(failure.port))"
        self.init(
            code: "GH0301", level: .error, effect: .partDropped,
            resource: origin.map { ResourceKey(kind: $0.kind, namespace: $0.namespace, name: $0.name) }, field: field,
            location: gateway?.source?.location(of: field ?? .root),
            message: """
                port \(local)\(mapped) on \(failure.bind ?? addresses.address) cannot be bound: \
                \(reason). \(Self.advice(failure, reason: reason)) It is tried again by itself.
                """)
    }

    private static func advice(_ failure: ListenerFailure, reason: String) -> String {
        if reason.contains("permission") {
            return """
                Ports below 1024 need privileges: pass --port-map \(failure.port)=\(8000 + failure.port % 1000), or \
                give the binary CAP_NET_BIND_SERVICE.
                """
        }
        if reason.contains("in use") {
            return "Stop what listens there, or pass --port-map \(failure.port)=PORT with a free one."
        }
        if reason.contains("assign requested address") {
            return "This machine has no such address; correct the Gateway's bind or --address."
        }
        return "Correct the cause, or pass --port-map \(failure.port)=PORT with another one."
    }

    /// Says which Gateways are for other gateways, and that no port is open, when that is so.
    static func selection(
        of resources: ResourceSet, by translation: TranslationResult, labels: [String: String]
    ) -> [Diagnostic] {
        let isIdle = translation.plan.listeners.isEmpty
        guard !isIdle || !resources.gateways.isEmpty else {
            return [
                Diagnostic(
                    code: "GH0310", level: .warning, effect: .none, resource: nil, field: nil, location: nil,
                    message: "There is no Gateway, so no port is open. Add a Gateway that names ports and hosts.")
            ]
        }
        let own = Self.text(labels)
        let others = Set(
            translation.status.servers.filter { $0.outcome == .otherGateway }
                .map { ResourceKey(kind: Gateway.kind, namespace: $0.origin.namespace, name: $0.origin.name) })
        return resources.gateways.filter { others.contains($0.key) }.map { gateway in
            let selector = gateway.spec.selector
            let wanted = Self.text(selector)
            return gateway.diagnostic(
                "GH0311", isIdle ? .warning : .info, .resourceRejected, at: .spec["selector"],
                """
                The selector asks for \(wanted), and this gateway's labels are \(own.isEmpty ? "empty" : own), so \
                \(isIdle ? "no port is open" : "it is not served"). To serve it here pass --labels \(wanted).
                """)
        }
    }

    private static func text(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
}
