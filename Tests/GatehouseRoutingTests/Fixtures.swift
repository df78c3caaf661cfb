import GatehouseHTTP
import GatehousePlan

@testable import GatehouseRouting

extension Origin {
    static func rule(_ path: String = "spec.http[0]") -> Origin {
        Origin(kind: "VirtualService", namespace: "default", name: "vs", path: path)
    }
}

extension RouteAction {
    /// Answers 200 with `text`, by which a test sees which route was taken.
    static func says(_ text: String) -> RouteAction {
        .directResponse(DirectResponseAction(status: 200, body: Array(text.utf8)))
    }

    /// Forwards everything to one cluster.
    static func forward(
        _ host: String = "a", pathRewrite: PathRewrite? = nil, authority: String? = nil
    ) -> RouteAction {
        .forward(
            ForwardAction(
                destinations: [
                    WeightedDestination(
                        host: host, port: 80, clusterName: "outbound|80||\(host)", cluster: ClusterID(0), weight: 0)
                ],
                pathRewrite: pathRewrite, authorityRewrite: authority))
    }
}

extension RoutePlan {
    static func to(_ text: String, _ condition: RouteCondition = RouteCondition()) -> RoutePlan {
        RoutePlan(name: text, condition: condition, action: .says(text), origin: .rule())
    }
}

extension VirtualHostPlan {
    static func host(_ domain: String, requiresTLS: Bool = false, _ routes: [RoutePlan]) -> VirtualHostPlan {
        VirtualHostPlan(name: "\(domain):80", domain: HostPattern(domain), requiresTLS: requiresTLS, routes: routes)
    }
}

extension GatewayPlan {
    /// One listener on port 80 with these hosts and a cluster `outbound|80||a`.
    static func serving(_ hosts: [VirtualHostPlan]) -> GatewayPlan {
        GatewayPlan(
            listeners: [
                ListenerPlan(
                    port: 80, protocolName: "HTTP",
                    content: .http(RouteTablePlan(name: "http.80", virtualHosts: hosts)),
                    origins: [
                        Origin(kind: "Gateway", namespace: "default", name: "gateway", path: "spec.servers[0]")
                    ])
            ],
            clusters: [
                ClusterPlan(
                    name: "outbound|80||a", host: "a", port: 80, serviceName: "a", serviceNamespace: "default",
                    origin: Origin(kind: "Service", namespace: "default", name: "a"))
            ])
    }
}

extension CompiledListener {
    /// The routes of a plaintext HTTP listener, else of the first chain that has any; without both, none.
    var routes: RouteTable { self.content.routeTables.first ?? RouteTable(name: "none", virtualHosts: []) }
}

/// A compiled table with one virtual host for every host.
struct Table {
    let compiled: CompileResult
    var routes: RouteTable { self.compiled.snapshot.listeners[0].routes }

    init(_ routes: [RoutePlan]) { self.init(hosts: [.host("*", routes)]) }

    init(hosts: [VirtualHostPlan]) { self.compiled = Snapshot.compile(.serving(hosts), generation: 1) }

    /// The name of the route that a request takes; nil for none.
    func routeName(_ head: RequestHead, scheme: RequestFacts.Scheme = .http) -> String? {
        guard case .route(let route) = self.routes.match(head, .plain(scheme)) else { return nil }
        return route.plan.name
    }

    /// The only route.
    var route: CompiledRoute { self.routes.virtualHosts[0].routes[0] }
}

extension RequestFacts {
    /// A plaintext connection from 10.0.0.9.
    static func plain(_ scheme: Scheme = .http) -> RequestFacts {
        RequestFacts(
            connection: ConnectionFacts(
                remoteAddress: Array("10.0.0.9".utf8), remoteAddressAndPort: Array("10.0.0.9:5000".utf8),
                localAddressAndPort: Array("[fd00::1]:80".utf8)),
            scheme: scheme, startTime: 1_795_426_366_109_250)
    }
}

extension RequestHead {
    static func get(_ target: String, host: String = "h", _ headers: (name: String, value: String)...) -> RequestHead {
        RequestHead(method: "GET", authority: host, target: target, headers: headers)
    }

    /// The fields as text, for comparison.
    var lines: [String] {
        self.headers.fields.map { "\(self.string($0.name)): \(self.string($0.value))" }
    }
}

extension ResponseHead {
    init(_ status: Int, _ headers: (name: String, value: String)...) {
        self.init()
        self.status = status
        for (name, value) in headers { self.headers.append(name: Array(name.utf8), value: value.utf8) }
    }

    /// The fields as text, for comparison.
    var lines: [String] {
        self.headers.fields.map { "\(self.headers.string($0.name)): \(self.headers.string($0.value))" }
    }
}
