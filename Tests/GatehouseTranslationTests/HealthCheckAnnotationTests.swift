import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct HealthCheckAnnotationTests {
    private func rule(_ value: String, name: String = "dr", host: String = "b", _ spec: String = "subsets: []")
        -> String
    {
        destinationRule(
            spec, name: name, host: host, more: "annotations: {gatehouse.io/health-check: \"\(value)\"}")
    }

    @Test(
        "what is asked, and how often",
        arguments: [
            ("http /healthz", HealthCheckPlan(question: .http(path: "/healthz", host: nil))),
            (
                "http /healthz, interval=5s, timeout=1s, healthy=1, unhealthy=4",
                HealthCheckPlan(
                    question: .http(path: "/healthz", host: nil), interval: .seconds(5), timeout: .seconds(1),
                    healthyThreshold: 1, unhealthyThreshold: 4)
            ),
            (
                "http /?a=b, host=b.example:8080",
                HealthCheckPlan(question: .http(path: "/?a=b", host: "b.example:8080"))
            ),
            ("tcp", HealthCheckPlan(question: .tcp)), ("grpc", HealthCheckPlan(question: .grpc(service: ""))),
            (
                "grpc my.Service, interval=1m",
                HealthCheckPlan(question: .grpc(service: "my.Service"), interval: .seconds(60))
            ),
        ])
    func check(value: String, expected: HealthCheckPlan) {
        let result = routed(service("b"), self.rule(value))
        #expect(result.findings == [])
        #expect(result.plan.clusters.map(\.healthCheck) == [expected])
    }

    @Test("a check is for every port and subset of the rule")
    func everywhere() {
        let rule = self.rule("tcp", "subsets: [{name: v1, labels: {}}]")
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "vs",
                rules: """
                    {route: [{destination: {host: b, port: {number: 80}}, weight: 1},
                      {destination: {host: b, port: {number: 81}}, weight: 1},
                      {destination: {host: b, port: {number: 80}, subset: v1}, weight: 1}]}
                    """),
            document("Service", "b", spec: "spec: {ports: [{name: http, port: 80}, {name: other, port: 81}]}"), rule)
        #expect(result.plan.clusters.map(\.healthCheck?.question) == [.tcp, .tcp, .tcp])
    }

    @Test("R2: of several rules of a host, the first that has a usable check decides")
    func merged() {
        let result = routed(
            service("b"), self.rule("nonsense", name: "a"), self.rule("tcp", name: "b"), self.rule("grpc", name: "c"))
        #expect(result.plan.clusters.map(\.healthCheck?.question) == [.tcp])
        #expect(result.findings == ["GH0214 a metadata.annotations[\"gatehouse.io/health-check\"]"])
    }

    @Test("where TLS is passed through by its server name, only connections can be asked for")
    func passthrough() {
        func question(_ value: String) -> [HealthCheckPlan.Question?] {
            translate(
                gateway(servers: tlsServer("*", protocol: "TLS", name: "tls", tls: "mode: AUTO_PASSTHROUGH")),
                service("b"), self.rule(value)
            ).plan.clusters.map(\.healthCheck?.question)
        }
        #expect(question("tcp") == [.tcp])
        #expect(question("http /") == [nil])
    }

    @Test(
        "a wrong value is reported at the annotation with what to write, and not applied",
        arguments: [
            ("", "is empty"), ("https /", "http /PATH"), ("http", "http /PATH"), ("http healthz", "http /PATH"),
            ("http /a b", "http /PATH"), ("http /\u{E4}", "http /PATH"), ("tcp 80", "http /PATH"),
            ("grpc a b", "http /PATH"), ("tcp; tcp", "one check"), ("tcp, interval=0s", "interval=0s"),
            ("tcp, interval=5", "interval=5"), ("tcp, timeout=never", "timeout=never"),
            ("tcp, healthy=0", "healthy=0"), ("tcp, unhealthy=-1", "unhealthy=-1"), ("tcp, host=a", "host for http"),
            ("http /, host=a/b", "host=a/b"), ("tcp, port=80", "interval, timeout"),
        ])
    func wrong(value: String, advice: String) {
        let result = routed(service("b"), self.rule(value))
        #expect(result.findings == ["GH0214 dr metadata.annotations[\"gatehouse.io/health-check\"]"])
        #expect(result.diagnostics.allSatisfy { $0.message.contains(advice) && $0.effect == .fieldIgnored })
        #expect(result.plan.clusters.map(\.healthCheck) == [nil])
    }

    @Test("annotations that nothing looks at are reported")
    func unknown() {
        let result = routed(
            service("b"),
            destinationRule(
                "subsets: []",
                more: "annotations: {gatehouse.io/rate-limit: 1/s, gatehouse.io/healthcheck: tcp, other/note: a}"))
        #expect(
            result.findings == [
                "GH0214 dr metadata.annotations[\"gatehouse.io/healthcheck\"]",
                "GH0214 dr metadata.annotations[\"gatehouse.io/rate-limit\"]",
            ])
    }
}
