import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct RouteAnnotationTests {
    /// A VirtualService with three rules, `api`, `web` and one without a name, and this annotation.
    private func result(_ annotation: String, _ value: String) -> TranslationResult {
        translate(
            gateway(servers: server("*")),
            virtualService(
                "vs", more: "annotations: {\"gatehouse.io/\(annotation)\": \"\(value)\"}",
                rules: rule("{uri: {prefix: /api}}", to: "b", more: ", name: api"),
                rule("{uri: {prefix: /web}}", to: "b", more: ", name: web"), "{directResponse: {status: 200}}"),
            service("b"))
    }

    private func policies(_ annotation: String, _ value: String) -> [RoutePolicy] {
        let result = self.result(annotation, value)
        #expect(result.findings == [])
        return result.routes(of: "a.example:80").map(\.policy)
    }

    private static func limit(
        _ requests: Int, _ unit: Duration, burst: Int? = nil, key: RateLimitPolicy.Key = .everything, _ index: Int = 0
    ) -> RateLimitPolicy {
        RateLimitPolicy(
            requests: requests, unit: unit, burst: burst ?? requests, key: key,
            name: "VirtualService default/vs gatehouse.io/rate-limit[\(index)]")
    }

    @Test(
        "a rate limit: how many requests in which time, for whom",
        arguments: [
            ("100/minute", limit(100, .seconds(60))), ("5/second", limit(5, .seconds(1))),
            ("5/s", limit(5, .seconds(1))), ("5/min", limit(5, .seconds(60))), ("5/h", limit(5, .seconds(3600))),
            ("1 / day", limit(1, .seconds(86_400))), ("1000/10m", limit(1000, .seconds(600))),
            ("3/500ms", limit(3, .milliseconds(500))),
            ("100/minute, burst=20", limit(100, .seconds(60), burst: 20)),
            (" 100/minute ,burst = 20,key=all; ", limit(100, .seconds(60), burst: 20)),
            ("100/minute, key=client-address", limit(100, .seconds(60), key: .clientAddress)),
            ("100/minute, key=header:X-API-Key", limit(100, .seconds(60), key: .header("x-api-key"))),
            ("1000000000/day", limit(1_000_000_000, .seconds(86_400))),
        ])
    func rateLimit(value: String, expected: RateLimitPolicy) {
        #expect(self.policies("rate-limit", value).map(\.rateLimits) == [[expected], [expected], [expected]])
    }

    @Test("several limits hold together, one for all routes and one for a route by its name")
    func rateLimits() {
        let api = Self.limit(5, .seconds(1), key: .clientAddress, 0)
        let all = Self.limit(100, .seconds(60), 1)
        #expect(
            self.policies("rate-limit", "5/second, key=client-address, route=api; 100/minute").map(\.rateLimits)
                == [[api, all], [all], [all]])
    }

    @Test(
        "the size of a request's body",
        arguments: [
            ("1048576", 1_048_576), ("10MiB", 10 << 20), ("10 mib", 10 << 20), ("512Ki", 512 << 10), ("5MB", 5_000_000),
            ("2kB", 2000), ("1GiB", 1 << 30), ("7B", 7),
        ])
    func maxRequestBytes(value: String, expected: Int) {
        #expect(
            self.policies("max-request-bytes", value).map(\.maxRequestBytes) == [expected, expected, expected])
    }

    @Test("what is said of a route by its name comes before what is said of all")
    func scopes() {
        #expect(
            self.policies("max-request-bytes", "1MiB; 1GiB, route=web").map(\.maxRequestBytes)
                == [1 << 20, 1 << 30, 1 << 20])
        #expect(self.policies("max-request-bytes", "1GiB, route=web").map(\.maxRequestBytes) == [nil, 1 << 30, nil])
        #expect(
            self.policies("request-timeout", "5m, route=api; 30s").map(\.requestTimeout)
                == [.seconds(300), .seconds(30), .seconds(30)])
    }

    @Test(
        "how long a client may take",
        arguments: [("30s", Duration.seconds(30)), ("1m30s", .seconds(90)), ("500ms", .milliseconds(500))])
    func requestTimeout(value: String, expected: Duration) {
        #expect(self.policies("request-timeout", value).map(\.requestTimeout) == [expected, expected, expected])
    }

    @Test(
        "a wrong value is reported at the annotation with what to write, and not applied",
        arguments: [
            ("rate-limit", "100", "100/minute"), ("rate-limit", "100/fortnight", "100/minute"),
            ("rate-limit", "0/minute", "100/minute"), ("rate-limit", "-1/minute", "100/minute"),
            ("rate-limit", "100 per minute", "100/minute"), ("rate-limit", "1000000001/minute", "100/minute"),
            ("rate-limit", "9999999999999999999999/minute", "100/minute"), ("rate-limit", "1/0s", "100/minute"),
            ("rate-limit", "100/minute/2", "100/minute"), ("rate-limit", "", "is empty"),
            ("rate-limit", " ; ", "is empty"), ("rate-limit", "100/minute, burst=0", "burst=0"),
            ("rate-limit", "100/minute, burst=many", "whole number"), ("rate-limit", "100/minute, 20", "name=value"),
            ("rate-limit", "100/minute, burst=", "name=value"),
            ("rate-limit", "100/minute, brust=1", "burst, key, route"),
            ("rate-limit", "100/minute, burst=1, burst=2", "twice"),
            ("rate-limit", "100/minute, key=ip", "client-address"),
            ("rate-limit", "100/minute, key=header:", "header:NAME"),
            ("rate-limit", "100/minute, key=header:a b", "header:NAME"),
            ("rate-limit", "5/second; 100/minute, route=apis", "api, web"),
            ("max-request-bytes", "0", "10MiB"), ("max-request-bytes", "10MiX", "10MiB"),
            ("max-request-bytes", "-5", "10MiB"), ("max-request-bytes", "MiB", "10MiB"),
            ("max-request-bytes", "1.5MiB", "10MiB"), ("max-request-bytes", "9223372036854775807KiB", "10MiB"),
            ("max-request-bytes", "1MiB; 2MiB", "route=NAME"), ("max-request-bytes", "1MiB, burst=1", "route"),
            ("request-timeout", "0s", "30s"), ("request-timeout", "30", "30s"), ("request-timeout", "-1s", "30s"),
            ("request-timeout", "1us", "1ms"), ("request-timeout", "1s, route=api; 2s, route=api", "two values"),
        ])
    func wrong(annotation: String, value: String, advice: String) {
        let result = self.result(annotation, value)
        #expect(result.findings == ["GH0214 vs metadata.annotations[\"gatehouse.io/\(annotation)\"]"])
        #expect(result.diagnostics.allSatisfy { $0.message.contains(advice) && $0.effect == .fieldIgnored })
        #expect(result.diagnostics.allSatisfy { ($0.location?.line ?? 0) > 5 })
        #expect(
            result.routes(of: "a.example:80").allSatisfy {
                $0.policy.rateLimits.isEmpty && $0.policy.maxRequestBytes == nil && $0.policy.requestTimeout == nil
            })
    }

    @Test(
        "annotations that nothing looks at are reported",
        arguments: [
            ("ratelimit", "there is no such annotation"), ("health-check", "it belongs on a DestinationRule"),
        ])
    func unknown(annotation: String, advice: String) {
        let result = self.result(annotation, "tcp")
        #expect(result.findings == ["GH0214 vs metadata.annotations[\"gatehouse.io/\(annotation)\"]"])
        #expect(result.diagnostics.allSatisfy { $0.message.contains(advice) && $0.level == .warning })
    }

    @Test("a VirtualService without rules for HTTP has none that an annotation could be for")
    func noRules() {
        let result = translate(
            gateway(servers: server("*", port: 31_400, protocol: "TCP")),
            connectionService(
                more: "annotations: {gatehouse.io/rate-limit: 1/s}", tcp: "{route: [{destination: {host: b}}]}"),
            service("b"))
        #expect(result.findings == ["GH0214 vs metadata.annotations[\"gatehouse.io/rate-limit\"]"])
    }

    @Test("D3: what a delegate says of a rule comes before what its root says, and names are each one's own")
    func delegates() {
        func result(root: String, delegate: String) -> RoutePolicy? {
            let result = translate(
                gateway(servers: server("*")),
                virtualService(
                    "root", more: "annotations: {\(root)}", rules: "{name: outer, delegate: {name: rules}}"),
                document(
                    "VirtualService", "rules", more: "annotations: {\(delegate)}",
                    spec: "spec: {http: [{name: inner, route: [{destination: {host: b}}]}]}"), service("b"))
            #expect(result.findings == [])
            return result.onlyRoute?.policy
        }
        let both = result(
            root: "gatehouse.io/request-timeout: 1s, gatehouse.io/max-request-bytes: 1KiB",
            delegate: "gatehouse.io/request-timeout: 2s")
        #expect(both?.requestTimeout == .seconds(2))
        #expect(both?.maxRequestBytes == 1024)
        let named = result(
            root: "gatehouse.io/request-timeout: \"1s, route=outer\"",
            delegate: "gatehouse.io/max-request-bytes: \"7B, route=inner\"")
        #expect(named?.requestTimeout == .seconds(1))
        #expect(named?.maxRequestBytes == 7)
        let limits = result(
            root: "gatehouse.io/rate-limit: 1/s", delegate: "gatehouse.io/rate-limit: 2/s")
        #expect(limits?.rateLimits.map(\.requests) == [2])
    }

    @Test("D1: what is wrong with a root's annotation is reported though all its rules delegate")
    func rootReported() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "root", more: "annotations: {gatehouse.io/rate-limit: often}", rules: "{delegate: {name: rules}}"),
            document("VirtualService", "rules", spec: "spec: {http: [{route: [{destination: {host: b}}]}]}"),
            service("b"))
        #expect(result.findings == ["GH0214 root metadata.annotations[\"gatehouse.io/rate-limit\"]"])
    }

    @Test("a rule that is broken answers as it did, whatever the annotations say")
    func broken() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "vs", more: "annotations: {gatehouse.io/rate-limit: 1/s}", rules: "{redirect: {redirectCode: 200}}"))
        #expect(result.onlyRoute?.policy == RoutePolicy())
    }
}
