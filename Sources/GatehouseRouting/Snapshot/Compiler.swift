import GatehousePlan

/// One run over a plan: holds what routes refer to and gathers problems.
struct Compiler {
    /// The plan's clusters, compiled.
    let clusters: [CompiledCluster]
    /// What could not be compiled so far.
    var problems: [CompileProblem] = []

    init(_ plan: GatewayPlan) {
        self.clusters = plan.clusters.enumerated().map { CompiledCluster(plan: $1, index: $0) }
    }

    mutating func listener(_ plan: ListenerPlan) -> CompiledListener {
        switch plan.content {
        case .http(let table): CompiledListener(plan: plan, routes: self.table(table))
        }
    }

    private mutating func table(_ plan: RouteTablePlan) -> RouteTable {
        RouteTable(name: plan.name, virtualHosts: plan.virtualHosts.map { self.virtualHost($0) })
    }

    private mutating func virtualHost(_ plan: VirtualHostPlan) -> CompiledVirtualHost {
        var matchers = RouteMatcherBuilder()
        var routes: [CompiledRoute] = []
        routes.reserveCapacity(plan.routes.count)
        for route in plan.routes {
            do {
                try matchers.append(route.condition)
                routes.append(self.route(route))
            } catch {
                self.report(
                    "\(error.reason). The route is left out: requests are matched as though it were not there.", route)
            }
        }
        return CompiledVirtualHost(plan: plan, routes: routes, matcher: matchers.build())
    }

    /// Adds a problem of `route`.
    mutating func report(_ message: String, _ route: RoutePlan) {
        self.problems.append(CompileProblem(origin: route.origin, matchPath: route.matchPath, message: message))
    }
}
