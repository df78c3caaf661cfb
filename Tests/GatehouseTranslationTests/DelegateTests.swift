import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct DelegateTests {
    /// A root with one rule of these matches, and its delegate `d` with these rules.
    private func given(
        _ root: String, more: String = "", _ rules: String..., spec: String = "", namespace: String = "default"
    ) -> TranslationResult {
        translate(
            gateway(servers: server("*")),
            virtualService("root", rules: "{\(root), delegate: {name: d, namespace: \(namespace)}\(more)}"),
            document(
                "VirtualService", "d", namespace: namespace,
                spec: "spec: {http: [\(rules.joined(separator: ", "))]\(spec)}"))
    }

    @Test(
        "D2: conditions are merged pair by pair, or conflict",
        arguments: [
            ("{}", "{uri: {prefix: /a}}", ["/a*"]),
            ("{uri: {prefix: /a}}", "{uri: {prefix: /a/b}}", ["/a/b*"]),
            ("{uri: {prefix: /a}}", "{uri: {exact: /a/b}}", ["= /a/b"]),
            ("{uri: {prefix: /a}}", "{uri: {prefix: /b}}", []),
            ("{uri: {prefix: /a}}", "{headers: {x: {exact: a}}}", ["/a*, x = a"]),
            ("{uri: {exact: /a}}", "{uri: {exact: /a}}", ["= /a"]),
            ("{uri: {exact: /a}}", "{uri: {prefix: /a}}", []),
            ("{uri: {regex: /a}}", "{uri: {regex: /a}}", []),
            ("{uri: {regex: /a}}", "{uri: {exact: /a}}", []),
            ("{uri: {prefix: /a}}", "{uri: {regex: \"/a.*\"}}", []),
            ("{headers: {x: {}}}", "{headers: {x: {exact: a}}}", []),
            ("{headers: {x: {exact: a}}}", "{headers: {x: {}}}", []),
            ("{headers: {x: {exact: a}}}", "{headers: {y: {exact: b}}}", ["x = a, y = b"]),
            ("{headers: {x: {exact: a}}}", "{withoutHeaders: {x: {exact: b}}}", ["x = a, not x = b"]),
            ("{queryParams: {x: {exact: a}}}", "{queryParams: {x: {exact: b}}}", []),
            ("{method: {exact: GET}}", "{method: {exact: PUT}}", []),
            ("{uri: {prefix: /a}}", "{uri: {prefix: /a/b}, ignoreUriCase: true}", []),
            ("{port: 80}", "{port: 80}", ["any"]), ("{port: 80}", "{port: 81}", []), ("{port: 80}", "{}", ["any"]),
            ("{sourceNamespace: istio-system}", "{uri: {prefix: /a}}", []),
            ("{sourceNamespace: istio-system}", "{uri: {prefix: /a}, sourceNamespace: istio-system}", ["/a*"]),
            ("{sourceLabels: {app: a}}", "{sourceLabels: {app: b}}", []),
            ("{gateways: [gw]}", "{gateways: [gw], uri: {prefix: /a}}", ["/a*"]),
            ("{gateways: [gw]}", "{gateways: [gw, gw2]}", []),
            ("{uri: {prefix: /a}}, {uri: {prefix: /b}}", "{uri: {prefix: /b/c}}", ["/b/c*"]),
            ("{uri: {prefix: /a}}, {uri: {prefix: /b}}", "{headers: {x: {exact: a}}}", ["/a*, x = a", "/b*, x = a"]),
            ("{uri: {prefix: /a}}", "{uri: {prefix: /a/b}}, {uri: {prefix: /c}}", []),
        ])
    func merge(root: String, delegate: String, expected: [String]) {
        let result = self.given("match: [\(root)]", rule(delegate, to: "b"))
        #expect(result.routes(of: "a.example:80").map(\.condition.text) == expected)
        #expect(result.findings == (expected.isEmpty ? ["GH0207 d spec.http[0].match"] : []))
    }

    @Test("D2: without matches on one side the other's are taken")
    func oneSided() {
        let ofRoot = self.given("match: [{uri: {prefix: /r}}]", rule(to: "b"))
        #expect(ofRoot.onlyRoute?.condition.text == "/r*")
        #expect(ofRoot.onlyRoute?.matchPath == nil)
        #expect(ofRoot.onlyRoute?.origin.description == "VirtualService default/d spec.http[0]")
        #expect(ofRoot.onlyRoute?.delegatedBy?.description == "VirtualService default/root spec.http[0].match[0]")
        let ofDelegate = self.given("name: r", rule("{uri: {prefix: /d}}", to: "b"))
        #expect(ofDelegate.onlyRoute?.condition.text == "/d*")
        #expect(ofDelegate.onlyRoute?.origin.description == "VirtualService default/d spec.http[0]")
        #expect(ofDelegate.onlyRoute?.delegatedBy?.description == "VirtualService default/root spec.http[0]")
        #expect(ofDelegate.status.virtualServices.map(\.outcome) == [.delegate, .bound(routeTables: ["http.80"])])
    }

    @Test("D3: the delegate's fields win, the root fills the others, names are joined")
    func fields() {
        let result = self.given(
            "name: r", more: ", timeout: 1s, rewrite: {uri: /r}, retries: {attempts: 5}",
            rule("{uri: {prefix: /d}, name: m}", to: "b", more: ", name: d, timeout: 2s"))
        #expect(result.onlyRoute?.name == "r-d.m")
        #expect(result.onlyRoute?.policy.timeout == .seconds(2))
        #expect(result.onlyRoute?.policy.retry?.attempts == 5)
        guard case .forward(let forward) = result.onlyRoute?.action else {
            Issue.record("the route does not forward")
            return
        }
        #expect(forward.pathRewrite == .matched("/r"))
    }

    @Test("D1: a delegate's destinations are in the delegate's namespace")
    func namespace() {
        let result = self.given("name: r", rule("{uri: {prefix: /d}}", to: "b"), namespace: "team")
        #expect(result.onlyRoute?.action.text == "outbound|80||b.team.svc.cluster.local (none)")
    }

    @Test("D1: a rule whose delegate can't be used disappears, the rest stays")
    func unusable() {
        func served(_ documents: String) -> TranslationResult {
            translate(
                gateway(servers: server("*")),
                virtualService(
                    "root", rules: "{match: [{uri: {prefix: /d}}], delegate: {name: d, namespace: team}}",
                    rule("{uri: {prefix: /e}}", to: "b")), documents)
        }
        let rules = "spec: {http: [\(rule(to: "b"))]}"
        #expect(served("").findings == ["GH0207 root spec.http[0].delegate"])
        #expect(served("").onlyRoute?.condition.text == "/e*")
        let hidden = document(
            "VirtualService", "d", namespace: "team", spec: "spec: {exportTo: [\".\"], http: [\(rule(to: "b"))]}")
        #expect(served(hidden).findings == ["GH0207 root spec.http[0].delegate"])
        let shown = document(
            "VirtualService", "d", namespace: "team", spec: "spec: {exportTo: [default], http: [\(rule(to: "b"))]}")
        #expect(served(shown).routes(of: "a.example:80").map(\.condition.text) == ["/d*", "/e*"])
        let nested = document("VirtualService", "d", namespace: "team", spec: "spec: {http: [{delegate: {name: x}}]}")
        #expect(served(nested).findings == ["GH0207 d spec.http[0].delegate"])
        #expect(served(document("VirtualService", "d", namespace: "team", spec: rules)).findings == [])
    }
}
