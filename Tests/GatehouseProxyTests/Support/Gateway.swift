import GatehouseHTTP
import GatehousePlan
import GatehouseProxy
import GatehouseRouting
import GatehouseTelemetry
import GatehouseTestSupport
import NIOCore

/// A proxy on 127.0.0.1 and a port that the system picks, with routes written by hand.
struct Gateway {
    let proxy: Proxy
    let registry: MetricsRegistry
    /// The port that the first listener is really on.
    let port: Int
    /// Where the access log goes; nil when there is none.
    let log: GatewayLog?

    static let origin = Origin(kind: "VirtualService", namespace: "default", name: "test")

    /// Starts a proxy that serves `routes` for every host.
    static func start(
        _ routes: [RoutePlan], clusters: [ClusterPlan] = [], endpoints: [String: EndpointSet] = [:],
        limits: ProxyConfiguration.Limits = .patient, edge: EdgeOptions = EdgeOptions()
    ) async throws -> Gateway {
        try await Self.start(
            Self.plan(routes, clusters: clusters), endpoints: endpoints, limits: limits, edge: edge)
    }

    /// Starts a proxy that serves a plan.
    ///
    /// - Parameters:
    ///   - names: what resolves the hosts that requests name; nobody by default.
    ///   - isLogged: whether `log` is to be written.
    static func start(
        _ plan: GatewayPlan, endpoints: [String: EndpointSet] = [:], limits: ProxyConfiguration.Limits = .patient,
        edge: EdgeOptions = EdgeOptions(), proxyProtocol: ProxyProtocolTrust = ProxyProtocolTrust(),
        names: ScriptedNames? = nil, isLogged: Bool = false
    ) async throws -> Gateway {
        let registry = MetricsRegistry()
        let log = isLogged ? try GatewayLog() : nil
        var configuration = ProxyConfiguration(
            address: "127.0.0.1", portMap: [80: 0, 81: 0, 443: 0], threads: 1, limits: limits, edge: edge,
            proxyProtocol: proxyProtocol, accessLogFormat: .json)
        if let names { configuration.resolve = names.resolve }
        let proxy = try await Proxy(
            configuration: configuration,
            registry: registry, accessLog: try log?.writer ?? AccessLogWriter(destination: .off))
        let failures = await proxy.publish(
            Snapshot.compile(plan, generation: 1).snapshot, endpoints: endpoints)
        guard failures.isEmpty, let port = proxy.openListeners().first?.localPort else {
            throw Unusable(failures: failures)
        }
        return Gateway(proxy: proxy, registry: registry, port: port, log: log)
    }

    struct Unusable: Error { var failures: [ListenerFailure] }

    /// Starts a proxy that sends everything to one endpoint.
    static func start(
        forwardingTo port: Int, policy: RoutePolicy = RoutePolicy(), limits: ProxyConfiguration.Limits = .patient,
        edge: EdgeOptions = EdgeOptions()
    ) async throws -> Gateway {
        try await Self.start(
            [Self.forward(policy: policy)], clusters: [Self.cluster()], endpoints: Self.endpoints([port]),
            limits: limits, edge: edge)
    }

    static let clusterName = "outbound|80||a.default.svc.cluster.local"

    static func cluster() -> ClusterPlan {
        ClusterPlan(
            name: self.clusterName, host: "a.default.svc.cluster.local", port: 80, serviceName: "a",
            serviceNamespace: "default", origin: self.origin)
    }

    static func endpoints(_ ports: [Int]) -> [String: EndpointSet] {
        [self.clusterName: EndpointSet(endpoints: ports.map { Endpoint(address: "127.0.0.1", port: $0) })]
    }

    static func forward(
        _ condition: RouteCondition = RouteCondition(), policy: RoutePolicy = RoutePolicy(),
        cluster: ClusterID? = ClusterID(0)
    ) -> RoutePlan {
        RoutePlan(
            condition: condition,
            action: .forward(
                ForwardAction(destinations: [
                    WeightedDestination(
                        host: "a.default.svc.cluster.local", port: 80, clusterName: self.clusterName, cluster: cluster,
                        weight: 1)
                ])), policy: policy, origin: self.origin)
    }

    static func plan(_ routes: [RoutePlan], clusters: [ClusterPlan] = [], port: Int = 80) -> GatewayPlan {
        GatewayPlan(
            listeners: [
                ListenerPlan(
                    port: port, protocolName: "HTTP",
                    content: .http(
                        RouteTablePlan(
                            name: "http.80",
                            virtualHosts: [VirtualHostPlan(name: "*:80", domain: .any, routes: routes)])),
                    origins: [self.origin])
            ], clusters: clusters)
    }

    /// Publishes other routes.
    func publish(_ routes: [RoutePlan], clusters: [ClusterPlan] = [], endpoints: [String: EndpointSet] = [:]) async {
        _ = await self.proxy.publish(
            Snapshot.compile(Self.plan(routes, clusters: clusters), generation: 2).snapshot, endpoints: endpoints)
    }

    /// Sends a request on a connection of its own and returns the response.
    func response(to request: String) async throws -> RawResponse {
        try await RawClient.response(from: self.port, to: request)
    }

    /// Publishes another plan.
    func publish(_ plan: GatewayPlan, endpoints: [String: EndpointSet] = [:]) async {
        _ = await self.proxy.publish(Snapshot.compile(plan, generation: 2).snapshot, endpoints: endpoints)
    }

    /// Returns once so many requests and connections have been turned away for these reasons. A client may see the end of
    /// its connection before the gateway has counted it.
    func rejected(_ count: Int, by reasons: String...) async throws {
        try await self.metric(becomes: count) {
            reasons.reduce(0) { $0 + self.metric("gatehouse_rejected_requests_total{reason=\"\($1)\"}") }
        }
    }

    /// The value of the one metric whose line begins with this text; 0 when there is none.
    func metric(_ start: String) -> Int {
        let text = String(decoding: self.registry.prometheusText(), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix(start) }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    /// Returns once so many exchanges are under way.
    func requestsActive(_ count: Int) async throws {
        try await self.metric(becomes: count) { self.metric("gatehouse_downstream_requests_active") }
    }

    /// Returns once so many retries have been decided on.
    func retriesBegun(_ count: Int) async throws {
        try await self.metric(becomes: count) { self.metric("gatehouse_upstream_retries_total") }
    }

    private func metric(becomes wanted: Int, _ value: () -> Int) async throws {
        guard try await eventually({ value() == wanted }) else { throw MetricMissed(value: value()) }
    }

    struct MetricMissed: Error { var value: Int }

    /// Ends everything and returns what was logged.
    @discardableResult
    func stop() async -> [LogLine] {
        await self.proxy.shutdown()
        return self.log?.read() ?? []
    }
}
