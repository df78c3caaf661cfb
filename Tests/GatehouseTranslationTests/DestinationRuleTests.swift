import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct DestinationRuleTests {
    private func rule(
        _ name: String, namespace: String = "default", host: String = "b.default.svc.cluster.local", more: String = "",
        _ spec: String
    ) -> String {
        document("DestinationRule", name, namespace: namespace, more: more, spec: "spec: {host: \"\(host)\", \(spec)}")
    }

    private func cluster(
        _ documents: String..., subset: String = "", options: TranslationOptions = TranslationOptions()
    ) -> ClusterPlan? {
        translate(
            gateway(servers: server("*")),
            virtualService(
                "vs", rules: "{route: [{destination: {host: b\(subset.isEmpty ? "" : ", subset: \(subset)")}}]}"),
            service("b"), documents.joined(), options: options
        ).plan.clusters.first
    }

    private let random = "trafficPolicy: {loadBalancer: {simple: RANDOM}}"
    private let roundRobin = "trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}"

    @Test("R1: the service's namespace comes before the root namespace, exact hosts before wildcards")
    func precedence() {
        #expect(self.cluster()?.balancing == .leastRequest)
        let ofRoot = self.rule("r", namespace: "istio-system", self.random)
        #expect(self.cluster(ofRoot)?.balancing == .random)
        let wildcard = self.rule("w", host: "*.default.svc.cluster.local", self.roundRobin)
        #expect(self.cluster(ofRoot, wildcard)?.balancing == .roundRobin)
        #expect(self.cluster(wildcard, self.rule("e", self.random))?.balancing == .random)
        #expect(
            self.cluster(wildcard, self.rule("v", host: "*.cluster.local", self.random))?.balancing == .roundRobin)
        #expect(self.cluster(self.rule("o", namespace: "other", self.random))?.balancing == .leastRequest)
    }

    @Test("R1: a wildcard may be a part of a label, and the longest one that covers the host decides")
    func partialWildcards() {
        let whole = self.rule("w", host: "*.default.svc.cluster.local", self.roundRobin)
        #expect(self.cluster(self.rule("p", host: "*b.default.svc.cluster.local", self.random))?.balancing == .random)
        #expect(
            self.cluster(self.rule("p", host: "*c.default.svc.cluster.local", self.random))?.balancing == .leastRequest)
        #expect(
            self.cluster(whole, self.rule("p", host: "*b.default.svc.cluster.local", self.random))?.balancing == .random
        )
        #expect(
            self.cluster(
                whole, self.rule("p", host: "*ster.local", self.random), self.rule("q", host: "*r.local", self.random))?
                .balancing == .roundRobin)
        #expect(
            self.cluster(self.rule("a", host: "*", self.roundRobin), self.rule("p", host: "*ster.local", self.random))?
                .balancing == .random)
    }

    @Test("R1: a gateway outside the root namespace looks in its own namespace first")
    func ownNamespace() {
        let options = TranslationOptions(gatewayNamespace: "edge")
        let own = self.rule("o", namespace: "edge", host: "*.cluster.local", self.random)
        #expect(self.cluster(own, self.rule("e", self.roundRobin), options: options)?.balancing == .random)
    }

    @Test("R1: private rules of the root namespace hold for a gateway in it")
    func rootPrivate() {
        let own = self.rule("o", namespace: "istio-system", "exportTo: [\".\"], \(self.random)")
        #expect(self.cluster(own, self.rule("e", self.roundRobin))?.balancing == .random)
    }

    @Test("R1: rules that are not exported to the gateway do not hold, and short hosts are of the rule's namespace")
    func visibility() {
        #expect(self.cluster(self.rule("e", "exportTo: [\".\"], \(self.random)"))?.balancing == .leastRequest)
        #expect(self.cluster(self.rule("e", "exportTo: [istio-system], \(self.random)"))?.balancing == .random)
        #expect(self.cluster(self.rule("e", host: "b", self.random))?.balancing == .random)
        #expect(self.cluster(self.rule("e", namespace: "other", host: "b", self.random))?.balancing == .leastRequest)
    }

    @Test("R1: a rule with a selector of this gateway's labels goes ahead")
    func selector() {
        let own = self.rule(
            "o", namespace: "istio-system", "workloadSelector: {matchLabels: {istio: ingressgateway}}, \(self.random)")
        let other = self.rule(
            "p", namespace: "istio-system", "workloadSelector: {matchLabels: {istio: egress}}, \(self.random)")
        #expect(self.cluster(own, self.rule("e", self.roundRobin))?.balancing == .random)
        #expect(self.cluster(other)?.balancing == .leastRequest)
    }

    @Test("R2: rules of one host are merged, subsets united and the policy taken whole from the first that has one")
    func merge() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "vs",
                rules: """
                    {route: [{destination: {host: b, subset: v1}, weight: 1}, {destination: {host: b, subset: v2}, weight: 1}]}
                    """), service("b"),
            self.rule("a", "subsets: [{name: v1, labels: {version: a}}]"),
            self.rule(
                "b",
                """
                trafficPolicy: {loadBalancer: {simple: RANDOM}}, subsets: [
                  {name: v1, labels: {version: b}, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}},
                  {name: v2, labels: {version: b}}]
                """),
            self.rule("c", "trafficPolicy: {connectionPool: {tcp: {connectTimeout: 1s}}}"))
        #expect(result.plan.clusters.map(\.subset) == ["v1", "v2"])
        #expect(result.plan.clusters.map(\.balancing) == [.random, .random])
        #expect(result.plan.clusters.map(\.connectTimeout) == [.seconds(10), .seconds(10)])
    }

    @Test("R2: a rule that is exported further than several others holds in each of them")
    func mergeIntoAll() {
        let elsewhere = self.rule("a", more: "creationTimestamp: \"2026-01-01T00:00:00Z\"", "exportTo: [other]")
        let here = self.rule("b", more: "creationTimestamp: \"2026-01-02T00:00:00Z\"", "exportTo: [istio-system]")
        let both = self.rule(
            "c", more: "creationTimestamp: \"2026-01-03T00:00:00Z\"", "exportTo: [istio-system, other], \(self.random)")
        #expect(self.cluster(elsewhere, here, both)?.balancing == .random)
        #expect(self.cluster(elsewhere, here)?.balancing == .leastRequest)
        // With the youngest it does not go together, and so it stands alone as well.
        #expect(self.cluster(here, self.rule("z", "exportTo: [third]"), both)?.balancing == .random)
    }

    @Test("R3: a port's settings replace the policy wholesale, a subset's override block by block")
    func effective() {
        let rule = self.rule(
            "a",
            """
            trafficPolicy: {
              loadBalancer: {simple: RANDOM}, connectionPool: {tcp: {connectTimeout: 1s}},
              portLevelSettings: [{port: {number: 80}, connectionPool: {http: {idleTimeout: 5s}}}]},
            subsets: [
              {name: v1, labels: {}, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}},
              {name: v2, labels: {}, trafficPolicy: {portLevelSettings: [
                {port: {number: 80}, connectionPool: {http: {maxRequestsPerConnection: 7}}}]}}]
            """)
        let top = self.cluster(rule)
        #expect(top?.balancing == .leastRequest)
        #expect(top?.connectTimeout == .seconds(10))
        #expect(top?.idleTimeout == .seconds(5))
        let first = self.cluster(rule, subset: "v1")
        #expect(first?.balancing == .roundRobin)
        #expect(first?.idleTimeout == .seconds(5))
        let second = self.cluster(rule, subset: "v2")
        #expect(second?.idleTimeout == .seconds(3600))
        #expect(second?.maxRequestsPerConnection == 7)
    }

    @Test("R4: an unknown subset has no cluster, one that nothing carries has no endpoints")
    func subsets() {
        let rule = self.rule("a", "subsets: [{name: v1, labels: {version: v1}}]")
        #expect(self.cluster(rule, subset: "v2") == nil)
        let pods =
            document("Pod", "p1", more: "labels: {version: v1}", spec: "status: {podIP: 10.0.0.1}")
            + document("Pod", "p2", more: "labels: {version: v2}", spec: "status: {podIP: 10.0.0.2}")
        func addresses(_ documents: String) -> [String]? {
            translate(
                gateway(servers: server("*")),
                virtualService("vs", rules: "{route: [{destination: {host: b, subset: v1}}]}"), rule,
                document("Service", "b", spec: "spec: {ports: [{name: http, port: 80}]}"),
                document(
                    "EndpointSlice", "b-1", more: "labels: {kubernetes.io/service-name: b}",
                    spec: """
                        addressType: IPv4
                        ports: [{name: http, port: 8080}]
                        endpoints:
                        - {addresses: [10.0.0.1], targetRef: {kind: Pod, name: p1, namespace: default}}
                        - {addresses: [10.0.0.2], targetRef: {kind: Pod, name: p2, namespace: default}}
                        """), documents
            ).addresses(of: "outbound|80|v1|b.default.svc.cluster.local")
        }
        #expect(addresses(pods) == ["10.0.0.1:8080"])
        #expect(addresses("") == [])
    }

    @Test(
        "what is not honoured yet is reported once, at its field",
        arguments: [
            ("loadBalancer: {simple: PASSTHROUGH}", "loadBalancer.simple"),
            ("loadBalancer: {zoneAwareLbSetting: {}}", "loadBalancer.zoneAwareLbSetting"),
            ("tls: {mode: SIMPLE, caCrl: /revoked.pem}", "tls.caCrl"),
            ("tunnel: {targetHost: a.example, targetPort: 1}", "tunnel"), ("proxyProtocol: {}", "proxyProtocol"),
            ("retryBudget: {budgetInterval: 1s}", "retryBudget.budgetInterval"),
            (
                "portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: PASSTHROUGH}}]",
                "portLevelSettings[0].loadBalancer.simple"
            ),
        ])
    func unhonoured(given: String, field: String) {
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "vs", rules: forwarding("{uri: {exact: /a}}"),
                "{route: [{destination: {host: b, subset: v1}}]}"), service("b"),
            self.rule("a", "trafficPolicy: {\(given)}, subsets: [{name: v1, labels: {}}]"))
        #expect(result.plan.clusters.count == 2)
        #expect(result.findings == ["GH0205 a spec.trafficPolicy.\(field)"])
    }

    @Test("a rule that no cluster uses is not reported, and DISABLE is what happens anyway")
    func unused() {
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", rules: forwarding("{}")), service("b"),
            self.rule("a", "trafficPolicy: {tls: {mode: DISABLE}}"),
            self.rule("x", host: "*.other.svc.cluster.local", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}"))
        #expect(result.findings == [])
    }

    private func forwarding(_ match: String) -> String {
        "{match: [\(match)], route: [{destination: {host: b, port: {number: 80}}}]}"
    }
}
