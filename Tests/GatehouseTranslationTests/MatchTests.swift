import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct MatchTests {
    @Test(
        "a match entry becomes a condition",
        arguments: [
            ("M2: exact", "uri: {exact: /a}", "= /a"), ("M2: prefix", "uri: {prefix: /a}", "/a*"),
            ("M2: regex", "uri: {regex: \"/a.*\"}", "~ /a.*"),
            ("M2: ignoreUriCase", "uri: {prefix: /a}, ignoreUriCase: true", "/a*, any case"),
            ("M2: ignoreUriCase leaves expressions alone", "uri: {regex: /a}, ignoreUriCase: true", "~ /a"),
            ("M3: names in lowercase and in order", "headers: {X-B: {exact: B}, X-A: {prefix: A}}", "x-a A*, x-b = B"),
            ("M3: presence", "headers: {b: {}, a: {regex: \"*\"}}", "a present, b present"),
            ("M3: pseudo names are ordinary headers", "headers: {method: {exact: GET}}", "method = GET"),
            ("M4: withoutHeaders", "withoutHeaders: {x: {exact: a}, y: {}}", "not x = a, not y present"),
            (
                "M5: queryParams", "queryParams: {b: {exact: \"1\"}, a: {regex: \"2\"}, c: {}}",
                "?a ~ 2, ?b = 1, ?c present"
            ),
            (
                "M6: method, scheme, authority",
                "method: {exact: GET}, scheme: {exact: http}, authority: {prefix: A.example}",
                "method = GET, scheme = http, authority A.example*"
            ),
        ])
    func condition(name: String, match: String, expected: String) {
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", rules: rule("{\(match)}", to: "b")))
        #expect(result.onlyRoute?.condition.text == expected, "\(name)")
    }

    @Test("M1: entries are alternatives in order, each a route of its own")
    func alternatives() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService("vs", rules: rule("{uri: {exact: /a}}, {uri: {exact: /b}}", to: "b")))
        let routes = result.routes(of: "a.example:80")
        #expect(routes.map(\.condition.text) == ["= /a", "= /b"])
        #expect(routes.map(\.matchPath) == ["spec.http[0].match[0]", "spec.http[0].match[1]"])
        #expect(
            routes.map(\.origin.description) == Array(repeating: "VirtualService default/vs spec.http[0]", count: 2))
    }

    @Test(
        "entries that can't hold here vanish, and rules that have none left",
        arguments: [
            ("M7: the server's port", "{port: 80}", true), ("M7: not the target port", "{port: 8080}", false),
            ("M8: a Gateway that is served", "{gateways: [gw]}", true),
            ("M8: another Gateway", "{gateways: [other/gw]}", false),
            ("M8: the mesh", "{gateways: [mesh]}", false),
            ("M8: labels of this gateway", "{sourceLabels: {istio: ingressgateway}}", true),
            ("M8: other labels", "{sourceLabels: {app: client}}", false),
            ("M8: Gateways stand in for labels", "{gateways: [gw], sourceLabels: {app: client}}", true),
            ("M8: this gateway's namespace", "{sourceNamespace: istio-system}", true),
            ("M8: another namespace", "{sourceNamespace: default}", false),
            ("M9: claims, which nobody validates yet", "{headers: {\"@request.auth.claims.sub\": {exact: a}}}", false),
            ("M9: their absence, likewise", "{withoutHeaders: {\"@request.auth.claims[a][b]\": {exact: a}}}", false),
        ])
    func filters(name: String, match: String, holds: Bool) {
        let result = translate(
            gateway(servers: server("*")),
            document(
                "Service", "ingress", namespace: "istio-system",
                spec: "spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}"),
            virtualService("vs", rules: rule(match, to: "b"), rule("{uri: {exact: /}}", to: "c")))
        // An entry that says nothing else catches everything, so that the rule behind it is not looked at.
        let expected = holds ? ["outbound|80||b (none)"] : ["outbound|80||c (none)"]
        #expect(result.routes(of: "a.example:80").map(\.action.text) == expected, "\(name)")
    }

    @Test("M8: routes of one VirtualService differ between Gateways where a match names one")
    func perGateway() {
        let result = translate(
            gateway("gw", servers: server("a.example")), gateway("gw2", servers: server("b.example")),
            virtualService(
                "vs", hosts: "[a.example, b.example]", gateways: "[gw, gw2]",
                rules: rule("{gateways: [gw], uri: {prefix: /1}}", to: "x"),
                rule("{gateways: [gw2], uri: {prefix: /2}}", to: "x")))
        #expect(result.routes(of: "a.example:80").map(\.condition.text) == ["/1*"])
        #expect(result.routes(of: "b.example:80").map(\.condition.text) == ["/2*"])
    }

    @Test(
        "M11: a route is named by its rule and its match",
        arguments: [("name: r", "name: m", "r.m"), ("name: r", "", "r"), ("", "name: m", ".m"), ("", "", nil)])
    func names(ofRule: String, ofMatch: String, expected: String?) {
        let more = ofRule.isEmpty ? "" : ", \(ofRule)"
        let match = ofMatch.isEmpty ? "{uri: {exact: /a}}" : "{uri: {exact: /a}, \(ofMatch)}"
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", rules: rule(match, to: "b", more: more)))
        #expect(result.onlyRoute?.name == expected)
    }
}
