import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct ActionTests {
    private func route(_ rule: String, _ documents: String..., port: Int = 80) -> RoutePlan? {
        translate(
            gateway(servers: server("*", port: port)), virtualService("vs", rules: rule), documents.joined()
        ).onlyRoute
    }

    private func forward(_ rule: String, _ documents: String...) -> ForwardAction? {
        guard case .forward(let forward) = self.route(rule, documents.joined())?.action else { return nil }
        return forward
    }

    @Test(
        "A1: redirects",
        arguments: [
            ("{uri: /b}", RedirectAction(path: "/b", serverPort: 8080)),
            ("{authority: b.example}", RedirectAction(authority: "b.example", serverPort: 8080)),
            (
                "{scheme: https, redirectCode: 308}",
                RedirectAction(status: 308, scheme: "https", serverPort: 8080)
            ),
            ("{port: 8443}", RedirectAction(port: .number(8443), serverPort: 8080)),
            (
                "{uri: /b, derivePort: FROM_REQUEST_PORT}",
                RedirectAction(path: "/b", port: .fromRequest, serverPort: 8080)
            ),
            ("{uri: /b, derivePort: FROM_PROTOCOL_DEFAULT}", RedirectAction(path: "/b", serverPort: 8080)),
        ])
    func redirect(given: String, expected: RedirectAction) {
        #expect(self.route("{redirect: \(given)}", port: 8080)?.action == .redirect(expected))
    }

    @Test(
        "A2: direct responses",
        arguments: [
            ("{status: 503}", DirectResponseAction(status: 503)),
            ("{status: 200, body: {string: hello}}", DirectResponseAction(status: 200, body: Array("hello".utf8))),
            ("{status: 200, body: {bytes: aGk=}}", DirectResponseAction(status: 200, body: Array("hi".utf8))),
        ])
    func directResponse(given: String, expected: DirectResponseAction) {
        #expect(self.route("{directResponse: \(given)}")?.action == .directResponse(expected))
    }

    @Test("A2: a direct response has header operations and faults, and neither CORS nor retries")
    func directResponsePolicy() {
        let policy = self.route(
            """
            {directResponse: {status: 200}, headers: {response: {set: {X: w}}}, timeout: 1s,
             corsPolicy: {allowOrigins: [{exact: a}]}}
            """)?.policy
        #expect(policy == RoutePolicy(responseHeaders: [.set(name: "x", value: "w")]))
    }

    @Test(
        "A3: rewrites of the path",
        arguments: [
            ("rewrite: {uri: /v1}", PathRewrite.matched("/v1")),
            (
                "rewrite: {uriRegexRewrite: {match: \"/a/(.*)\", rewrite: \"/\\\\1\"}}",
                .regex(pattern: "/a/(.*)", substitution: "/\\1")
            ),
            ("rewrite: {authority: b.example}", nil),
        ])
    func rewrite(given: String, expected: PathRewrite?) {
        #expect(self.forward(rule("{uri: {prefix: /a}}", to: "b", more: ", \(given)"))?.pathRewrite == expected)
    }

    @Test("A3: without a condition on the path, a rewrite replaces the leading slash")
    func rewriteEverything() {
        let route = self.route(rule(to: "b", more: ", rewrite: {uri: /v1}"))
        #expect(route?.condition.path == PathCondition(.prefix("/")))
    }

    @Test(
        "A4: the authority is rewritten by `rewrite`, else by headers",
        arguments: [
            ("rewrite: {authority: r}", "r"), ("headers: {request: {set: {Host: h}}}", "h"),
            ("headers: {request: {add: {\":authority\": h}}}", "h"),
            // An empty name is none.
            ("headers: {request: {set: {host: \"\"}}}", nil),
            ("headers: {request: {set: {host: \"\"}, add: {host: h}}}", "h"),
            ("headers: {request: {set: {host: s}, add: {host: a}}}", "s"),
            ("rewrite: {authority: r}, headers: {request: {set: {host: h}}}", "r"), ("name: x", nil),
        ])
    func authority(given: String, expected: String?) {
        let forward = self.forward(rule(to: "b", more: ", \(given)"))
        #expect(forward?.authorityRewrite == expected)
        #expect(forward?.destinations.first?.authorityRewrite == nil)
    }

    @Test(
        "A5: hosts and ports of destinations are completed",
        arguments: [
            ("{host: b}", "outbound|80||b"), ("{host: b.other}", "outbound|80||b.other (none)"),
            ("{host: c}", "outbound|9090||c"), ("{host: c, port: {number: 81}}", "outbound|81||c (none)"),
            ("{host: two}", "outbound|80||two (none)"), ("{host: unknown}", "outbound|80||unknown (none)"),
            ("{host: b, subset: v9}", "outbound|80|v9|b (none)"),
        ])
    func destination(given: String, expected: String) {
        let route = self.route(
            "{route: [{destination: \(given)}]}", service("b"),
            document("Service", "c", spec: "spec: {ports: [{name: http, port: 9090}]}"),
            document("Service", "two", spec: "spec: {ports: [{name: a, port: 1}, {name: b, port: 2}]}"))
        #expect(route?.action.text == expected)
    }

    @Test("A5: a port that nothing else decides is the Gateway server's, not its listener's")
    func serverPort() {
        let route = self.route(
            "{route: [{destination: {host: unknown}}]}",
            document(
                "Service", "ingress", namespace: "istio-system",
                spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 81, targetPort: 8080}]}"),
            port: 81)
        #expect(route?.action.text == "outbound|81||unknown (none)")
    }

    @Test("A6: weights are kept, those that are missing are 0")
    func weights() {
        let forward = self.forward(
            "{route: [{destination: {host: b}, weight: 3}, {destination: {host: c}, weight: 1}, {destination: {host: d}}]}"
        )
        #expect(forward?.destinations.map(\.weight) == [3, 1, 0])
    }

    @Test(
        "a rule that can't be served answers 503 NC and is reported",
        arguments: [
            ("{match: [{uri: {prefix: /a}}]}", "spec.http[0]"),
            (
                "{match: [{uri: {prefix: /a}}], route: [{destination: {host: b}}, {destination: {host: c}}]}",
                "spec.http[0].route"
            ),
            ("{match: [{uri: {prefix: /a}}], redirect: {uri: /b, redirectCode: 300}}", "spec.http[0].redirect"),
            ("{match: [{uri: {prefix: /a}}], directResponse: {status: 42}}", "spec.http[0].directResponse"),
        ])
    func broken(rule: String, field: String) {
        let result = translate(gateway(servers: server("*")), virtualService("vs", rules: rule))
        #expect(result.onlyRoute?.condition.text == "/a*")
        #expect(result.onlyRoute?.action.text == "UnknownService (none)")
        #expect(result.findings == ["GH0208 vs \(field)"])
    }

    @Test("A15: removals, then what is set, then what is added; reserved names are left out")
    func operations() {
        let policy = self.route(
            rule(
                to: "b",
                more: """
                    , headers: {request: {add: {B: "2", A: "1"}, set: {D: "4", C: "3", host: h}, remove: [E, host, ":path"]},
                      response: {remove: [x], set: {":status": "1", w: z}}}
                    """))?.policy
        #expect(
            policy?.requestHeaders == [
                .remove(name: "e"), .set(name: "c", value: "3"), .set(name: "d", value: "4"),
                .add(name: "a", value: "1"),
                .add(name: "b", value: "2"),
            ])
        #expect(policy?.responseHeaders == [.remove(name: "x"), .set(name: "w", value: "z")])
    }

    @Test("A15: a lone destination's operations come after the rule's, its removals before anything is written")
    func loneDestination() {
        let route = self.route(
            """
            {route: [{destination: {host: b}, headers: {request: {set: {x: ofDestination, host: d}, remove: [z]}}}],
             headers: {request: {set: {x: ofRule}, remove: [w]}}}
            """)
        #expect(
            route?.policy.requestHeaders == [
                .remove(name: "w"), .remove(name: "z"), .set(name: "x", value: "ofRule"),
                .set(name: "x", value: "ofDestination"),
            ])
        guard case .forward(let forward) = route?.action else {
            Issue.record("the route does not forward")
            return
        }
        #expect(forward.destinations.map(\.requestHeaders) == [[]])
        #expect(forward.authorityRewrite == "d")
    }

    @Test("A15: weighted destinations keep their operations to themselves")
    func weightedDestinations() {
        let forward = self.forward(
            """
            {route: [{destination: {host: b}, weight: 1, headers: {request: {set: {x: w, host: d}}}},
                     {destination: {host: c}, weight: 1}]}
            """)
        #expect(forward?.destinations.map(\.requestHeaders) == [[.set(name: "x", value: "w")], []])
        #expect(forward?.destinations.map(\.authorityRewrite) == ["d", nil])
        #expect(forward?.authorityRewrite == nil)
    }
}
