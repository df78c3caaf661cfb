import GatehouseModel

/// Ports of Gateways that no Service of their workloads leads to (IST0162): the gateway listens, and nobody gets there.
///
/// Where no Service is known to select this gateway, and it is not a Pod, its ports are its own and all are fine.
enum GatewayPortAnalyzer {
    static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        var bySelector: [[String: String]: [Resource<Service>]] = [:]
        return configuration.resources.gateways.flatMap { gateway -> [Diagnostic] in
            let workloads = configuration.workloads(of: gateway)
            let services = bySelector[gateway.spec.selector] ?? Self.services(of: workloads, configuration.resources)
            bySelector[gateway.spec.selector] = services
            if services.isEmpty, workloads.allSatisfy(\.isThisGateway) { return [] }
            let ports = services.flatMap(\.spec.ports).filter { $0.protocol == nil || $0.protocol == .tcp }
            var open: Set<Int> = []
            for port in ports {
                if let number = port.port { open.insert(Int(number)) }
                if case .int(let number) = port.targetPort { open.insert(Int(number)) }
            }
            var told: Set<UInt32> = []
            return gateway.spec.servers.enumerated().compactMap { index, server in
                guard let number = server.port?.number, !open.contains(Int(number)), told.insert(number).inserted else {
                    return nil
                }
                let have = Set(ports.compactMap(\.port)).sorted().map(String.init).joined(separator: ", ")
                let names = services.map { "\($0.metadata.namespace)/\($0.metadata.name)" }.joined(separator: ", ")
                return gateway.diagnostic(
                    "IST0162", .warning, .none, at: .spec["servers"][index]["port"]["number"],
                    services.isEmpty
                        ? "No Service selects the gateway's workload, so that port \(number) can't be reached by one."
                        : "No Service of the gateway's workload has port \(number): \(names) has \(have). Add the port there,"
                            + " or it can't be reached from outside the cluster.")
            }
        }
    }

    private static func services(of workloads: [Workload], _ resources: ResourceSet) -> [Resource<Service>] {
        resources.services.filter { service in
            !service.spec.selector.isEmpty
                && workloads.contains {
                    $0.namespace == service.metadata.namespace && $0.labels.holds(service.spec.selector)
                }
        }
    }
}
