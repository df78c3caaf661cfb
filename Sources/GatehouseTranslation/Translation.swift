public import GatehouseModel
import GatehousePlan

/// Turns resources into what the gateway has to do. Pure: no clock, no network, no files.
public enum Translation {
    /// The plan for the gateway that `options` describe, with everything there is to say about how it came about.
    ///
    /// Broken parts are contained: a rule that can't be served answers as Istio would and is reported, the rest is
    /// served. Resources are expected in the order that `ResourceSet` promises.
    ///
    /// - Parameter files: the contents of the files that `CredentialFiles.paths(namedBy:options:)` lists.
    public static func translate(
        _ resources: ResourceSet, files: CredentialFiles = CredentialFiles(), options: TranslationOptions
    ) -> TranslationResult {
        var memory = TranslationMemory()
        return self.translate(resources, files: files, options: options, memory: &memory)
    }

    /// The same, in less time where most of the resources are those of the translation before.
    ///
    /// - Parameter memory: what the translation before left, and leaves to the next. The result does not depend on it, but
    ///   it is made of the same storage as the results before wherever it is equal to them, which makes it cheap to
    ///   compare.
    public static func translate(
        _ resources: ResourceSet, files: CredentialFiles = CredentialFiles(), options: TranslationOptions,
        memory: inout TranslationMemory
    ) -> TranslationResult {
        var known = memory.recall(resources.virtualServices, options: options)
        let registry = ServiceRegistry(resources, options: options)
        let resolution = EndpointResolution(resources, options: options)
        let credentials = CredentialLookup(resources, files: files, options: options)
        let gateways = GatewayTranslator(
            resources.gateways,
            services: GatewayServices(resources, registry: registry, resolution: resolution, options: options),
            credentials: credentials, options: options)
        let bound = gateways.listeners
        let selection = VirtualServiceSelection(
            resources, facts: known.facts, servedGateways: Set(bound.flatMap { $0.servers.map(\.gateway) }),
            options: options)
        var listeners = ListenerTranslator(
            selection: selection,
            routes: RouteTranslator(
                resources, memory: known.takeBlocks(),
                clusters: ClusterCatalog(
                    resources, registry: registry, resolution: resolution, credentials: credentials, options: options),
                options: options))
        let plans = bound.compactMap { listeners.plan($0) }
        known.blocks = listeners.takeBlocks()
        let routes = listeners.routes
        let clusters = routes.clusters

        var diagnostics =
            gateways.diagnostics + selection.diagnostics + routes.diagnostics
            + Self.diagnostics(of: listeners.serversWithoutRoutes, in: resources)
        for index in routes.servedResources.sorted() { diagnostics += known.facts[index].findings }
        diagnostics += clusters.diagnostics
        for index in clusters.rulesInUse.sorted() {
            let resource = resources.destinationRules[index]
            diagnostics += UnhonouredFields(resource.spec).diagnostics(of: resource, code: "GH0205")
            diagnostics += HealthCheckPlan.diagnostics(of: resource)
        }
        for resource in resources.serviceEntries where !resource.metadata.annotations.isEmpty {
            diagnostics += RequestedNamesPlan.Reach.diagnostics(of: resource)
        }
        let status = TranslationStatus(
            servers: Self.status(of: gateways.status, without: listeners.serversWithoutRoutes),
            virtualServices: Self.status(
                of: known.facts, selection: selection, bindings: listeners.bindings, missing: routes.missing))
        var unserved = UnservedParts(resources, listeners: bound, servers: status.servers)
        for (index, facts) in known.facts.enumerated() {
            unserved.examine(index, facts, status.virtualServices[index].outcome)
        }
        diagnostics += unserved.diagnostics
        memory.keep(known, of: resources.virtualServices, options: options)
        return TranslationResult(
            plan: GatewayPlan(listeners: plans, clusters: clusters.clusters), endpoints: clusters.endpoints,
            diagnostics: diagnostics, status: status)
    }

    /// Says of servers that nobody says where their connections go.
    private static func diagnostics(of servers: [BoundServer], in resources: ResourceSet) -> [Diagnostic] {
        if servers.isEmpty { return [] }
        let gateways = Dictionary(
            resources.gateways.map { ("\($0.metadata.namespace)/\($0.metadata.name)", $0) },
            uniquingKeysWith: { first, _ in first })
        return servers.compactMap { server in gateways[server.gateway].map { server.diagnostic(in: $0) } }
    }

    /// What became of the servers, once it is known which of them have no routes.
    private static func status(of servers: [ServerStatus], without routes: [BoundServer]) -> [ServerStatus] {
        var servers = servers
        for server in routes where servers.indices.contains(server.statusIndex) {
            servers[server.statusIndex].outcome = .noRoutes
        }
        return servers
    }

    private static func status(
        of virtualServices: [VirtualServiceFacts], selection: VirtualServiceSelection, bindings: BindingRecord,
        missing: MissingReferences
    ) -> [VirtualServiceStatus] {
        var status = virtualServices.enumerated().map { index, facts in
            VirtualServiceStatus(
                origin: facts.origin, outcome: selection.outcomes[index] ?? .noGateway, gateways: facts.properGateways,
                missing: missing[index])
        }
        for (position, virtualService) in selection.virtualServices.enumerated() {
            status[virtualService.index].outcome = bindings[position]
            status[virtualService.index].boundGateways = bindings.boundGateways(of: position)
        }
        return status
    }
}

extension BoundServer {
    /// Says that nobody says where the server's connections go.
    fileprivate func diagnostic(in gateway: Resource<Gateway>) -> Diagnostic {
        let wanted =
            switch self.handling {
            case .autoPassthrough: "No service has a host that is one of the server's"
            case .passthrough: "No VirtualService of this Gateway has a `tls` rule for the server's hosts"
            case .http, .terminatedHTTP, .terminatedTCP, .tcp:
                "No VirtualService of this Gateway has a `tcp` rule for the server's hosts and port"
            }
        return gateway.diagnostic(
            "GH0213", .info, .partDropped, at: FieldPath.root[fields: self.origin.path],
            "\(wanted), so that its connections go nowhere: port \(self.port) stays closed, unless another server of it"
                + " has routes.")
    }
}
