public import GatehouseModel
import GatehousePlan

/// Turns resources into what the gateway has to do. Pure: no clock, no network, no files.
public enum Translation {
    /// The plan for the gateway that `options` describe, with everything there is to say about how it came about.
    ///
    /// Broken parts are contained: a rule that can't be served answers as Istio would and is reported, the rest is
    /// served. Resources are expected in the order that `ResourceSet` promises.
    public static func translate(_ resources: ResourceSet, options: TranslationOptions) -> TranslationResult {
        let registry = ServiceRegistry(resources, options: options)
        let resolution = EndpointResolution(resources)
        let gateways = GatewayTranslator(
            resources.gateways,
            services: GatewayServices(resources, registry: registry, resolution: resolution, options: options),
            options: options)
        let listeners = gateways.listeners
        let selection = VirtualServiceSelection(
            resources, servedGateways: Set(listeners.flatMap { $0.servers.map(\.gateway) }), options: options)
        var routes = RouteTranslator(
            resources,
            clusters: ClusterCatalog(resources, registry: registry, resolution: resolution, options: options),
            options: options)

        var plans: [(listener: BoundListener, builder: RouteTableBuilder)] = []
        for listener in listeners {
            var builder = RouteTableBuilder(selection: selection)
            for server in listener.servers { builder.add(server, routes: &routes) }
            plans.append((listener, builder))
        }
        let clusters = routes.clusters
        let plan = GatewayPlan(
            listeners: plans.map { listener, builder in
                ListenerPlan(
                    bind: listener.bind, port: listener.port, protocolName: listener.protocolName,
                    content: .http(builder.table(for: listener, blocks: routes.blocks)),
                    origins: listener.servers.map(\.origin))
            }, clusters: clusters.clusters)

        var diagnostics = gateways.diagnostics + selection.diagnostics + routes.diagnostics
        for index in routes.servedResources.sorted() {
            let resource = resources.virtualServices[index]
            diagnostics += UnhonouredFields(resource.spec).diagnostics(of: resource, code: "GH0204")
        }
        diagnostics += clusters.diagnostics
        for index in clusters.rulesInUse.sorted() {
            let resource = resources.destinationRules[index]
            diagnostics += UnhonouredFields(resource.spec).diagnostics(of: resource, code: "GH0205")
        }
        return TranslationResult(
            plan: plan, endpoints: clusters.endpoints, diagnostics: diagnostics,
            status: TranslationStatus(
                servers: gateways.status,
                virtualServices: Self.status(of: resources.virtualServices, selection: selection, bound: plans)))
    }

    private static func status(
        of virtualServices: [Resource<VirtualService>], selection: VirtualServiceSelection,
        bound plans: [(listener: BoundListener, builder: RouteTableBuilder)]
    ) -> [VirtualServiceStatus] {
        var outcomes = selection.outcomes
        for (position, virtualService) in selection.virtualServices.enumerated() {
            var tables: [String] = []
            var outcome = VirtualServiceStatus.Outcome.noMatchingHost
            for index in plans.indices {
                switch plans[index].builder.bindings[position] {
                case .none: break
                case .withoutRoutes: if tables.isEmpty { outcome = .noRoutes }
                case .bound:
                    tables.append(plans[index].listener.routeTableName)
                    outcome = .bound(routeTables: tables)
                }
            }
            outcomes[virtualService.index] = outcome
        }
        return virtualServices.enumerated().map { index, resource in
            VirtualServiceStatus(
                origin: Origin(
                    kind: VirtualService.kind, namespace: resource.metadata.namespace, name: resource.metadata.name),
                outcome: outcomes[index] ?? .noGateway)
        }
    }
}
