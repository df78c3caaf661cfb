import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct PolicyTests {
    private func policy(_ more: String) -> RoutePolicy? {
        translate(gateway(servers: server("*")), virtualService("vs", rules: rule(to: "b", more: ", \(more)")))
            .onlyRoute?.policy
    }

    @Test(
        "A7: timeouts",
        arguments: [("timeout: 1.5s", Duration.milliseconds(1500)), ("timeout: 0s", nil), ("name: x", nil)])
    func timeout(given: String, expected: Duration?) {
        #expect(self.policy(given)?.timeout == expected)
    }

    static let standard = ["connect-failure", "refused-stream", "unavailable", "cancelled", "retriable-status-codes"]

    @Test(
        "A8, A9, A10: retries",
        arguments: [
            ("name: x", RetryPolicy(attempts: 2, conditions: standard)), ("retries: {}", nil),
            ("retries: {attempts: 0, retryOn: 5xx}", nil),
            ("retries: {attempts: 4}", RetryPolicy(attempts: 4, conditions: standard)),
            (
                "retries: {attempts: 1, perTryTimeout: 2s, retryOn: \"5xx, reset\"}",
                RetryPolicy(attempts: 1, conditions: ["5xx", "reset"], perTryTimeout: .seconds(2))
            ),
            (
                "retries: {attempts: 1, retryOn: \"503,reset,409\"}",
                RetryPolicy(attempts: 1, conditions: ["reset", "retriable-status-codes"], statusCodes: [503, 409])
            ),
            (
                "retries: {attempts: 1, retryOn: \"retriable-status-codes,503\"}",
                RetryPolicy(attempts: 1, conditions: ["retriable-status-codes"], statusCodes: [503])
            ),
            (
                "retries: {attempts: 1, backoff: 250ms}",
                RetryPolicy(attempts: 1, conditions: standard, backOff: .milliseconds(250))
            ),
            (
                "retries: {attempts: 1, retryIgnorePreviousHosts: false}",
                RetryPolicy(attempts: 1, conditions: standard, avoidsTriedEndpoints: false)
            ),
            (
                "retries: {attempts: 1, retryIgnorePreviousHosts: true, retryRemoteLocalities: true}",
                RetryPolicy(
                    attempts: 1, conditions: standard, avoidsTriedEndpoints: true, avoidsTriedPriorities: true)
            ),
            (
                "retries: {attempts: 1, retryRemoteLocalities: false}",
                RetryPolicy(attempts: 1, conditions: standard, avoidsTriedPriorities: false)
            ),
        ])
    func retries(given: String, expected: RetryPolicy?) {
        #expect(self.policy(given)?.retry == expected)
    }

    @Test(
        "A12: faults",
        arguments: [
            (
                "{delay: {fixedDelay: 5s, percentage: {value: 0.1}}}",
                FaultPolicy(delay: .seconds(5), delayShare: 1000)
            ),
            ("{delay: {fixedDelay: 5s, percent: 50}}", FaultPolicy(delay: .seconds(5), delayShare: 500_000)),
            ("{delay: {fixedDelay: 5s}}", FaultPolicy(delay: .seconds(5))),
            (
                "{abort: {httpStatus: 503, percentage: {value: 100}}}",
                FaultPolicy(abortStatus: 503, abortShare: 1_000_000)
            ),
            ("{abort: {httpStatus: 503}}", FaultPolicy(abortStatus: 503)),
            (
                "{abort: {grpcStatus: UNAVAILABLE, percentage: {value: 100}}}",
                FaultPolicy(abortGRPCStatus: 14, abortShare: 1_000_000)
            ),
            ("{abort: {http2Error: REFUSED_STREAM, percentage: {value: 100}}}", nil),
        ])
    func faults(given: String, expected: FaultPolicy?) {
        #expect(self.policy("fault: \(given)")?.fault == expected)
    }

    @Test(
        "A14: CORS",
        arguments: [
            (
                """
                {allowOrigins: [{exact: "https://a.example"}, {prefix: b}, {regex: "c.*"}], allowMethods: [GET, PUT],
                 allowHeaders: [x, w], exposeHeaders: [z], maxAge: 24h, allowCredentials: true}
                """,
                CORSPolicy(
                    allowOrigins: [.exact("https://a.example"), .prefix("b"), .regex("c.*")], allowMethods: "GET,PUT",
                    allowHeaders: "x,w", exposeHeaders: "z", maxAge: "86400", allowCredentials: true)
            ),
            ("{allowOrigin: [\"*\"]}", CORSPolicy(allowOrigins: [.exact("*")])),
            (
                "{allowOrigins: [{exact: a}], unmatchedPreflights: IGNORE}",
                CORSPolicy(allowOrigins: [.exact("a")], forwardsUnmatchedPreflights: false)
            ),
        ])
    func cors(given: String, expected: CORSPolicy) {
        #expect(self.policy("corsPolicy: \(given)")?.cors == expected)
    }

    @Test(
        "what is not honoured yet is reported once, at its field",
        arguments: [
            ("fault: {delay: {exponentialDelay: 1s}}", "fault.delay.exponentialDelay"),
            ("fault: {abort: {http2Error: X}}", "fault.abort.http2Error"),
            (
                "match: [{headers: {\"@request.auth.claims.a\": {exact: b}}}, {port: 80}]",
                "match[0].headers[\"@request.auth.claims.a\"]"
            ),
            ("headers: {response: {set: {Content-Length: \"3\"}}}", "headers.response.set.Content-Length"),
            ("headers: {request: {add: {transfer-encoding: chunked}}}", "headers.request.add.transfer-encoding"),
            ("headers: {request: {remove: [x-a, content-length]}}", "headers.request.remove"),
            ("headers: {response: {set: {Connection: close}}}", "headers.response.set.Connection"),
            ("headers: {response: {add: {keep-alive: timeout=5}}}", "headers.response.add.keep-alive"),
            ("headers: {request: {set: {upgrade: h2c}}}", "headers.request.set.upgrade"),
            ("headers: {request: {set: {bad header: a, x-good: b}}}", "headers.request.set[\"bad header\"]"),
        ])
    func unhonoured(given: String, field: String) {
        let result = translate(
            gateway("gw", servers: server("*")), gateway("gw2", servers: server("*", port: 81)),
            virtualService("vs", gateways: "[gw, gw2]", rules: rule(to: "b", more: ", \(given)")))
        #expect(result.findings == ["GH0204 vs spec.http[0].\(field)"])
    }

    @Test("what a VirtualService of sidecars does not get honoured is not reported")
    func meshOnly() {
        let result = translate(
            gateway(servers: server("*")),
            virtualService(
                "vs", gateways: "[mesh]", spec: ", tcp: [{route: [{destination: {host: b}}]}]",
                rules: "{fault: {abort: {http2Error: X}}}"))
        #expect(result.findings == [])
    }
}
