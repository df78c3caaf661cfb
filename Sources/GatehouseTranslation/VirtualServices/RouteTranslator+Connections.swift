import GatehouseModel
import GatehousePlan

extension RouteTranslator {
    /// Where a server's connections go: by the first VirtualService that overlaps with its hosts and has a rule which
    /// applies, and the first such rule of it (semantics L1); nil when there is none.
    mutating func tcpRoute(
        for server: BoundServer, on listener: BoundListener, of selection: VirtualServiceSelection,
        bindings: inout BindingRecord
    ) -> ConnectionRoutePlan? {
        for position in selection.byGateway[server.gateway] ?? [] {
            let virtualService = selection.virtualServices[position]
            let hosts = server.hosts.intersection(with: virtualService.hosts, namespace: virtualService.namespace)
            if hosts.isEmpty { continue }
            let rules = self.resources.virtualServices[virtualService.index].spec.tcp
            for (index, rule) in rules.enumerated() {
                let path = FieldPath.spec["tcp"][index]
                let match = rule.match.firstIndex { self.applies(ConnectionConditions($0), to: virtualService, server) }
                if match == nil && !rule.match.isEmpty { continue }
                let connections = ConnectionRule(
                    virtualService: virtualService, path: path, destinations: rule.route)
                guard let destinations = self.destinations(of: connections, on: server) else { continue }
                bindings.note(.bound, at: position, in: listener.name, of: server.gateway)
                return ConnectionRoutePlan(
                    destinations: destinations, origin: self.origin(of: connections),
                    matchPath: match.map { path["match"][$0].description })
            }
            bindings.note(.withoutRoutes, at: position, in: listener.name, of: server.gateway)
        }
        return nil
    }

    /// Whether a match entry can hold on this gateway and server at all.
    func applies(
        _ conditions: ConnectionConditions, to virtualService: EffectiveVirtualService, _ server: BoundServer
    ) -> Bool {
        conditions.hold(on: server, names: self.names(of: virtualService))
    }

    /// The rule, for the plan.
    func origin(of rule: ConnectionRule) -> Origin {
        let metadata = self.resources.virtualServices[rule.virtualService.index].metadata
        return Origin(
            kind: VirtualService.kind, namespace: metadata.namespace, name: metadata.name, path: rule.path.description)
    }

    /// Where a rule's connections go; nil for nowhere, which is reported.
    mutating func destinations(of rule: ConnectionRule, on server: BoundServer) -> [WeightedDestination]? {
        self.servedResources.insert(rule.virtualService.index)
        let names = self.names(of: rule.virtualService)
        let isLone = rule.destinations.count == 1
        if rule.destinations.isEmpty || (!isLone && rule.destinations.allSatisfy { ($0.weight ?? 0) <= 0 }) {
            let reason =
                rule.destinations.isEmpty
                ? "the rule names no destination" : "no destination has a weight; give one of them more than 0"
            self.report(rule, "GH0208", rule.path["route"], "In `\(rule.path)`, \(reason). The rule is passed over.")
            return nil
        }
        return rule.destinations.enumerated().map { index, route in
            let resolution = self.clusters.resolve(
                ClusterCatalog.Request(
                    host: names.host(route.destination?.host ?? ""),
                    port: route.destination?.port?.number.map { Int($0) }, subset: route.destination?.subset ?? "",
                    namespace: rule.virtualService.namespace, serverPort: server.port))
            if resolution.cluster == nil { self.reportMissing(resolution, at: index, of: rule) }
            self.clusters.carryConnections(resolution.cluster)
            return WeightedDestination(
                host: resolution.host, port: resolution.port, subset: route.destination?.subset ?? "",
                clusterName: resolution.clusterName, cluster: resolution.cluster,
                weight: max(0, Int(route.weight ?? 0)))
        }
    }

    private mutating func reportMissing(_ resolution: ClusterCatalog.Resolution, at index: Int, of rule: ConnectionRule)
    {
        let field = rule.path["route"][index]["destination"]
        let owner = rule.virtualService.index
        if !self.clusters.knows(resolution.host, for: rule.virtualService.namespace) {
            self.missing.note(.service(host: resolution.host), of: owner)
            self.report(
                rule, "IST0101", field,
                "There is no service \(resolution.host): no Service, ServiceEntry or --endpoint has this host."
                    + " Connections for it are closed.")
        } else if let subset = rule.destinations[index].destination?.subset, !subset.isEmpty {
            self.missing.note(.subset(subset, host: resolution.host), of: owner)
            self.report(
                rule, "IST0101", field,
                "No DestinationRule that applies defines a subset \(subset) of \(resolution.host)."
                    + " Connections for it are closed.")
        } else {
            self.missing.note(.port(resolution.port, host: resolution.host), of: owner)
        }
    }

    /// Reports an error of a rule, once for each field.
    mutating func report(
        _ rule: ConnectionRule, _ code: String, _ field: FieldPath, level: Diagnostic.Level = .error, _ message: String
    ) {
        let index = rule.virtualService.index
        guard self.reportedFields.insert(ReportedField(virtualService: index, path: field)).inserted else { return }
        self.diagnostics.append(
            self.resources.virtualServices[index].diagnostic(code, level, .partDropped, at: field, message))
    }

    private func names(of virtualService: EffectiveVirtualService) -> ShortNames {
        ShortNames(namespace: virtualService.namespace, clusterDomain: self.options.clusterDomain)
    }
}
