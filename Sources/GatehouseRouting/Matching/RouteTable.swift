public import GatehouseHTTP
import GatehousePlan

/// The virtual hosts of one listener.
public final class RouteTable: Sendable {
    /// As Envoy would name it, such as `http.80`.
    public let name: String
    /// The virtual hosts in the plan's order.
    public let virtualHosts: [CompiledVirtualHost]
    private let hosts: HostIndex

    init(name: String, virtualHosts: [CompiledVirtualHost], previous: RouteTable? = nil) {
        self.name = name
        self.virtualHosts = virtualHosts
        if let previous, previous.virtualHosts.elementsEqual(virtualHosts, by: { $0.domain == $1.domain }) {
            self.hosts = previous.hosts
        } else {
            self.hosts = HostIndex(virtualHosts.map(\.domain))
        }
    }

    /// Where the domains are in `virtualHosts`.
    var placesByDomain: [HostPattern: Int] { self.hosts.places }

    /// What becomes of the request. The head's path must be normalised (semantics M10).
    ///
    /// Allocates nothing, except that a header which a condition reads and which was sent several times is joined.
    public func match(_ head: RequestHead, _ facts: RequestFacts) -> RouteDecision {
        guard let host = self.virtualHost(for: head) else { return .noVirtualHost }
        if host.requiresTLS, facts.scheme != .https { return .redirectToTLS(host) }
        guard let ordinal = host.matcher.firstMatch(head, scheme: facts.scheme) else { return .noRoute(host) }
        return .route(host.routes[ordinal])
    }

    /// The one virtual host that is consulted (semantics V4).
    func virtualHost(for head: RequestHead) -> CompiledVirtualHost? {
        guard let index = head.withBytes(head.authority, { self.hosts.lookup($0) }) else { return nil }
        return self.virtualHosts[index]
    }
}

/// What a route table makes of a request.
public enum RouteDecision: Sendable {
    /// No virtual host answers for the authority: 404 NR.
    case noVirtualHost
    /// The virtual host takes requests by TLS only: 301 to `CompiledVirtualHost.tlsLocation(for:)`.
    case redirectToTLS(CompiledVirtualHost)
    /// None of the virtual host's routes matches: 404 NR.
    case noRoute(CompiledVirtualHost)
    /// The first route that matches.
    case route(CompiledRoute)
}
