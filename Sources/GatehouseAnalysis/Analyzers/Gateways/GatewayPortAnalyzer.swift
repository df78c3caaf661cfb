import GatehouseModel

/// Ports of Gateways that no Service of their workloads leads to (IST0162): the gateway listens, and nobody gets there.
///
/// Where no Service is known to select this gateway, its ports are its own and all are fine.
enum GatewayPortAnalyzer {
    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        var byNamespace: [String: [Resource<Service>]] = [:]
        for service in configuration.resources.services where !service.spec.selector.isEmpty {
            byNamespace[service.metadata.namespace, default: []].append(service)
        }
        var bySelector: [[String: String]: [Resource<Service>]] = [:]
        return configuration.resources.gateways.flatMap { gateway -> [Diagnostic] in
            let workloads = configuration.workloads.of(gateway)
            let services =
                bySelector[gateway.spec.selector]
                ?? workloads.reduce(into: [ResourceKey: Resource<Service>]()) { found, workload in
                    for service in byNamespace[workload.namespace] ?? []
                    where workload.labels.holds(service.spec.selector) {
                        found[service.key] = service
                    }
                }.values.sorted { $0.key < $1.key }
            bySelector[gateway.spec.selector] = services
            if services.isEmpty, workloads.allSatisfy(\.isThisGateway) { return [] }
            return Self.diagnostics(of: gateway, services)
        }
    }

    private static func diagnostics(of gateway: Resource<Gateway>, _ services: [Resource<Service>]) -> [Diagnostic] {
        let ports = services.flatMap(\.spec.ports).filter { $0.protocol == nil || $0.protocol == .tcp }
        var open: Set<Int> = []
        for port in ports {
            if let number = port.port { open.insert(Int(number)) }
            if case .int(let number) = port.targetPort { open.insert(Int(number)) }
        }
        let have = Set(ports.compactMap(\.port)).sorted().map(String.init).few
        let names = services.map { "\($0.metadata.namespace)/\($0.metadata.name)" }.few
        var told: Set<UInt32> = []
        return gateway.spec.servers.enumerated().compactMap { index, server in
            guard let number = server.port?.number, !open.contains(Int(number)), told.insert(number).inserted else {
                return nil
            }
            return gateway.diagnostic(
                "IST0162", .warning, .none, at: .spec["servers"][index]["port"]["number"],
                services.isEmpty
                    ? "No Service selects the gateway's workload, so that port \(number) can't be reached by one."
                    : "No Service of the gateway's workload has port \(number): the ports of \(names) are \(have). Add the"
                        + " port there, or it can't be reached from outside the cluster.")
        }
    }
}
