import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite("TLS servers") struct TLSServerTests {
    private static let shop = virtualService("vs", hosts: "[shop.example]", rules: rule(to: "a"))

    @Test("G7, G12, G13: a terminating HTTPS server has a chain for its hosts and a route table of its own")
    func https() {
        let result = translate(gateway(servers: tlsServer("shop.example", "*.example")), secret(), Self.shop)
        #expect(
            result.lines == [
                "*:443 HTTPS", "  [shop.example *.example] https.443.https.gw.default", "    shop.example:443",
                "      any -> outbound|80||a (none)",
            ])
        #expect(result.status.servers.map(\.outcome) == [.bound(listeners: ["0.0.0.0_443"])])
        #expect(
            result.status.virtualServices.map(\.outcome) == [.bound(routeTables: ["https.443.https.gw.default"])])
        #expect(result.findings == [])
    }

    @Test("G12: each server's table holds its own hosts only; V7: one without VirtualServices answers 404")
    func tables() {
        let result = translate(
            gateway(
                servers: tlsServer("shop.example"), tlsServer("pay.example", name: "https-pay")), secret(), Self.shop)
        #expect(
            result.lines == [
                "*:443 HTTPS", "  [shop.example] https.443.https.gw.default", "    shop.example:443",
                "      any -> outbound|80||a (none)", "  [pay.example] https.443.https-pay.gw.default",
                "    blackhole:443",
            ])
    }

    @Test("G4, G5: the table's name has the server's port and the bind, the listener the target port")
    func names() {
        let result = translate(
            gateway(servers: tlsServer("shop.example", more: ", bind: 10.0.0.7")), secret(),
            document(
                "Service", "ingress", namespace: "istio-system",
                spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: s, port: 443, targetPort: 8443}]}"))
        #expect(
            result.lines == [
                "10.0.0.7:8443 HTTPS", "  [shop.example] https.443.https.gw.default.10.0.0.7", "    blackhole:443",
            ])
    }

    @Test(
        "G14: ALPN is offered for HTTP and for nothing else",
        arguments: [("HTTPS", ["h2", "http/1.1"]), ("TLS", [])])
    func protocols(name: String, offered: [String]) {
        let result = translate(
            gateway(servers: tlsServer("*", protocol: name)), secret(),
            connectionService(tcp: "{route: [{destination: {host: a, port: {number: 80}}}]}"))
        #expect(result.serverTLS?.applicationProtocols == offered)
    }

    @Test("T6: httpsRedirect means nothing on a TLS server")
    func redirect() {
        let result = translate(
            gateway(servers: tlsServer("shop.example", tls: "mode: SIMPLE, credentialName: shop, httpsRedirect: true")),
            secret(), Self.shop)
        #expect(!result.lines.contains { $0.contains("requires TLS") })
    }

    @Test("G11: of a later server only the hosts that an earlier one has are left out")
    func sharedHosts() {
        let result = translate(
            gateway("a", servers: tlsServer("x.example", "y.example")),
            gateway("b", servers: tlsServer("Y.example", "ns/z.example")), secret())
        #expect(
            result.chains.map { $0.serverNames.map(\.description) } == [["x.example", "y.example"], ["z.example"]])
        #expect(result.findings == ["GH0210 b spec.servers[0].hosts[0]"])
        #expect(result.diagnostics[0].message.contains("Gateway default/a spec.servers[0]"))
        #expect(result.diagnostics[0].message.contains("Gateway default/b spec.servers[0]"))
    }

    @Test("G11: a server that has no host left is not served")
    func noHostLeft() {
        let result = translate(
            gateway("a", servers: tlsServer("x.example")), gateway("b", servers: tlsServer("x.example")), secret())
        #expect(result.chains.count == 1)
        #expect(
            result.status.servers.last?.outcome
                == .conflicted(
                    with: Origin(kind: "Gateway", namespace: "default", name: "a", path: "spec.servers[0]")))
    }

    @Test(
        "G10: TLS shares a port with TLS only, whoever comes first",
        arguments: [
            (server("*", port: 443), tlsServer("*")), (tlsServer("*"), server("*", port: 443)),
            (tlsServer("*"), server("*", port: 443, protocol: "TCP")),
            (server("*", port: 443, protocol: "TCP"), server("*", port: 443, protocol: "MONGO")),
        ])
    func conflicts(first: String, second: String) {
        let result = translate(gateway(servers: first, second), secret())
        let conflicts = result.findings.filter { $0.hasPrefix("GH0202") }
        #expect(conflicts == ["GH0202 gw spec.servers[1]"])
    }

    @Test(
        "T4: versions and suites are the server's; ISTIO_MUTUAL keeps the defaults",
        arguments: [
            ("mode: SIMPLE, credentialName: shop", TLSVersionPlan.tls12, TLSVersionPlan.tls13, [String]()),
            (
                "mode: SIMPLE, credentialName: shop, minProtocolVersion: TLSV1_3, maxProtocolVersion: TLS_AUTO", .tls13,
                .tls13, []
            ),
            (
                "mode: SIMPLE, credentialName: shop, maxProtocolVersion: TLSV1_2, cipherSuites: [AES128-SHA, NONSENSE, AES128-SHA]",
                .tls12, .tls12, ["AES128-SHA"]
            ),
            ("mode: ISTIO_MUTUAL, minProtocolVersion: TLSV1_3, cipherSuites: [AES128-SHA]", .tls12, .tls13, []),
        ])
    func versions(tls: String, minimum: TLSVersionPlan, maximum: TLSVersionPlan, suites: [String]) {
        let plan = translate(gateway(servers: tlsServer("*", tls: tls)), secret()).serverTLS
        #expect(plan?.minimumVersion == minimum)
        #expect(plan?.maximumVersion == maximum)
        #expect(plan?.cipherSuites == suites)
    }
}
