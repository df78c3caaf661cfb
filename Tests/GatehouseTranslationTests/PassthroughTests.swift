import GatehousePlan
import GatehouseTranslation
import Testing

@Suite("TLS passed through") struct PassthroughTests {
    private static let toA = "route: [{destination: {host: a, port: {number: 80}}}]"
    private static let toB = "route: [{destination: {host: b, port: {number: 80}}}]"

    @Test(
        "G7: both protocols pass TLS through by server name, also where no mode is stated",
        arguments: [("HTTPS", "mode: PASSTHROUGH"), ("TLS", "mode: PASSTHROUGH"), ("TLS", "")])
    func passthrough(name: String, tls: String) {
        let result = translate(
            gateway(servers: tlsServer("*.example", protocol: name, tls: tls)),
            connectionService(
                hosts: "[a.example, b.example]",
                tls: "{match: [{sniHosts: [a.example]}], \(Self.toA)}, {match: [{sniHosts: [b.example]}], \(Self.toB)}"),
            service("a"), service("b"))
        #expect(
            result.lines == [
                "*:443 \(name)", "  [a.example] -> outbound|80||a", "  [b.example] -> outbound|80||b",
            ])
        #expect(result.findings == [])
    }

    @Test(
        "L2, G9: a server name is the narrower of the entry and the server's host",
        arguments: [
            ("*.example", "a.example", ["a.example"]), ("a.example", "*.example", ["a.example"]),
            ("*", "*.example", ["*.example"]), ("b.example", "a.example", []), ("other/*", "a.example", []),
            ("default/*", "a.example", ["a.example"]),
        ])
    func overlap(host: String, sniHost: String, names: [String]) {
        let result = translate(
            gateway(servers: tlsServer(host, tls: "mode: PASSTHROUGH")),
            connectionService(hosts: "[\"*\"]", tls: "{match: [{sniHosts: [\"\(sniHost)\"]}], \(Self.toA)}"),
            service("a"))
        #expect(result.chains.flatMap { $0.serverNames.map(\.description) } == names)
    }

    @Test("L2: a server name that is matched twice goes to the first, and the later one is reported")
    func repeated() {
        let result = translate(
            gateway(servers: tlsServer("*.example", tls: "mode: PASSTHROUGH")),
            connectionService(
                hosts: "[\"*.example\"]",
                tls: """
                    {match: [{sniHosts: [a.example]}], \(Self.toA)}, \
                    {match: [{sniHosts: [a.example, b.example]}], \(Self.toB)}
                    """), service("a"), service("b"))
        #expect(
            result.lines == ["*:443 HTTPS", "  [a.example] -> outbound|80||a", "  [b.example] -> outbound|80||b"])
        #expect(result.findings == ["GH0212 vs spec.tls[1].match[0].sniHosts[0]"])
    }

    @Test("G11, L2: a name of another server of the listener is that server's")
    func otherServer() {
        let result = translate(
            gateway(
                servers: tlsServer("*.example", name: "pass", tls: "mode: PASSTHROUGH"), tlsServer("a.example")),
            secret(),
            connectionService(hosts: "[a.example]", tls: "{match: [{sniHosts: [a.example]}], \(Self.toA)}"),
            service("a"))
        #expect(result.lines == ["*:443 HTTPS", "  [a.example] https.443.https.gw.default", "    blackhole:443"])
        #expect(result.findings.contains("GH0212 vs spec.tls[0].match[0].sniHosts[0]"))
    }

    @Test("M7, L2: a match of another port does not count")
    func port() {
        let result = translate(
            gateway(servers: tlsServer("*", tls: "mode: PASSTHROUGH")),
            connectionService(tls: "{match: [{port: 444, sniHosts: [\"*\"]}], \(Self.toA)}"), service("a"))
        #expect(result.plan.listeners.isEmpty)
        #expect(result.status.virtualServices.map(\.outcome) == [.noRoutes])
    }

    @Test("AUTO_PASSTHROUGH: server names spell the services whose hosts are the server's, by port and subset")
    func automatic() {
        let result = translate(
            gateway(servers: tlsServer("*.local", protocol: "TLS", tls: "mode: AUTO_PASSTHROUGH")), service("a"),
            document(
                "DestinationRule", "a",
                spec: "spec: {host: a, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}, subsets: [{name: v1}]}"),
            document(
                "ServiceEntry", "ext",
                spec:
                    "spec: {hosts: [api.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: STATIC}"
            ))
        let host = "a.default.svc.cluster.local"
        #expect(
            result.chains.map { $0.serverNames.map(\.description) }
                == [["outbound_.80_._.\(host)"], ["outbound_.80_.v1_.\(host)"]])
        #expect(result.plan.clusters.map(\.name) == ["outbound_.80_._.\(host)", "outbound_.80_.v1_.\(host)"])
        #expect(result.plan.clusters.allSatisfy { $0.tls == nil })
    }
}
