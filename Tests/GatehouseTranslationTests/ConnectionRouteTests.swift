import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite("Connection routes") struct ConnectionRouteTests {
    private static let toA = "route: [{destination: {host: a, port: {number: 80}}}]"
    private static let toB = "route: [{destination: {host: b, port: {number: 80}}}]"

    private static func tcp(_ name: String = "TCP", port: Int = 31400) -> String {
        server("*", port: port, protocol: name)
    }

    @Test("G7, L1: opaque protocols are passed on", arguments: ["TCP", "mongo", "MYSQL", "Redis"])
    func opaque(name: String) {
        let result = translate(gateway(servers: Self.tcp(name)), connectionService(tcp: "{\(Self.toA)}"), service("a"))
        #expect(result.lines == ["*:31400 \(name.uppercased()) -> outbound|80||a"])
        guard case .tcp(_, let spoken)? = result.plan.listeners.first?.content else {
            Issue.record("no tcp listener")
            return
        }
        #expect(spoken == (name == "mongo" ? .mongo : .opaque))
        #expect(result.findings == [])
        #expect(result.status.virtualServices.map(\.outcome) == [.bound(routeTables: ["0.0.0.0_31400"])])
    }

    @Test(
        "L1: the first rule whose match fits the server takes its connections",
        arguments: [
            ("{match: [{port: 31400}], \(toA)}, {\(toB)}", "a"), ("{match: [{port: 1}], \(toA)}, {\(toB)}", "b"),
            ("{match: [{port: 1}, {port: 31400}], \(toA)}, {\(toB)}", "a"),
            ("{match: [{gateways: [gw]}], \(toA)}, {\(toB)}", "a"),
            ("{match: [{gateways: [other]}], \(toA)}, {\(toB)}", "b"),
            // Conditions on the source are for sidecars.
            ("{match: [{sourceLabels: {app: shop}}], \(toA)}, {\(toB)}", "a"),
            ("{match: [{sourceNamespace: shop}], \(toA)}, {\(toB)}", "a"),
        ])
    func matches(rules: String, taken: String) {
        let result = translate(
            gateway(servers: Self.tcp()), connectionService(tcp: rules), service("a"), service("b"))
        #expect(result.lines == ["*:31400 TCP -> outbound|80||\(taken)"])
    }

    @Test(
        "B2: connections have nothing to be hashed by but the client's address; other keys are reported, once",
        arguments: [
            ("httpHeaderName: x-user", "httpHeaderName"), ("httpCookie: {name: c}", "httpCookie"),
            ("httpQueryParameterName: q", "httpQueryParameterName"), ("useSourceIp: true", nil),
        ])
    func hashes(hash: String, field: String?) {
        let rule = destinationRule(
            "trafficPolicy: {loadBalancer: {consistentHash: {\(hash)}}}", host: "a.default.svc.cluster.local")
        let result = translate(
            gateway(servers: Self.tcp(), Self.tcp(port: 31401)), connectionService(tcp: "{\(Self.toA)}"), service("a"),
            rule)
        let path = "spec.trafficPolicy.loadBalancer.consistentHash"
        #expect(result.findings == field.map { ["GH0226 dr \(path).\($0)"] } ?? [])
    }

    @Test("B2: on requests every key is looked at")
    func hashesOfRequests() {
        let rule = destinationRule("trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x-user}}}")
        #expect(routed(service("b"), rule).findings == [])
    }

    @Test("L1, V3: the first VirtualService with a rule that fits counts, the oldest first")
    func order() {
        let result = translate(
            gateway(servers: Self.tcp()),
            connectionService(
                "young", more: "creationTimestamp: \"2024-01-02T00:00:00Z\"", tcp: "{\(Self.toA)}"),
            connectionService(
                "old", more: "creationTimestamp: \"2024-01-01T00:00:00Z\"",
                tcp: "{match: [{port: 1}], \(Self.toA)}"),
            connectionService(
                "middle", more: "creationTimestamp: \"2024-01-01T12:00:00Z\"", tcp: "{\(Self.toB)}"),
            service("a"), service("b"))
        #expect(result.lines == ["*:31400 TCP -> outbound|80||b"])
        let outcomes = result.status.virtualServices.map { "\($0.origin.name) \($0.outcome)" }
        #expect(
            outcomes == [
                "old noRoutes", #"middle bound(routeTables: ["0.0.0.0_31400"])"#, "young noMatchingHost",
            ])
    }

    @Test("A6, L1: connections are shared by weight")
    func weights() {
        let result = translate(
            gateway(servers: Self.tcp()),
            connectionService(
                tcp: "{route: [{destination: {host: a}, weight: 90}, {destination: {host: b}, weight: 10}]}"),
            service("a"), service("b"))
        #expect(result.lines == ["*:31400 TCP -> 90 outbound|80||a + 10 outbound|80||b"])
    }

    @Test("L1: without a route the port is not opened, which is said")
    func noRoute() {
        let result = translate(
            gateway(servers: Self.tcp()), virtualService("vs", hosts: "[\"*\"]", rules: rule(to: "a")))
        #expect(result.plan.listeners.isEmpty)
        #expect(result.findings == ["GH0213 gw spec.servers[0]", "GH0227 vs spec.http[0]"])
        #expect(result.diagnostics.first?.level == .info)
        #expect(result.status.servers.map(\.outcome) == [.noRoutes])
    }

    @Test(
        "L1: a rule without destinations is passed over and reported",
        arguments: ["{}", "{route: [{destination: {host: a}, weight: 0}, {destination: {host: b}, weight: 0}]}"])
    func broken(rule: String) {
        let result = translate(
            gateway(servers: Self.tcp()), connectionService(tcp: "\(rule), {\(Self.toA)}"), service("a"))
        #expect(result.lines == ["*:31400 TCP -> outbound|80||a"])
        #expect(result.findings == ["GH0208 vs spec.tcp[0].route"])
    }

    @Test("A5: a destination that does not exist is reported where it stands")
    func missing() {
        let result = translate(gateway(servers: Self.tcp()), connectionService(tcp: "{\(Self.toA)}"))
        #expect(result.lines == ["*:31400 TCP -> outbound|80||a (none)"])
        #expect(result.missingDestinations == ["IST0101 vs spec.tcp[0].route[0].destination"])
    }

    @Test("G7: TLS is terminated in front of tcp routes; without one the server has no chain")
    func terminated() {
        let tls = tlsServer("db.example", port: 3306, protocol: "TLS", name: "tls-db")
        let result = translate(gateway(servers: tls), secret(), connectionService(tcp: "{\(Self.toA)}"), service("a"))
        #expect(result.lines == ["*:3306 TLS", "  [db.example] terminated -> outbound|80||a"])
        #expect(translate(gateway(servers: tls), secret()).plan.listeners.isEmpty)
    }

    @Test("L1: what a connection can't be matched by is reported as not honoured")
    func unhonoured() {
        let result = translate(
            gateway(servers: Self.tcp()),
            connectionService(
                tcp: "{match: [{destinationSubnets: [10.0.0.0/8], sourceSubnet: 10.0.0.0/8}], \(Self.toA)}"),
            service("a"))
        #expect(
            result.findings == [
                "GH0204 vs spec.tcp[0].match[0].destinationSubnets", "GH0204 vs spec.tcp[0].match[0].sourceSubnet",
            ])
    }
}
