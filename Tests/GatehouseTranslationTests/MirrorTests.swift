import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct MirrorTests {
    private func result(_ mirror: String, _ documents: String...) -> TranslationResult {
        translate(
            gateway(servers: server("*")), virtualService("vs", rules: rule(to: "a", more: ", \(mirror)")),
            service("a"), service("b"), service("c"), documents.joined())
    }

    /// Cluster and share of every mirror.
    private func mirrors(_ mirror: String, _ documents: String...) -> [String]? {
        self.result(mirror, documents.joined()).onlyRoute?.policy.mirrors.map { mirror in
            let name = RouteAction.forward(ForwardAction(destinations: [mirror.destination])).text
            return "\(name) \(mirror.share)"
        }
    }

    @Test(
        "A13: where copies go, and how many",
        arguments: [
            ("mirror: {host: b}", ["outbound|80||b 1000000"]),
            ("mirror: {host: b}, mirrorPercentage: {value: 12.5}", ["outbound|80||b 125000"]),
            ("mirror: {host: b}, mirrorPercentage: {value: 0.57}", ["outbound|80||b 5700"]),
            ("mirror: {host: b}, mirrorPercentage: {value: 0}", []), ("mirror: {host: b}, mirrorPercentage: {}", []),
            ("mirror: {host: b}, mirrorPercent: 50", ["outbound|80||b 500000"]),
            ("mirror: {host: b}, mirrorPercent: 0", []),
            ("mirror: {host: b}, mirrorPercent: 50, mirrorPercentage: {value: 1}", ["outbound|80||b 10000"]),
            ("mirrorPercentage: {value: 1}", []),
            (
                "mirrors: [{destination: {host: b}, percentage: {value: 10}}, {destination: {host: c}}]",
                ["outbound|80||b 100000", "outbound|80||c 1000000"]
            ),
            (
                "mirrors: [{destination: {host: b}, percentage: {value: 0}}, {destination: {host: c}}]",
                ["outbound|80||c 1000000"]
            ),
            ("mirror: {host: b, port: {number: 80}, subset: v1}", ["outbound|80|v1|b 1000000"]),
        ])
    func mirrors(given: String, expected: [String]) {
        let subsets = destinationRule("subsets: [{name: v1, labels: {}}]")
        #expect(self.mirrors(given, subsets) == expected)
        #expect(self.result(given, subsets).findings == [])
    }

    @Test(
        "A13: a mirror that does not exist is reported where it is named, and requests go their way",
        arguments: [
            ("mirror: {host: nobody}", "mirror"), ("mirror: {host: b, subset: v9}", "mirror"),
            ("mirrors: [{destination: {host: b}}, {destination: {host: nobody}}]", "mirrors[1].destination"),
            (
                "mirrors: [{destination: {host: nobody}, percentage: {value: 0}}, {destination: {host: nobody}}]",
                "mirrors[1].destination"
            ),
        ])
    func missing(given: String, field: String) {
        let result = self.result(given)
        #expect(result.missingDestinations == ["IST0101 vs spec.http[0].\(field)"])
        #expect(result.onlyRoute?.action.text == "outbound|80||a")
        #expect(result.onlyRoute?.policy.mirrors.contains { $0.destination.cluster == nil } == true)
    }

    @Test("A13: what answers by itself has no mirrors")
    func directResponse() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService("vs", rules: "{directResponse: {status: 200}, mirror: {host: b}}"), service("b"))
        #expect(result.onlyRoute?.policy.mirrors == [])
        #expect(result.plan.clusters.isEmpty)
    }

    @Test("D3: a root's mirror is of the root's namespace")
    func delegated() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService("root", rules: "{delegate: {name: rules, namespace: other}, mirror: {host: b}}"),
            document(
                "VirtualService", "rules", namespace: "other",
                spec: "spec: {http: [{route: [{destination: {host: a}}]}]}"),
            service("a", namespace: "other"), service("b"), service("b", namespace: "other"))
        #expect(
            result.onlyRoute?.policy.mirrors.map(\.destination.clusterName)
                == ["outbound|80||b.default.svc.cluster.local"])
    }
}
