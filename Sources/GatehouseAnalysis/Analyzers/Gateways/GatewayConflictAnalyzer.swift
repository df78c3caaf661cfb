import GatehouseModel

/// Servers of different Gateways that offer a host on the same port of the same workload (IST0145).
enum GatewayConflictAnalyzer {
    /// Where servers can be in each other's way.
    private struct Place: Hashable {
        var port: UInt32
        var bind: String
        var host: String
    }

    static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let gateways = configuration.resources.gateways
        var users: [Place: [Int]] = [:]
        for (index, gateway) in gateways.enumerated() {
            for place in Set(gateway.spec.servers.flatMap(Self.places)) { users[place, default: []].append(index) }
        }
        return gateways.enumerated().flatMap { index, gateway in
            gateway.spec.servers.enumerated().compactMap { position, server -> Diagnostic? in
                for (entry, place) in Self.places(of: server).enumerated() {
                    let others = (users[place] ?? []).filter { other in
                        other != index && Self.share(gateway, gateways[other], configuration)
                    }
                    if others.isEmpty { continue }
                    let names = others.prefix(4).map { gateways[$0].key.name(from: gateway.metadata.namespace) }
                    return gateway.diagnostic(
                        "IST0145", .error, .none, at: .spec["servers"][position]["hosts"][entry],
                        "\(names.joined(separator: ", ")) has the host \(place.host) on port \(place.port) of the same"
                            + " gateway too. Where both speak HTTP the routes of both hold; otherwise the older Gateway"
                            + " has the host. Give each host to one Gateway.")
                }
                return nil
            }
        }
    }

    private static func places(of server: Server) -> [Place] {
        server.hosts.map { Place(port: server.port?.number ?? 0, bind: server.bind ?? "", host: $0) }
    }

    /// Whether two Gateways are for the same workload: by the same selector, or where one's is a part of the other's and
    /// some workload has the labels of both.
    private static func share(
        _ one: Resource<Gateway>, _ other: Resource<Gateway>, _ configuration: AnalyzedConfiguration
    ) -> Bool {
        let (first, second) = (one.spec.selector, other.spec.selector)
        if first == second { return true }
        guard first.holds(second) || second.holds(first) else { return false }
        return configuration.workloads.contains { $0.labels.holds(first) && $0.labels.holds(second) }
    }
}

extension ResourceKey {
    /// The name, with its namespace where that is another one.
    func name(from namespace: String) -> String {
        self.namespace == namespace ? self.name : "\(self.namespace)/\(self.name)"
    }
}
