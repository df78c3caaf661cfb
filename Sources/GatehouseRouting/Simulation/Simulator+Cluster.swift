import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// Whether a request finds an endpoint: one that is ready, or where names are not looked up, a name.
    func hasEndpoints(_ cluster: CompiledCluster) -> Bool {
        if let names = cluster.requestedNames { return self.requestedName(names) != nil }
        return self.readyEndpoints(of: cluster) > 0 || (!self.areNamesResolved && !cluster.plan.names.isEmpty)
    }

    /// Speaks of the endpoints of a cluster that a request finds some of.
    mutating func sayEndpoints(_ cluster: CompiledCluster) {
        if let names = cluster.requestedNames { return self.sayRequestedName(names) }
        let ready = self.readyEndpoints(of: cluster)
        if ready > 0 {
            self.say(
                "`\(cluster.plan.name)` has \(Prose.count(ready, "endpoint")) that \(ready == 1 ? "is" : "are") ready.")
        }
        let names = cluster.plan.names
        if !self.areNamesResolved && !names.isEmpty {
            self.say(
                "\(Prose.list(names.map { "`\($0)`" })) \(names.count == 1 ? "stands" : "stand") for its endpoints; DNS is not asked here."
            )
        }
        self.sayPriorities(self.endpoints[cluster.plan.name]?.endpoints.filter(\.isReady) ?? [])
    }

    private mutating func sayPriorities(_ endpoints: [Endpoint]) {
        let priorities = Dictionary(grouping: endpoints, by: \.priority).sorted { $0.key < $1.key }
        if priorities.count > 1 {
            let counts = priorities.map { "\($0.value.count) in priority \($0.key)" }
            self.say("Of them, \(Prose.list(counts)); the first gets everything for as long as enough of it are well.")
        }
        let shares = Dictionary(
            endpoints.compactMap { endpoint in endpoint.localityWeight.map { (endpoint.locality, $0) } },
            uniquingKeysWith: max)
        if shares.count > 1 {
            let places = shares.sorted { $0.key < $1.key }.map { "\($0.value) for `\($0.key)`" }
            self.say("Places have shares of their own: \(Prose.list(places)).")
        }
    }

    /// Speaks of how an endpoint is picked, and when one is not.
    mutating func sayBalancing(_ cluster: CompiledCluster) {
        if cluster.requestedNames != nil { return self.sayLimits(cluster.plan.limits) }
        switch cluster.plan.balancing {
        case .leastRequest: self.say("Of two random endpoints, the one with fewer requests under way is picked.")
        case .roundRobin: self.say("Endpoints are picked in turn.")
        case .random: self.say("Endpoints are picked at random.")
        case .consistentHash(let plan): self.sayHash(plan, cluster.hash)
        }
        if let warmup = cluster.plan.warmup {
            self.say("A new endpoint comes to its full share within \(Prose.duration(warmup.duration)).")
        }
        if let check = cluster.plan.healthCheck {
            self.say(
                "Endpoints are asked every \(Prose.duration(check.interval)) by \(check.question.text) whether they are well."
            )
        }
        if let detection = cluster.plan.outlierDetection { self.sayOutliers(detection) }
        self.sayLimits(cluster.plan.limits)
    }

    private mutating func sayHash(_ plan: ConsistentHashPlan, _ hash: CompiledHash?) {
        let address = self.facts.forwardedAddress ?? self.facts.connection.remoteAddress
        var values: [String] = []
        hash?.forEachValue(of: self.head, address: address) { values.append(String(decoding: $0, as: UTF8.self)) }
        let subject = "The endpoint is picked by a hash of \(plan.key.text)"
        if !values.isEmpty {
            self.say("\(subject), here `\(values.joined(separator: ","))`.")
        } else if hash?.generatesCookie == true {
            self.say("\(subject); the request has none, so that the client is given one.")
        } else {
            self.say("\(subject), which the request lacks: any endpoint is picked.")
        }
    }

    private mutating func sayOutliers(_ plan: OutlierDetectionPlan) {
        let statuses = plan.errorStatuses.isEmpty ? "5xx" : Prose.list(plan.errorStatuses.map(String.init), limit: 12)
        let causes = [
            (plan.consecutive5xx, statuses), (plan.consecutiveGatewayErrors, "502, 503 or 504"),
            (plan.splitsLocalOrigin ? plan.consecutiveLocalOriginFailures : 0, "failures to reach it"),
        ]
        let rows = causes.filter { $0.0 > 0 }.map { "\($0.0) times \($0.1) in a row" }
        if rows.isEmpty { return }
        self.say(
            "An endpoint that has \(rows.joined(separator: ", or ")) is left out for \(Prose.duration(plan.baseEjectionTime)) and longer; at most \(plan.maxEjectionPercent) % of them are."
        )
    }

    private mutating func sayLimits(_ limits: ConnectionLimits) {
        let parts = [
            limits.maxConnections.map { Prose.count($0, "connection") },
            limits.maxPendingRequests.map { "\(Prose.count($0, "request")) waiting for a connection" },
            limits.maxRequests.map { Prose.count($0, "request") },
            limits.maxRetries.map { $0 == 1 ? "1 retry" : "\($0) retries" },
        ].compactMap { $0 }
        if !parts.isEmpty {
            self.say(
                "At most \(Prose.list(parts)) may be under way at a time; what is beyond is answered 503 (response flag UO)."
            )
        }
        if let budget = limits.retryBudget {
            let share = budget.percent.isFinite ? UInt64(min(max(budget.percent, 0), 100) * 10_000) : 0
            self.say(
                "Retries may be \(Prose.percent(share)) of the requests under way, and \(budget.minimum) in any case.")
        }
    }
}

extension ClusterPlan {
    /// The names that DNS resolves for it.
    var names: [String] { self.resolvedNames?.names.map(\.address) ?? [] }
}

extension ConsistentHashPlan.Key {
    /// The key in words.
    var text: String {
        switch self {
        case .header(let name): "the header `\(name)`"
        case .cookie(let cookie): "the cookie `\(cookie.name)`"
        case .sourceAddress: "the client's address"
        case .queryParameter(let name): "the query parameter `\(name)`"
        }
    }
}

extension HealthCheckPlan.Question {
    /// The question in words.
    var text: String {
        switch self {
        case .http(let path, _): "GET `\(path)`"
        case .tcp: "a connection"
        case .grpc(let service): service.isEmpty ? "gRPC's health protocol" : "gRPC's health protocol for `\(service)`"
        }
    }
}
