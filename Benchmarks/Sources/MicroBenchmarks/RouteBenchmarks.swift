import GatehouseHTTP
import GatehouseRouting

/// Finding the route of a request among 10, 1000 and 10,000, always the last one, and editing its head.
enum RouteBenchmarks {
    private static let counts = [10, 1000, 10_000]
    private static let facts = RequestFacts(connection: HeadBenchmarks.connection)

    /// A way to tell so many routes apart, and a request for the last one.
    private struct Shape: Sendable {
        let name: String
        let match: @Sendable (Int) -> String
        let path: @Sendable (Int) -> String
        var headers: @Sendable (Int) -> [(name: String, value: String)] = { _ in [] }
    }

    private static let shapes = [
        Shape(name: "exact paths", match: { "{uri: {exact: /products/\($0)}}" }, path: { "/products/\($0)" }),
        Shape(name: "prefixes", match: { "{uri: {prefix: /team-\($0)/}}" }, path: { "/team-\($0)/a/b?c=d" }),
        Shape(
            name: "expressions with a literal prefix", match: { "{uri: {regex: \"/team-\($0)/v[0-9]+/.*\"}}" },
            path: { "/team-\($0)/v2/items" }),
        Shape(
            name: "expressions without", match: { "{uri: {regex: \".*/item-\($0)\"}}" },
            path: { "/products/item-\($0)" }),
        Shape(
            name: "values of one header", match: { "{uri: {prefix: /}, headers: {x-tenant: {exact: t\($0)}}}" },
            path: { _ in "/" }, headers: { [("x-tenant", "t\($0)")] }),
        Shape(
            name: "prefixes with a method",
            match: { "{uri: {prefix: /team-\($0)/}, method: {exact: \"GET\"}}" }, path: { "/team-\($0)/a" }),
    ]

    static func run(_ harness: Harness) throws {
        for shape in self.shapes {
            for count in self.counts {
                let name = "route: last of \(count) by \(shape.name)"
                guard harness.wants(name) else { continue }
                let snapshot = try Configuration.rules((0..<count).map(shape.match)).compile()
                let head = RequestHead(
                    method: "GET", authority: "shop.example.com", target: shape.path(count - 1),
                    headers: shape.headers(count - 1))
                try self.matching(harness, name, snapshot, head)
            }
        }
        for count in self.counts {
            let name = "route: last of \(count) by hosts"
            guard harness.wants(name) else { continue }
            let head = RequestHead(method: "GET", authority: "host-\(count - 1).example.com", target: "/api/v1/x")
            try self.matching(harness, name, try Configuration.hosts(count).compile(), head)
        }
        try self.edits(harness)
    }

    private static func matching(
        _ harness: Harness, _ name: String, _ snapshot: Snapshot, _ head: RequestHead
    ) throws {
        let table = try self.table(snapshot)
        guard case .route = table.match(head, self.facts) else {
            throw Configuration.Unusable(reason: "\(name): nothing matches")
        }
        harness.measure(name) { table.match(head, self.facts) }
    }

    private static func edits(_ harness: Harness) throws {
        let edits = [
            ("a prefix rewritten", "rewrite: {uri: /internal}"),
            (
                "a path rewritten by expression",
                #"rewrite: {uriRegexRewrite: {match: "^/team/([^/]+)(/.*)$", rewrite: "\\2/of/\\1"}}"#
            ),
            (
                "3 headers set, added and removed",
                "headers: {request: {set: {x-a: \"1\"}, add: {x-b: \"2\"}, remove: [accept]}}"
            ),
        ]
        for (what, action) in edits {
            let name = "edit: a request copied, \(what)"
            guard harness.wants(name) else { continue }
            let snapshot = try Configuration.rules(["{uri: {prefix: /team/}}"], action: action).compile()
            let head = RequestHead(
                method: "GET", authority: "shop.example.com", target: "/team/blue/products/4711",
                headers: [("accept", "*/*"), ("user-agent", "curl/8.0")])
            guard case .route(let route) = try self.table(snapshot).match(head, self.facts),
                case .forward(let forward) = route.action, let destination = forward.select(random: 0)
            else { throw Configuration.Unusable(reason: "\(name): nothing matches") }
            harness.measure(name) {
                var edited = head
                route.applyRequest(to: &edited, destination: destination, facts: self.facts)
                return edited.path
            }
        }
    }

    private static func table(_ snapshot: Snapshot) throws -> RouteTable {
        guard case .http(let table)? = snapshot.listeners.first?.content else {
            throw Configuration.Unusable(reason: "no listener for HTTP")
        }
        return table
    }
}
