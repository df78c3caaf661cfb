import GatehousePlan

/// One run over a plan: holds what routes refer to and gathers problems.
struct Compiler {
    /// The plan's clusters, compiled.
    let clusters: [CompiledCluster]
    /// The regular expressions that were needed so far.
    var regexes: RegexCache
    /// The limits to how often requests come, each once.
    private(set) var rateLimits: [RateLimitPolicy] = []
    private var placesOfRateLimits: [RateLimitPolicy: Int] = [:]
    /// What could not be compiled so far.
    private(set) var problems: [CompileProblem] = []

    /// Whether all clusters are those of the snapshot before.
    private let keepsClusters: Bool
    /// The snapshot before, which unchanged parts are taken from.
    private let previous: Snapshot?

    init(_ plan: GatewayPlan, previous: Snapshot?) {
        let clusters = plan.clusters.enumerated().map { index, plan in
            if let previous, previous.clusters.indices.contains(index), previous.clusters[index].plan == plan {
                return previous.clusters[index]
            }
            return CompiledCluster(plan: plan, index: index)
        }
        self.clusters = clusters
        self.keepsClusters = previous.map { $0.clusters.elementsEqual(clusters, by: ===) } ?? false
        self.regexes = RegexCache(before: previous?.regexes)
        self.previous = previous
    }

    mutating func listener(_ plan: ListenerPlan) -> CompiledListener {
        let previous = self.previous?.listeners.first { $0.bind == plan.bind && $0.port == plan.port }?.content
        let tables = previous?.routeTables ?? []
        let content: CompiledContent =
            switch plan.content {
            case .http(let table): .http(self.table(table, previous: tables.first { $0.name == table.name }))
            case .tls(let listener): .tls(self.chains(listener, tables))
            case .tcp(let route, let spoken): .tcp(self.connectionRoute(route), spoken)
            }
        return CompiledListener(plan: plan, content: content)
    }

    private mutating func chains(_ plan: TLSListenerPlan, _ previous: [RouteTable]) -> TLSChainTable {
        var groups: [PeerGroup: Int] = [:]
        let previous = Dictionary(previous.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let chains = plan.chains.map { plan in
            let group = groups[PeerGroup(plan), default: groups.count]
            groups[PeerGroup(plan)] = group
            return self.chain(plan, peerGroup: group, previous)
        }
        return TLSChainTable(chains: chains)
    }

    private mutating func chain(
        _ plan: TLSChainPlan, peerGroup: Int, _ previous: [String: RouteTable]
    ) -> CompiledTLSChain {
        let content: CompiledTLSChain.Content =
            switch plan.content {
            case .http(let table, let tls):
                .http(self.table(table, previous: previous[table.name]), tls)
            case .tcp(let route, let spoken, let tls): .tcp(self.connectionRoute(route), spoken, tls)
            case .passthrough(let route): .passthrough(self.connectionRoute(route))
            }
        return CompiledTLSChain(plan: plan, content: content, peerGroup: peerGroup)
    }

    private func connectionRoute(_ plan: ConnectionRoutePlan) -> CompiledConnectionRoute {
        let isLone = plan.destinations.count == 1
        let destinations = plan.destinations.filter { isLone || $0.weight > 0 }.map { destination in
            CompiledDestination(
                plan: destination, cluster: self.cluster(destination.cluster), requestHeaders: HeaderProgram(),
                responseHeaders: HeaderProgram(), authority: nil, pathRewrite: nil, ruleEditsRequest: false)
        }
        return CompiledConnectionRoute(plan: plan, forward: CompiledForward(destinations: destinations))
    }

    private mutating func table(_ plan: RouteTablePlan, previous: RouteTable?) -> RouteTable {
        let previousHosts = PreviousHosts(previous)
        let hosts = plan.virtualHosts.enumerated().map { index, plan in
            self.virtualHost(plan, previous: previousHosts.host(of: plan.domain, expectedAt: index))
        }
        return RouteTable(name: plan.name, virtualHosts: hosts, previous: previous)
    }

    private mutating func virtualHost(
        _ plan: VirtualHostPlan, previous: CompiledVirtualHost?
    ) -> CompiledVirtualHost {
        if let previous, self.canReuse(previous, for: plan) {
            self.regexes.keep(previous.matcher.regexes)
            self.problems += previous.problems
            return previous
        }
        let firstProblem = self.problems.count
        var matchers = RouteMatcherBuilder()
        var routes: [CompiledRoute] = []
        routes.reserveCapacity(plan.routes.count)
        for route in plan.routes {
            do {
                try matchers.append(route.condition, &self.regexes)
                routes.append(self.route(route))
            } catch {
                // A delegate's rule without a match has that of the rule that delegates to it.
                self.problems.append(
                    CompileProblem(
                        origin: route.matchPath == nil ? route.delegatedBy ?? route.origin : route.origin,
                        matchPath: route.matchPath,
                        message:
                            "\(error.reason). The route is left out: requests are matched as though it were not there.")
                )
            }
        }
        return CompiledVirtualHost(
            plan: plan, routes: routes, matcher: matchers.build(), problems: Array(self.problems[firstProblem...]))
    }

    /// Whether nothing of a virtual host has changed, the clusters that it refers to included.
    private func canReuse(_ host: CompiledVirtualHost, for plan: VirtualHostPlan) -> Bool {
        // Their limits have places in one snapshot only.
        guard !host.hasRateLimits, host.plan == plan else { return false }
        if self.keepsClusters { return true }
        return host.routes.allSatisfy { route in
            guard case .forward(let forward) = route.action else { return true }
            return (forward.destinations + route.mirrors.map(\.destination)).allSatisfy {
                $0.cluster === self.cluster($0.plan.cluster)
            }
        }
    }

    /// The place of a limit among those of the snapshot.
    mutating func rateLimit(_ policy: RateLimitPolicy) -> Int {
        if let place = self.placesOfRateLimits[policy] { return place }
        self.placesOfRateLimits[policy] = self.rateLimits.count
        self.rateLimits.append(policy)
        return self.rateLimits.count - 1
    }

    /// The compiled cluster that a plan names; nil for none.
    func cluster(_ id: ClusterID?) -> CompiledCluster? {
        guard let id, self.clusters.indices.contains(id.index) else { return nil }
        return self.clusters[id.index]
    }

    /// Adds a problem of `route`.
    mutating func report(_ message: String, _ route: RoutePlan) {
        self.problems.append(CompileProblem(origin: route.origin, matchPath: route.matchPath, message: message))
    }
}

/// What the clients of a TLS chain meet: equal for chains whose connections are as good as one another's.
private struct PeerGroup: Hashable {
    private let identities: [IdentityPlan]
    private let clientCertificates: ServerTLSPlan.ClientCertificates

    init(_ plan: TLSChainPlan) {
        switch plan.content {
        case .http(_, let tls), .tcp(_, _, let tls):
            self.identities = tls.identities
            self.clientCertificates = tls.clientCertificates
        case .passthrough:
            self.identities = []
            self.clientCertificates = .none
        }
    }
}

/// The virtual hosts of a table of the snapshot before. They are mostly where they were, so that finding one by its
/// domain is the exception.
private struct PreviousHosts {
    private let hosts: [CompiledVirtualHost]
    private let byDomain: [HostPattern: Int]

    init(_ table: RouteTable?) {
        self.hosts = table?.virtualHosts ?? []
        self.byDomain = table?.placesByDomain ?? [:]
    }

    func host(of domain: HostPattern, expectedAt index: Int) -> CompiledVirtualHost? {
        if self.hosts.indices.contains(index), self.hosts[index].domain == domain { return self.hosts[index] }
        return self.byDomain[domain].map { self.hosts[$0] }
    }
}
