import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// How many routes are spoken of one by one.
    private static var handful: Int { 5 }

    mutating func route(_ table: RouteTable) {
        switch table.match(self.head, self.facts) {
        case .noVirtualHost:
            self.answer(.noRoute, 404, flag: "NR")
            self.say(
                "No virtual host answers for `\(self.authority)`: the listener has \(Prose.list(table.virtualHosts.map { "`\($0.domain)`" })). The answer is 404."
            )
        case .redirectToTLS(let host):
            self.chose(host, table)
            self.answer(.redirect, 301)
            self.explanation.location = String(decoding: host.tlsLocation(for: self.head), as: UTF8.self)
            self.say(
                "The Gateway server of this host has `httpsRedirect`, and the request did not come by https: it is redirected before routes are looked at."
            )
        case .noRoute(let host):
            self.chose(host, table)
            self.answer(.noRoute, 404, flag: "NR")
            self.explainFailures(host, before: host.routes.count)
            self.say(
                "None of the \(Prose.count(host.routes.count, "route")) of `\(host.name)` matches. The answer is 404; no other virtual host is asked, even where a wildcard would match."
            )
        case .route(let route):
            guard let (host, ordinal) = table.place(of: route, for: self.head) else { return }
            self.chose(host, table)
            self.explainFailures(host, before: ordinal)
            self.took(route, ordinal, host)
            self.act(route)
        }
    }

    private var authority: String { self.head.string(self.head.authority) }

    /// Says why this virtual host was consulted and which others it was preferred to.
    private mutating func chose(_ host: CompiledVirtualHost, _ table: RouteTable) {
        self.explanation.virtualHost = host.name
        let manner =
            switch host.domain {
            case .exact: "exactly"
            case .suffix: "by the longest wildcard"
            case .any: "because no other matches and `*` takes any host"
            }
        self.say("The virtual host `\(host.name)` answers for `\(self.authority)`: `\(host.domain)` matches \(manner).")
        let others = table.virtualHosts.filter { $0 !== host && $0.domain.matches(self.head) }
        if !others.isEmpty {
            self.say(
                "\(Prose.list(others.map { "`\($0.domain)`" })) would match as well, but only the most specific one is consulted."
            )
        }
    }

    /// Says of the routes before `end` why they were not taken.
    private mutating func explainFailures(_ host: CompiledVirtualHost, before end: Int) {
        for (ordinal, route) in host.routes[..<end].prefix(Self.handful).enumerated() {
            guard let clause = host.matcher.firstFailure(of: ordinal, self.head, scheme: self.facts.scheme) else {
                continue
            }
            let reason = route.plan.condition.failure(of: clause, self.head, self.facts)
            self.say("\(route.place) does not match: \(reason).")
        }
        if end > Self.handful { self.say("Nor do \(Prose.count(end - Self.handful, "route")) after these.") }
    }

    private mutating func took(_ route: CompiledRoute, _ ordinal: Int, _ host: CompiledVirtualHost) {
        self.explanation.route = Explanation.Route(
            virtualService: "\(route.origin.namespace)/\(route.origin.name)", rule: route.origin.path,
            match: route.matchPath, name: route.plan.name,
            delegatedBy: route.plan.delegatedBy.map { "\($0.namespace)/\($0.name) \($0.path)" })
        self.say(
            "\(route.place) is the first of \(Prose.count(host.routes.count, "route")) that matches"
                + (route.plan.condition.isEmpty ? "; it takes every request." : "."))
        if let root = route.plan.delegatedBy {
            self.say(
                "The rule serves on behalf of \(root.kind) \(root.namespace)/\(root.name) \(root.path), which delegates to it."
            )
        }
        let later = (ordinal + 1)..<min(host.routes.count, ordinal + 1000)
        let shadowed = later.first {
            host.matcher.firstFailure(of: $0, self.head, scheme: self.facts.scheme) == nil
        }
        if let shadowed {
            self.say("\(host.routes[shadowed].place) would match too, but comes later: the first match is taken.")
        }
    }
}

extension RouteTable {
    /// The virtual host of `head` and the place of a route in it.
    fileprivate func place(of route: CompiledRoute, for head: RequestHead) -> (CompiledVirtualHost, Int)? {
        guard let host = self.virtualHost(for: head) else { return nil }
        return host.routes.firstIndex { $0 === route }.map { (host, $0) }
    }
}

extension CompiledRoute {
    /// Where the route stands, for the beginning of a sentence.
    fileprivate var place: String {
        let own =
            "\(self.origin.kind) \(self.origin.namespace)/\(self.origin.name) \(self.matchPath ?? self.origin.path)"
        // A delegate's rule without a match is told apart by the match that leads to it.
        guard self.matchPath == nil, let root = self.plan.delegatedBy, root.path.contains(".match[") else { return own }
        return "\(own) by \(root.namespace)/\(root.name) \(root.path)"
    }
}

extension HostPattern {
    /// Whether the pattern takes the request's host by itself.
    fileprivate func matches(_ head: RequestHead) -> Bool {
        head.withBytes(head.authority) { HostIndex([self]).lookup($0) != nil }
    }
}
