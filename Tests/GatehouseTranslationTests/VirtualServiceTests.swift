import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct VirtualServiceTests {
    @Test(
        "V1: names of Gateways are completed by the VirtualService's namespace",
        arguments: [
            ("[gw]", "default", true), ("[./gw]", "default", true), ("[default/gw]", "other", true),
            ("[gw.default.svc.cluster.local]", "other", true), ("[gw.default]", "other", true),
            ("[gw]", "other", false),
            ("[./gw]", "other", false), ("[mesh]", "default", false), ("[]", "default", false),
            ("[mesh, gw]", "default", true),
        ])
    func gatewayNames(gateways: String, namespace: String, binds: Bool) {
        let result = translate(
            gateway(servers: server("*")),
            virtualService("vs", gateways: gateways, namespace: namespace, rules: rule(to: "b")))
        let outcome = result.status.virtualServices.map(\.outcome)
        #expect((outcome == [.bound(routeTables: ["http.80"])]) == binds)
        #expect(result.routes(of: "a.example:80").isEmpty != binds)
    }

    @Test(
        "V2: exportTo decides whether the gateway's namespace sees a VirtualService",
        arguments: [
            ("[]", true), ("[\"*\"]", true), ("[\".\"]", false), ("[istio-system]", true), ("[other]", false),
            ("[\"~\"]", false), ("[\".\", \"*\"]", true), ("[\"~\", istio-system]", false),
        ])
    func exportTo(exportTo: String, isSeen: Bool) {
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", spec: ", exportTo: \(exportTo)", rules: rule(to: "b")))
        #expect(result.routes(of: "a.example:80").isEmpty != isSeen)
        if !isSeen { #expect(result.status.virtualServices.map(\.outcome) == [.notExported]) }
    }

    @Test("V3: private ones first, then exported by name, then public ones; each by age, then name")
    func order() {
        func given(_ name: String, _ namespace: String, _ exportTo: String, _ year: Int = 2020) -> String {
            virtualService(
                name, gateways: "[default/gw]", namespace: namespace,
                more: "creationTimestamp: \"\(year)-01-01T00:00:00Z\"", spec: ", exportTo: \(exportTo)",
                rules: rule("{uri: {prefix: /\(name)}}", to: "b"))
        }
        let result = translate(
            gateway(servers: server("*")), given("p2", "default", "[]", 2021), given("p1", "default", "[\"*\"]", 2022),
            given("q", "default", "[]", 2020), given("e", "default", "[istio-system]", 2023),
            given("own", "istio-system", "[\".\"]", 2024))
        #expect(result.routes(of: "a.example:80").map(\.condition.text) == ["/own*", "/e*", "/q*", "/p2*", "/p1*"])
    }

    @Test("V4: each host has its own virtual host and a wildcard's routes are not repeated in it")
    func oneVirtualHost() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService("a", hosts: "[\"*.example\"]", rules: rule(to: "wide")),
            virtualService("b", rules: rule("{uri: {prefix: /b}}", to: "narrow")))
        #expect(
            result.lines == [
                "*:80 HTTP", "  *.example:80", "    any -> outbound|80||wide (none)", "  a.example:80",
                "    /b* -> outbound|80||narrow (none)",
            ])
    }

    @Test("V5: VirtualServices of one host are joined in order, and only catch-alls move behind")
    func concatenation() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService("a", rules: rule("{uri: {prefix: /}}", to: "first")),
            virtualService(
                "b", rules: rule("{uri: {prefix: /api}}", to: "b"),
                rule("{uri: {regex: \".*\"}, headers: {x: {}}}", to: "b"), rule("{uri: {regex: \".*\"}}", to: "second")),
            virtualService("c", rules: rule("{uri: {prefix: /api/v1}}", to: "c"), rule(to: "third")),
            virtualService("d", rules: rule("{uri: {prefix: /}, method: {exact: GET}}", to: "d")))
        #expect(
            result.lines.dropFirst(2) == [
                "    /api* -> outbound|80||b (none)", "    ~ .*, x present -> outbound|80||b (none)",
                "    /api/v1* -> outbound|80||c (none)", "    /*, method = GET -> outbound|80||d (none)",
                "    /* -> outbound|80||first (none)", "    ~ .* -> outbound|80||second (none)",
                "    any -> outbound|80||third (none)",
            ])
    }

    @Test("V6: nothing behind a VirtualService's first catch-all is looked at")
    func catchAll() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "a", rules: rule("{uri: {prefix: /a}}, {uri: {prefix: /}}, {uri: {prefix: /c}}", to: "a"),
                rule("{uri: {prefix: /b}}", to: "b")))
        #expect(result.routes(of: "a.example:80").map(\.condition.text) == ["/a*", "/*"])
    }

    @Test("V7: a listener that nothing is bound to opens and has no routes")
    func blackhole() {
        let result = translate(
            gateway(servers: server("b.example")), virtualService("a", rules: rule(to: "a")))
        #expect(result.lines == ["*:80 HTTP", "  blackhole:80"])
        #expect(result.status.virtualServices.map(\.outcome) == [.noMatchingHost])
    }

    @Test("a VirtualService that several servers of one listener bind is there once")
    func once() {
        let result = translate(
            gateway("gw", servers: server("a.example")), gateway("gw2", servers: server("*.example")),
            virtualService("a", gateways: "[gw, gw2, gw]", rules: rule("{uri: {prefix: /a}}", to: "a")))
        #expect(result.routes(of: "a.example:80").map(\.condition.text) == ["/a*"])
    }

    @Test("T6: a VirtualService's host on a redirecting server requires TLS")
    func redirect() {
        let result = translate(
            gateway(servers: server("default/*.example", more: ", tls: {httpsRedirect: true}")),
            virtualService("a", rules: rule(to: "a")))
        #expect(
            result.lines == ["*:80 HTTP", "  a.example:80 requires TLS", "    any -> outbound|80||a (none)"])
    }

    @Test("equal input gives an equal result")
    func deterministic() {
        let documents = [
            gateway(servers: server("*")), service("b"),
            virtualService(
                "a",
                rules: rule(
                    "{headers: {x: {exact: a}, y: {prefix: b}, z: {}}, queryParams: {k: {exact: a}, l: {regex: b}}}",
                    to: "b",
                    more: ", headers: {request: {set: {x-a: a, x-b: b, x-c: c}, add: {x-d: d, x-e: e}}}")),
        ].joined()
        let first = translate(documents)
        for _ in 0..<10 { #expect(translate(documents) == first) }
    }
}
