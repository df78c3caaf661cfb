public import GatehouseHTTP
public import GatehousePlan

/// A virtual host with its routes.
public final class CompiledVirtualHost: Sendable {
    /// As Envoy would name it, `example.com:80`.
    public let name: String
    /// The hosts it answers for.
    public let domain: HostPattern
    /// Whether requests that did not come by TLS are redirected before anything else.
    public let requiresTLS: Bool
    /// The routes in the order in which they are tried; those that could not be compiled are not among them.
    public let routes: [CompiledRoute]
    let matcher: RouteMatcher
    /// What the host was compiled from.
    let plan: VirtualHostPlan
    /// What had to be left out.
    let problems: [CompileProblem]
    /// Whether one of the routes limits how often requests come.
    let hasRateLimits: Bool

    init(plan: VirtualHostPlan, routes: [CompiledRoute], matcher: RouteMatcher, problems: [CompileProblem]) {
        self.name = plan.name
        self.domain = plan.domain
        self.requiresTLS = plan.requiresTLS
        self.plan = plan
        self.problems = problems
        self.hasRateLimits = routes.contains { !$0.rateLimits.isEmpty }
        self.routes = routes
        self.matcher = matcher
    }

    /// Where a plaintext request is sent: `https://`, the authority as sent, path and query (semantics T6). With 301.
    public func tlsLocation(for head: RequestHead) -> [UInt8] {
        var location = Array("https://".utf8)
        location.append(contentsOf: head.headers.bytes[head.authority.indices])
        location.append(contentsOf: head.headers.bytes[head.path.indices])
        location.append(contentsOf: head.headers.bytes[head.query.indices])
        return location
    }
}
