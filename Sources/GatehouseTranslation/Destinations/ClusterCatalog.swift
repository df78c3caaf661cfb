import GatehouseModel
import GatehousePlan

/// Makes the clusters that routes ask for, each once, with their endpoints.
struct ClusterCatalog {
    /// A destination that a route asks for.
    struct Request: Hashable {
        /// The host, short names completed.
        var host: String
        /// The port; nil for the service's only one, else the Gateway server's (semantics A5).
        var port: Int?
        /// The subset, empty for none.
        var subset: String
        /// The namespace of the VirtualService.
        var namespace: String
        /// The Gateway server's port.
        var serverPort: Int
    }

    /// What a destination turns out to be.
    struct Resolution: Hashable {
        /// The service's host, aliases followed.
        var host: String
        /// The service port.
        var port: Int
        /// `outbound|<port>|<subset>|<host>`.
        var clusterName: String
        /// The cluster; nil when there is none of that name.
        var cluster: ClusterID?
    }

    /// A destination, and what it turned out to be. Those who ask for the same share one.
    final class Answer: Sendable {
        /// The destination.
        let request: Request
        /// What it is.
        let resolution: Resolution

        init(request: Request, resolution: Resolution) {
            self.request = request
            self.resolution = resolution
        }
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
    /// Where this gateway is.
    let place: GatewayPlace
    /// What was said of settings that several clusters may have, each once.
    var reportedSettings: Set<Diagnostic> = []
    private var known: [String: ClusterID?] = [:]
    /// The services, as indices of the registry, that clusters with the usual names are of.
    private var owners: [String: Int] = [:]
    /// What was asked for so far. Many ask for the same, and finding it out takes several times as long as looking it up.
    private var answers: [Request: Answer] = [:]
    /// What was asked for since recording began, each once; nil while nobody records.
    private var recorded: [Answer]?
    private var recordedRequests: Set<Request> = []
    /// Of answers of a catalogue before, whether they are those of this one; with the answers, so that they stay what
    /// their identifiers name.
    private var verdicts: [ObjectIdentifier: (answer: Answer, holds: Bool)] = [:]
    /// The hosts that ExternalName Services stand for, as far as they are no service's.
    private var externalHosts: Set<String> = []
    /// The ServiceEntries whose wildcards were reported.
    var reported: Set<ResourceKey> = []
    /// Where clusters are told to hash what only requests have: the field, by the cluster.
    private(set) var requestHashes: [ClusterID: (resource: Resource<DestinationRule>, path: FieldPath)] = [:]

    /// A catalogue without clusters.
    init(
        _ resources: ResourceSet, registry: ServiceRegistry, resolution: EndpointResolution,
        credentials: CredentialLookup, options: TranslationOptions
    ) {
        self.credentials = credentials
        self.gatewayNamespace = options.gatewayNamespace
        self.place = GatewayPlace(options)
        self.resources = resources
        self.registry = registry
        self.resolution = resolution
        self.rules = DestinationRuleIndex(resources, options: options)
    }

    /// Notes from now on what is asked for.
    mutating func beginRecording() { self.recorded = [] }

    /// What was asked for since recording began, in order.
    mutating func endRecording() -> [Answer] {
        defer {
            self.recorded = nil
            self.recordedRequests = []
        }
        return self.recorded ?? []
    }

    /// The cluster of a destination.
    mutating func resolve(_ request: Request) -> Resolution {
        let answer: Answer
        if let known = self.answers[request] {
            answer = known
        } else {
            answer = Answer(request: request, resolution: self.find(request))
            self.answers[request] = answer
        }
        if self.recorded != nil, self.recordedRequests.insert(request).inserted { self.recorded?.append(answer) }
        return answer.resolution
    }

    /// Whether an answer of a catalogue before is the one that this one gives, which is asked for with that.
    mutating func holds(_ answer: Answer) -> Bool {
        let identifier = ObjectIdentifier(answer)
        if let verdict = self.verdicts[identifier] { return verdict.holds }
        let holds = self.resolve(answer.request) == answer.resolution
        self.verdicts[identifier] = (answer, holds)
        return holds
    }

    private mutating func find(_ request: Request) -> Resolution {
        var host = request.host
        let (subset, namespace) = (request.subset, request.namespace)
        var index = self.registry.service(named: host, for: namespace)
        // The Service that the route names says which port is meant, before whatever stands for it.
        let namedPort = index.flatMap { self.registry.services[$0].defaultPort }
        var alias: Int?
        // Aliases may form a ring; a chain that is longer than DNS resolvers follow is taken for one.
        for _ in 0..<8 {
            guard let target = index.flatMap({ self.registry.services[$0].aliasOf }) else { break }
            alias = index
            host = target
            index = self.registry.service(named: host, for: namespace)
        }
        let defaultPort = namedPort ?? (index ?? alias).flatMap { self.registry.services[$0].defaultPort }
        let port = request.port ?? defaultPort ?? request.serverPort
        let name = self.name("outbound|" + String(port) + "|" + subset + "|" + host, of: index)
        let cluster = self.cluster(named: name, port: port, subset: subset) { catalog in
            if let index { return catalog.registry.services[index] }
            return alias.flatMap { catalog.registry.services[$0].asExternalName }
        }
        if index == nil && alias != nil { self.externalHosts.insert(host) }
        return Resolution(host: host, port: port, clusterName: name, cluster: cluster)
    }

    /// The name of a service's cluster: the usual one, unless it is another service's. A host may be one service to the
    /// VirtualServices of one namespace and another one to others (semantics S4), and none may get the other's traffic.
    private mutating func name(_ usual: String, of service: Int?) -> String {
        guard let service else { return usual }
        guard let owner = self.owners[usual] else {
            self.owners[usual] = service
            return usual
        }
        return owner == service ? usual : usual + "@" + self.registry.services[service].namespace
    }

    /// Whether a VirtualService in `namespace` sees a service of this full host.
    func knows(_ host: String, for namespace: String) -> Bool {
        self.registry.service(named: host, for: namespace) != nil || self.externalHosts.contains(host)
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
            // A wildcard is no name that a server name could spell.
            guard service.aliasOf == nil, !service.host.hasPrefix("*"),
                service.visibility.includes(self.gatewayNamespace), isWanted(service.host, service.namespace)
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
        let cluster = self.cluster(named: name, port: target.port, subset: target.subset, carriesTLS: true) { catalog in
            catalog.registry.services[target.service]
        }
        return Resolution(host: host, port: target.port, clusterName: name, cluster: cluster)
    }

    private mutating func cluster(
        named name: String, port: Int, subset: String, carriesTLS: Bool = false,
        of service: (ClusterCatalog) -> RegisteredService?
    ) -> ClusterID? {
        if let known = self.known[name] { return known }
        let cluster = service(self).flatMap { service in
            self.makeCluster(named: name, service: service, port: port, subset: subset, carriesTLS: carriesTLS)
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
        // What is looked up in DNS may have its rule under either name.
        let rule =
            self.rules.rule(for: service.host, namespace: service.namespace)
            ?? service.alias.flatMap { self.rules.rule(for: $0, namespace: service.namespace) }
        let chosen = subset.isEmpty ? nil : rule?.subset(subset)
        if !subset.isEmpty && chosen == nil { return nil }
        let resolved = self.resolution.resolve(service, port: servicePort)
        if resolved.requested != nil, !subset.isEmpty {
            self.report(
                service, at: "hosts",
                "is resolved anew for each request, so that it has no subsets, such as \(subset), which a route asks for;"
                    + " such requests are answered 503 NC.")
            return nil
        }
        if !resolved.wildcards.isEmpty { self.report(wildcards: resolved.wildcards, of: service) }
        if resolved.endpoints.isEmpty && resolved.need != .nothing { return nil }
        var endpoints = resolved.endpoints
        if let chosen {
            endpoints.removeAll { !$0.holds(chosen.labels) }
            if endpoints.isEmpty, !resolved.endpoints.isEmpty { self.report(empty: chosen, of: service, rule) }
        }
        if endpoints.isEmpty && resolved.need == .ofSubset { return nil }
        let policy = TrafficPolicy.effective(top: rule?.trafficPolicy, subset: chosen?.trafficPolicy, port: port)
        var plan = ClusterPlan(
            name: name, host: service.host, port: port, subset: subset, serviceName: service.metricsName,
            serviceNamespace: service.namespace, origin: service.origin)
        plan.upstreamProtocol = servicePort.upstreamProtocol
        plan.apply(policy)
        // Who prefers near endpoints by the service's own word would rather leave a zone than use unready ones.
        if service.distribution != .any { plan.outlierDetection?.minHealthPercent = 0 }
        plan.healthCheck = rule?.sources.compactMap { HealthCheckPlan(self.resources.destinationRules[$0]) }.first
        if carriesTLS {
            // What is asked in plain text is no answer's worth where only TLS is spoken.
            if plan.healthCheck?.question != .tcp { plan.healthCheck = nil }
        } else if let settings = policy?.tls {
            (plan.tls, plan.tlsOrigin) = self.tls(settings, for: plan, of: service, rule: rule)
        }
        endpoints = self.arrange(endpoints, under: policy, of: service, rule: rule)
        plan.resolvedNames = ResolvedNames(endpoints, use: resolved.use)
        if let requested = resolved.requested { self.request(requested, for: &plan, under: policy, rule: rule) }
        self.rulesInUse.formUnion(rule?.sources ?? [])
        if let settings = policy?.loadBalancer, let field = plan.balancing.requestHashField,
            let (resource, path) = self.place(of: settings, at: .loadBalancer, in: rule)
        {
            self.requestHashes[ClusterID(self.clusters.count)] = (resource, path["consistentHash"][field])
        }
        self.endpoints[name] = EndpointSet(merging: endpoints.filter { !$0.isName }.map(\.endpoint))
        self.clusters.append(plan)
        return ClusterID(self.clusters.count - 1)
    }
}
