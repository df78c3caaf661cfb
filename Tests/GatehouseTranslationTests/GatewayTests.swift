import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct GatewayTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var input: String
        var expected: [String]

        init(_ description: String, _ input: String..., expected: [String]) {
            self.testDescription = description
            self.input = input.joined()
            self.expected = expected
        }
    }

    static let blackhole80 = ["*:80 HTTP", "  blackhole:80"]

    @Test(
        "servers become listeners",
        arguments: [
            Case(
                "G1: a Gateway whose selector this gateway's labels hold applies", gateway(servers: server("*")),
                expected: blackhole80),
            Case(
                "G1: a Gateway with another selector does not",
                document(
                    "Gateway", "gw", spec: "spec: {selector: {istio: egressgateway}, servers: [\(server("*"))]}"),
                expected: []),
            Case(
                "G1: a Gateway without a selector applies",
                document("Gateway", "gw", spec: "spec: {servers: [\(server("*"))]}"), expected: blackhole80),
            Case(
                "G4: a Service that selects the gateway translates its port to the target port",
                gateway(servers: server("*")),
                document(
                    "Service", "ingress", namespace: "istio-system",
                    spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}"
                ),
                expected: ["*:8080 HTTP", "  blackhole:80"]),
            Case(
                "G4: a Service of another namespace does not",
                gateway(servers: server("*")),
                document(
                    "Service", "ingress",
                    spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}"
                ),
                expected: blackhole80),
            Case(
                "G4: a Service without that port leaves the number",
                gateway(servers: server("*", port: 81)),
                document(
                    "Service", "ingress", namespace: "istio-system",
                    spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}"
                ),
                expected: ["*:81 HTTP", "  blackhole:81"]),
            Case(
                "G4: a label switches translation off",
                gateway(servers: server("*")),
                document(
                    "Service", "ingress", namespace: "istio-system",
                    more: "labels: {experimental.istio.io/disable-gateway-port-translation: \"true\"}",
                    spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}"
                ),
                expected: blackhole80),
            Case(
                "G4: a target port by name is the endpoints' port",
                gateway(servers: server("*")),
                document(
                    "Service", "ingress", namespace: "istio-system",
                    spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: web}]}"),
                document(
                    "Endpoints", "ingress", namespace: "istio-system",
                    spec: "subsets: [{addresses: [{ip: 10.0.0.9}], ports: [{name: http, port: 8081}]}]"),
                expected: ["*:8081 HTTP", "  blackhole:80"]),
            Case(
                "G5: another bind is another listener",
                gateway(servers: server("*"), server("*", more: ", bind: 10.0.0.7")),
                expected: blackhole80 + ["10.0.0.7:80 HTTP", "  blackhole:80"]),
            Case(
                "G5: binding every address is the same as naming none",
                gateway(servers: server("*"), server("*", more: ", bind: 0.0.0.0")), expected: blackhole80),
            Case(
                "G6: protocols are named in any case, the first names the listener",
                gateway(servers: server("a.example", protocol: "http2"), server("b.example", protocol: "GRPC")),
                expected: ["*:80 HTTP2", "  blackhole:80"]),
            Case(
                "G10, L1: the port of a TLS server without routes stays closed, and plaintext never gets it",
                gateway(
                    servers: server("a.example", port: 443, protocol: "HTTPS", more: ", tls: {mode: PASSTHROUGH}"),
                    server("b.example", port: 443)),
                expected: []),
            Case(
                "G10: HTTP keeps its port when TCP comes later",
                gateway(servers: server("*"), server("*", protocol: "TCP")), expected: blackhole80),
            Case(
                "T6: httpsRedirect holds for hosts without VirtualServices",
                gateway(servers: server("A.example", more: ", tls: {httpsRedirect: true}")),
                expected: ["*:80 HTTP", "  a.example:80 requires TLS"]),
            Case(
                "T6: a host that is limited to a namespace is not redirected without VirtualServices",
                gateway(servers: server("ns/a.example", more: ", tls: {httpsRedirect: true}")), expected: blackhole80),
        ])
    func listeners(_ given: Case) {
        #expect(translate(given.input).lines == given.expected)
    }

    @Test("G2: the older Gateway's server wins the port, whatever the names")
    func age() {
        let result = translate(
            gateway(
                "a", more: "creationTimestamp: \"2024-01-02T00:00:00Z\"", servers: server("*", protocol: "TCP")),
            gateway("b", more: "creationTimestamp: \"2024-01-01T00:00:00Z\"", servers: server("*")))
        #expect(result.lines == Self.blackhole80)
        #expect(result.findings == ["GH0202 a spec.servers[0]"])
        #expect(result.status.servers.map(\.origin.name) == ["b", "a"])
        #expect(result.status.servers.map(\.outcome)[0] == .bound(listeners: ["0.0.0.0_80"]))
    }

    @Test("a server that is not served says why")
    func status() {
        let result = translate(
            gateway(
                servers: server("*", port: 443, protocol: "HTTPS"), server("*", port: 0), server("*", protocol: "FTP")))
        #expect(result.status.servers.map(\.outcome) == [.noRoutes, .invalid, .invalid])
        #expect(
            result.findings == [
                "GH0203 gw spec.servers[1].port", "GH0203 gw spec.servers[2].port.protocol",
                "GH0213 gw spec.servers[0]",
            ])
        #expect(result.diagnostics.map(\.location?.line).allSatisfy { $0 != nil })
    }

    @Test("G4: a Gateway that names its Service listens only on that Service's ports")
    func direct() {
        let named = "annotations: {internal.istio.io/gateway-service: in.istio-system.svc.cluster.local}"
        let service = document(
            "Service", "in", namespace: "istio-system",
            spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}")
        let result = translate(
            gateway(namespace: "istio-system", more: named, servers: server("*"), server("*", port: 82)), service)
        #expect(result.lines == ["*:8080 HTTP", "  blackhole:80"])
        #expect(result.status.servers.map(\.outcome) == [.bound(listeners: ["0.0.0.0_8080"]), .noServicePort])
        let elsewhere = translate(gateway(namespace: "default", more: named, servers: server("*")), service)
        #expect(elsewhere.status.servers.map(\.outcome) == [.otherGateway])
    }

    @Test(
        "G8, G9: a VirtualService gets the narrower of its hosts and the server's",
        arguments: [
            (["*.a.com"], ["x.a.com"], ["x.a.com"]),
            (["x.a.com"], ["*.a.com"], ["x.a.com"]),
            (["*.a.com"], ["*"], ["*.a.com"]),
            (["*"], ["*"], ["*"]),
            (["*.com"], ["*.a.com"], ["*.a.com"]),
            (["a.com"], ["*.a.com"], []),
            (["x.b.com"], ["*.a.com"], []),
            (["*.com", "x.a.com"], ["*.a.com"], ["*.a.com", "x.a.com"]),
            (["default/x.a.com"], ["x.a.com"], ["x.a.com"]),
            (["./x.a.com"], ["x.a.com"], ["x.a.com"]),
            (["other/x.a.com"], ["x.a.com"], []),
            (["*/x.a.com"], ["x.a.com"], ["x.a.com"]),
            (["other/x.a.com", "*/*"], ["y.a.com"], ["y.a.com"]),
            (["X.a.com"], ["x.A.com"], ["x.a.com"]),
        ])
    func hosts(server hosts: [String], virtualService wanted: [String], bound: [String]) {
        let list = hosts.map { "\"\($0)\"" }.joined(separator: ", ")
        let named = wanted.map { "\"\($0)\"" }.joined(separator: ", ")
        let result = translate(
            gateway(servers: "{port: {number: 80, name: http, protocol: HTTP}, hosts: [\(list)]}"),
            virtualService("vs", hosts: "[\(named)]", rules: rule(to: "b")))
        #expect(
            result.lines == ["*:80 HTTP"]
                + (bound.isEmpty
                    ? ["  blackhole:80"] : bound.flatMap { ["  \($0):80", "    any -> outbound|80||b (none)"] }))
    }

    @Test("G10: servers of several Gateways and ports merge into one table on their common target port")
    func merge() {
        let result = translate(
            gateway("gw", servers: server("a.example")), gateway("gw2", servers: server("b.example", port: 8080)),
            document(
                "Service", "ingress", namespace: "istio-system",
                spec: "spec: {selector: {app: istio-ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}"
            ),
            virtualService("a", rules: rule(to: "a")),
            virtualService("b", hosts: "[b.example]", gateways: "[gw2]", rules: rule(to: "b")))
        #expect(
            result.lines == [
                "*:8080 HTTP", "  a.example:80", "    any -> outbound|80||a (none)", "  b.example:8080",
                "    any -> outbound|80||b (none)",
            ])
    }
}
