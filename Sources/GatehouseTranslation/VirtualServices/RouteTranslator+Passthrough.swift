import GatehouseModel
import GatehousePlan

extension RouteTranslator {
    /// The chains of a server that passes TLS through by its server name (semantics L2): one for each `tls` match, for
    /// those of its `sniHosts` that overlap with the server's hosts and are not another's.
    ///
    /// - Parameters:
    ///   - isFree: whether a name is nobody's yet; says so once.
    ///   - bindings: takes note of what became of the VirtualServices.
    mutating func passthroughChains(
        for server: BoundServer, on listener: BoundListener, of selection: VirtualServiceSelection,
        bindings: inout BindingRecord, isFree: (String) -> Bool
    ) -> [TLSChainPlan] {
        var chains: [TLSChainPlan] = []
        for position in selection.byGateway[server.gateway] ?? [] {
            let virtualService = selection.virtualServices[position]
            let hosts = server.hosts.intersection(with: virtualService.hosts, namespace: virtualService.namespace)
            if hosts.isEmpty { continue }
            bindings.note(.withoutRoutes, at: position, in: listener.name, of: server.gateway)
            for (index, rule) in self.resources.virtualServices[virtualService.index].spec.tls.enumerated() {
                let connections = ConnectionRule(
                    virtualService: virtualService, path: .spec["tls"][index], destinations: rule.route)
                for (place, match) in rule.match.enumerated()
                where self.applies(ConnectionConditions(match), to: virtualService, server) {
                    let path = connections.path["match"][place]
                    let names = self.serverNames(of: match, at: path, of: connections, on: server, isFree: isFree)
                    guard !names.isEmpty, let destinations = self.destinations(of: connections, on: server) else {
                        continue
                    }
                    bindings.note(.bound, at: position, in: listener.name, of: server.gateway)
                    let route = ConnectionRoutePlan(
                        destinations: destinations, origin: self.origin(of: connections), matchPath: path.description)
                    chains.append(
                        TLSChainPlan(
                            serverNames: names.map { HostPattern($0) }, protocolName: server.protocolName,
                            content: .passthrough(route), origins: [server.origin]))
                }
            }
        }
        return chains
    }

    private mutating func serverNames(
        of match: TLSMatchAttributes, at path: FieldPath, of rule: ConnectionRule, on server: BoundServer,
        isFree: (String) -> Bool
    ) -> [String] {
        var names: [String] = []
        for (index, host) in match.sniHosts.enumerated() {
            for name in server.hosts.intersection(with: [host], namespace: rule.virtualService.namespace)
            where !names.contains(name) {
                if isFree(name) {
                    names.append(name)
                } else {
                    self.report(
                        rule, "GH0212", path["sniHosts"][index], level: .warning,
                        "Connections for \(name) on port \(server.port) go elsewhere already, so this entry gets none"
                            + " of them: an older rule or another Gateway server has the name.")
                }
            }
        }
        return names
    }

    /// The chains of a server that passes TLS through to the service that the server name spells,
    /// `outbound_.<port>_.<subset>_.<host>`: one for each port and subset of the services whose host is one of the
    /// server's.
    mutating func autoPassthroughChains(for server: BoundServer, isFree: (String) -> Bool) -> [TLSChainPlan] {
        var chains: [TLSChainPlan] = []
        for target in self.clusters.sniTargets(where: { host, namespace in
            server.hosts.intersection(with: [host], namespace: namespace).contains(host.lowercased())
        }) {
            let destination = self.clusters.resolve(sniTarget: target)
            guard destination.cluster != nil, isFree(destination.clusterName.lowercased()) else { continue }
            self.clusters.carryConnections(destination.cluster)
            let route = ConnectionRoutePlan(
                destinations: [
                    WeightedDestination(
                        host: destination.host, port: destination.port, subset: target.subset,
                        clusterName: destination.clusterName, cluster: destination.cluster, weight: 100)
                ], origin: server.origin)
            chains.append(
                TLSChainPlan(
                    serverNames: [.exact(destination.clusterName.lowercased())], protocolName: server.protocolName,
                    content: .passthrough(route), origins: [server.origin]))
        }
        return chains
    }
}
