import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// Carries out the action of the route that was taken.
    mutating func act(_ route: CompiledRoute) {
        if let upgrade = self.upgrade {
            guard upgrade == "websocket" else {
                self.answer(.badRequest, 403)
                return self.say(
                    "The request asks for an upgrade to `\(upgrade)`, which the gateway refuses with 403; it upgrades to websocket only."
                )
            }
            self.say("The request asks for an upgrade to websocket, which the upstream may accept.")
        }
        self.explanation.policies = Explanation.Policies(route: route.plan.policy, cluster: nil)
        self.sayRateLimits(route)
        switch route.action {
        case .redirect(let redirect):
            self.answer(.redirect, redirect.status)
            let location = String(decoding: redirect.location(for: self.head, facts: self.facts), as: UTF8.self)
            self.explanation.location = location
            self.say("The rule redirects to `\(location)` with \(redirect.status).")
            self.sayEdits("response", route.plan.policy.responseHeaders)
        case .directResponse(let response):
            self.answer(.directResponse, response.status)
            let body = response.body.map { "a body of \(Prose.count($0.count, "byte"))" } ?? "no body"
            self.say("The rule answers \(response.status) by itself, with \(body).")
            self.sayEdits("response", route.plan.policy.responseHeaders)
        case .forward(let forward):
            self.forward(forward, route)
        }
    }

    private mutating func forward(_ forward: CompiledForward, _ route: CompiledRoute) {
        self.explanation.destinations = forward.destinations.map { self.describe($0, isLone: forward.isLone) }
        if let fault = route.fault, self.injects(fault) { return }
        if let cors = route.cors, self.answersPreflight(cors) { return }
        if self.refusesBody(route) { return }
        guard let destination = self.choose(forward) else {
            self.answer(.noCluster, 503, flag: "NC")
            return self.say("The rule names no destination that may be chosen.")
        }
        self.noteTry(route)
        route.applyRequest(to: &self.head, destination: destination, facts: self.facts)
        self.sayEdits(route, destination)
        self.arrive(destination, route)
    }

    /// A destination as explanations show it.
    func describe(_ destination: CompiledDestination, isLone: Bool) -> Explanation.Destination {
        Explanation.Destination(
            host: destination.plan.host, subset: destination.plan.subset, port: destination.plan.port,
            weight: isLone ? 100 : destination.plan.weight, cluster: destination.plan.clusterName,
            endpoints: destination.cluster.map { self.readyEndpoints(of: $0) },
            names: destination.cluster?.plan.names ?? [])
    }

    /// How many endpoints of a cluster are ready.
    func readyEndpoints(of cluster: CompiledCluster) -> Int {
        self.endpoints[cluster.plan.name]?.endpoints.count { $0.isReady } ?? 0
    }

    /// The destination whose share of `subjects` is largest, of equal ones the first.
    mutating func choose(_ forward: CompiledForward, _ subjects: String = "Requests") -> CompiledDestination? {
        guard let first = forward.destinations.first else { return nil }
        if forward.isLone {
            self.say("Every \(subjects.lowercased().dropLast()) goes to `\(first.plan.clusterName)`.")
            return first
        }
        let total = forward.destinations.reduce(0) { $0 + $1.weight }
        let shares = forward.destinations.map {
            "\(Prose.percent($0.weight * 1_000_000 / max(1, total))) to `\($0.plan.clusterName)`"
        }
        let chosen = forward.destinations.reduce(first) { $1.weight > $0.weight ? $1 : $0 }
        self.say(
            "\(subjects) are shared by weight, each by itself: \(Prose.list(shares)). What follows is for `\(chosen.plan.clusterName)`."
        )
        for other in forward.destinations where other !== chosen { self.warn(of: other, subjects) }
        return chosen
    }

    private mutating func warn(of destination: CompiledDestination, _ subjects: String) {
        let end = subjects == "Requests" ? "answered 503" : "closed"
        guard let cluster = destination.cluster else {
            return self.say(
                "\(subjects) for `\(destination.plan.clusterName)` are \(end) NC: there is no such cluster.")
        }
        if !self.hasEndpoints(cluster), cluster.requestedNames == nil {
            self.say("\(subjects) for `\(cluster.plan.name)` are \(end) UH: it has no endpoint that is ready.")
        }
    }

    private mutating func arrive(_ destination: CompiledDestination, _ route: CompiledRoute) {
        guard let cluster = destination.cluster else {
            self.answer(.noCluster, 503, flag: "NC")
            return self.say(self.lack(of: destination))
        }
        self.explanation.policies?.cluster = cluster.plan
        guard self.hasEndpoints(cluster) else {
            if let names = cluster.requestedNames {
                self.answer(.noEndpoints, 503, flag: "DF")
                return self.say("\(Self.lack(of: names)): the answer is 503.")
            }
            self.answer(.noEndpoints, 503, flag: "UH")
            let all = self.endpoints[cluster.plan.name]?.endpoints.count ?? 0
            return self.say(
                "`\(cluster.plan.name)` has \(Prose.count(all, "endpoint")), none of which is ready: the answer is 503."
            )
        }
        self.end(.forward, nil)
        self.sayEndpoints(cluster)
        self.sayBalancing(cluster)
        self.explanation.request = Explanation.Request(self.head)
        self.sayTries(route)
    }
}

extension CompiledForward {
    /// Whether there is nothing to choose.
    var isLone: Bool { self.destinations.count == 1 }
}

extension Explanation.Request {
    fileprivate init(_ head: RequestHead) {
        self.init(
            method: head.string(head.method), path: head.string(head.path) + head.string(head.query),
            authority: head.string(head.authority),
            headers: head.headers.fields.map {
                SimulatedCall.Header(name: head.string($0.name), value: head.string($0.value))
            })
    }
}
