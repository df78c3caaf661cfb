import GatehouseModel

/// Routes of Gateways to a host for which sidecars have another VirtualService with subsets (IST0140). A gateway goes to the
/// host directly and asks no other VirtualService, so that those subsets are not for it.
enum IneffectiveRouteAnalyzer {
    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let divided = Self.dividedHosts(configuration)
        if divided.isEmpty { return [] }
        return configuration.resources.virtualServices.compactMap { resource in
            guard resource.spec.gateways.contains(where: { $0 != "mesh" }) else { return nil }
            let names = configuration.names(of: resource.metadata.namespace)
            for (index, rule) in resource.spec.http.enumerated() {
                for (position, route) in rule.route.enumerated() {
                    guard let destination = route.destination, (destination.subset ?? "").isEmpty else { continue }
                    let host = names.host(destination.host ?? "")
                    guard let other = divided[host], other != resource.key else { continue }
                    return resource.diagnostic(
                        "IST0140", .warning, .none, at: .spec["http"][index]["route"][position]["destination"],
                        "\(host) is divided into subsets by the VirtualService"
                            + " \(other.name(from: resource.metadata.namespace)), which is for the mesh and does not hold"
                            + " for what comes through a Gateway: requests go to all of its endpoints. Name the subsets"
                            + " here as well.")
                }
            }
            return nil
        }
    }

    /// The hosts that a VirtualService of the mesh both is for and sends to subsets of, and the first that does.
    private static func dividedHosts(_ configuration: AnalyzedConfiguration) -> [String: ResourceKey] {
        var hosts: [String: ResourceKey] = [:]
        for resource in configuration.resources.virtualServices
        where resource.spec.gateways.isEmpty || resource.spec.gateways.contains("mesh") {
            let names = configuration.names(of: resource.metadata.namespace)
            let own = Set(resource.spec.hosts.map(names.host))
            for destination in resource.spec.http.flatMap(\.route).compactMap(\.destination) {
                let host = names.host(destination.host ?? "")
                if !(destination.subset ?? "").isEmpty, own.contains(host), hosts[host] == nil {
                    hosts[host] = resource.key
                }
            }
        }
        return hosts
    }
}
