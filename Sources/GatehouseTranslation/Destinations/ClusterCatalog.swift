import GatehouseModel
import GatehousePlan

/// Makes the clusters that routes ask for, each once, with their endpoints.
struct ClusterCatalog {
    /// A destination that a route asks for.
    struct Resolution {
        /// The service's host, aliases followed.
        var host: String
        /// The service port.
        var port: Int
        /// `outbound|<port>|<subset>|<host>`.
        var clusterName: String
        /// The cluster; nil when there is none of that name.
        var cluster: ClusterID?
    }

    /// The clusters, in the order in which they were first asked for.
    private(set) var clusters: [ClusterPlan] = []
    /// Their endpoints, by name.
    private(set) var endpoints: [String: EndpointSet] = [:]
    /// Findings, in the order in which they were made.
    var diagnostics: [Diagnostic] = []
    /// The DestinationRules that hold for a cluster, as indices of the resources.
    private(set) var rulesInUse: Set<Int> = []

    /// What the DestinationRules were written as.
    let resources: ResourceSet
    /// Where certificates are found.
    let credentials: CredentialLookup
    private let registry: ServiceRegistry
    private let resolution: EndpointResolution
    private let rules: DestinationRuleIndex
    private let gatewayNamespace: String
    /// What was said of missing certificates, each once.
    var reportedGaps: Set<Diagnostic> = []
    private var known: [String: ClusterID?] = [:]
    private var reported: Set<ResourceKey> = []

    /// A catalogue without clusters.
    init(
        _ resources: ResourceSet, registry: ServiceRegistry, resolution: EndpointResolution,
        credentials: CredentialLookup, options: TranslationOptions
    ) {
        self.credentials = credentials
        self.gatewayNamespace = options.gatewayNamespace
        self.resources = resources
        self.registry = registry
        self.resolution = resolution
        self.rules = DestinationRuleIndex(resources, options: options)
    }

    /// The cluster of a destination of a VirtualService in `namespace`. A port that is not given is the service's only
    /// one, else the Gateway server's (semantics A5).
    mutating func resolve(
        host: String, port: Int?, subset: String, namespace: String, serverPort: Int
    ) -> Resolution {
        var host = host
        var service = self.registry.service(named: host, for: namespace)
        // Aliases may form a ring; a chain that is longer than DNS resolvers follow is taken for one.
        for _ in 0..<8 {
            // A target that is no service is resolved by DNS, as the endpoint of the one that names it (semantics S5).
            guard let alias = service.flatMap({ self.registry.services[$0].aliasOf }),
                let target = self.registry.service(named: alias, for: namespace)
            else { break }
            host = alias
            service = target
        }
        let port = port ?? service.flatMap { self.registry.services[$0].defaultPort } ?? serverPort
        let name = "outbound|" + String(port) + "|" + subset + "|" + host
        let cluster = self.cluster(named: name, service: service, port: port, subset: subset)
        return Resolution(host: host, port: port, clusterName: name, cluster: cluster)
    }

    /// Whether a VirtualService in `namespace` sees a service of this full host.
    func knows(_ host: String, for namespace: String) -> Bool {
        self.registry.service(named: host, for: namespace) != nil
    }

    /// A port of a service, or of one of its subsets, as a server name can spell it.
    struct SNITarget {
        /// The service, as an index of the registry.
        var service: Int
        /// The service port.
        var port: Int
        /// The subset, empty for none.
        var subset: String
    }

    /// Every port and subset of the services that the gateway sees and that are wanted by host and namespace.
    func sniTargets(where isWanted: (_ host: String, _ namespace: String) -> Bool) -> [SNITarget] {
        self.registry.services.indices.flatMap { index -> [SNITarget] in
            let service = self.registry.services[index]
            guard service.aliasOf == nil, service.visibility.includes(self.gatewayNamespace),
                isWanted(service.host, service.namespace)
            else { return [] }
            let subsets = self.rules.rule(for: service.host, namespace: service.namespace)?.subsets ?? []
            let names = [""] + subsets.compactMap(\.name).filter { !$0.isEmpty }
            return service.ports.flatMap { port in
                names.map { SNITarget(service: index, port: port.number, subset: $0) }
            }
        }
    }

    /// The cluster of such a target. Its name is Istio's for these, and so is that it has no TLS settings of its own: the
    /// connections carry TLS already.
    mutating func resolve(sniTarget target: SNITarget) -> Resolution {
        let host = self.registry.services[target.service].host
        let name = "outbound_." + String(target.port) + "_." + target.subset + "_." + host
        let cluster = self.cluster(
            named: name, service: target.service, port: target.port, subset: target.subset, carriesTLS: true)
        return Resolution(host: host, port: target.port, clusterName: name, cluster: cluster)
    }

    private mutating func cluster(
        named name: String, service: Int?, port: Int, subset: String, carriesTLS: Bool = false
    ) -> ClusterID? {
        if let known = self.known[name] { return known }
        let cluster = service.flatMap { index in
            self.makeCluster(
                named: name, service: self.registry.services[index], port: port, subset: subset, carriesTLS: carriesTLS)
        }
        self.known[name] = .some(cluster)
        return cluster
    }

    private mutating func makeCluster(
        named name: String, service: RegisteredService, port: Int, subset: String, carriesTLS: Bool
    ) -> ClusterID? {
        guard let servicePort = service.port(port) else {
            self.report(service, "has no port \(port), which a route asks for; such requests are answered 503 NC.")
            return nil
        }
        let rule = self.rules.rule(for: service.host, namespace: service.namespace)
        let chosen = subset.isEmpty ? nil : rule?.subset(subset)
        if !subset.isEmpty && chosen == nil { return nil }
        let resolved = self.resolution.resolve(service, port: servicePort)
        let endpoints = resolved.endpoints.filter { endpoint in
            chosen.map { endpoint.labels.holds($0.labels) } ?? true
        }
        if resolved.needsEndpoints && resolved.endpoints.isEmpty && resolved.names.isEmpty { return nil }
        let names = resolved.names.filter { name in chosen.map { name.labels.holds($0.labels) } ?? true }
        let wildcards = names.filter { $0.endpoint.address.hasPrefix("*") }.map(\.endpoint.address)
        if !wildcards.isEmpty { self.reportNames(wildcards, of: service) }
        let policy = TrafficPolicy.effective(top: rule?.trafficPolicy, subset: chosen?.trafficPolicy, port: port)
        var plan = ClusterPlan(
            name: name, host: service.host, port: port, subset: subset, serviceName: service.metricsName,
            serviceNamespace: service.namespace, origin: service.origin)
        plan.upstreamProtocol = servicePort.upstreamProtocol
        plan.apply(policy)
        let resolvable = names.map(\.endpoint).filter { !$0.address.hasPrefix("*") }
        if !resolvable.isEmpty {
            plan.resolvedNames = ResolvedNames(
                names: resolvable, use: resolved.isOneEndpoint ? .oneAddress : .everyAddress)
        }
        if !carriesTLS, let settings = policy?.tls {
            plan.tls = self.tls(settings, for: plan, of: service, rule: rule)
        }
        self.rulesInUse.formUnion(rule?.sources ?? [])
        self.endpoints[name] = EndpointSet(merging: endpoints.map(\.endpoint))
        self.clusters.append(plan)
        return ClusterID(self.clusters.count - 1)
    }

    private mutating func reportNames(_ names: [String], of service: RegisteredService) {
        let key = ResourceKey(service.origin)
        guard self.reported.insert(key).inserted else { return }
        let few = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        let message =
            "\(few) would have to be resolved for each request by its host, which the gateway does not do; its requests"
            + " are answered 503 UH. Name the hosts, or give endpoints."
        switch service.source {
        case .serviceEntry(let index):
            let field = FieldPath.spec[
                self.resources.serviceEntries[index].spec.endpoints.isEmpty ? "hosts" : "endpoints"]
            self.diagnostics.append(
                self.resources.serviceEntries[index].diagnostic("GH0206", .warning, .partDropped, at: field, message))
        case .kubernetes(let index):
            self.diagnostics.append(
                self.resources.services[index].diagnostic("GH0206", .warning, .partDropped, message))
        case .explicit: break
        }
    }

    private mutating func report(_ service: RegisteredService, _ predicate: String) {
        let message = "\(service.host) \(predicate)"
        let field = FieldPath.spec["ports"]
        switch service.source {
        case .serviceEntry(let index):
            self.diagnostics.append(
                self.resources.serviceEntries[index].diagnostic("GH0209", .warning, .none, at: field, message))
        case .kubernetes(let index):
            self.diagnostics.append(
                self.resources.services[index].diagnostic("GH0209", .warning, .none, at: field, message))
        case .explicit:
            self.diagnostics.append(
                Diagnostic(code: "GH0209", level: .warning, effect: .none, message: message))
        }
    }
}

extension ResourceKey {
    /// The key of the resource that a node comes from.
    init(_ origin: Origin) {
        self.init(kind: origin.kind, namespace: origin.namespace, name: origin.name)
    }
}
