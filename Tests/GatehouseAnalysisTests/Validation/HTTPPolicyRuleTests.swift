import GatehouseModel
import Testing

@Suite("What timeouts, retries, faults, CORS and headers may say")
struct HTTPPolicyRuleTests {
    private static let policies: [RuleCase<VirtualService>] = [
        httpRule(
            "A7: a timeout is at least a millisecond", at: ".timeout", broken: { $0.timeout = .zero },
            fixed: { $0.timeout = .milliseconds(1) }),
        httpRule(
            "A7: a timeout is whole milliseconds", at: ".timeout", broken: { $0.timeout = .microseconds(1500) },
            fixed: { $0.timeout = .microseconds(2000) }),
        httpRule(
            "A8: attempts are not negative", at: ".retries.attempts", broken: { $0.retries = HTTPRetry(attempts: -1) },
            fixed: { $0.retries = HTTPRetry(attempts: 0) }),
        httpRule(
            "A8: retries that are off have no policy", at: ".retries.attempts",
            broken: { $0.retries = HTTPRetry(retryOn: "5xx") },
            fixed: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx") }),
        httpRule(
            "A9: conditions are known or registered statuses", at: ".retries.retryOn",
            broken: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx,599") },
            fixed: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx,503") }),
        httpRule(
            "A9: conditions stand without blanks", at: ".retries.retryOn",
            broken: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx, reset") },
            fixed: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx,reset") }),
        httpRule(
            "A12: a fault does something", at: ".fault", broken: { $0.fault = HTTPFaultInjection() },
            fixed: { $0.fault = HTTPFaultInjection(delay: .init(fixedDelay: .seconds(1))) }),
        httpRule(
            "A12: a share is 0 or at least 0.0001 percent", at: ".fault.delay.percentage.value",
            broken: {
                $0.fault = HTTPFaultInjection(
                    delay: .init(fixedDelay: .seconds(1), percentage: Percent(value: 0.00001)))
            },
            fixed: {
                $0.fault = HTTPFaultInjection(delay: .init(fixedDelay: .seconds(1), percentage: Percent(value: 0.0001)))
            }),
        httpRule(
            "A12: an abort has a status", at: ".fault.abort.httpStatus",
            broken: { $0.fault = HTTPFaultInjection(abort: .init(httpStatus: 100)) },
            fixed: { $0.fault = HTTPFaultInjection(abort: .init(httpStatus: 503)) }),
        httpRule(
            "A12: a gRPC status has a name", at: ".fault.abort.grpcStatus",
            broken: { $0.fault = HTTPFaultInjection(abort: .init(grpcStatus: "not_found")) },
            fixed: { $0.fault = HTTPFaultInjection(abort: .init(grpcStatus: "NOT_FOUND")) }),
        httpRule(
            "A12: exponential delays are not supported", at: ".fault.delay.exponentialDelay",
            broken: { $0.fault = HTTPFaultInjection(delay: .init(exponentialDelay: .seconds(1))) },
            fixed: { $0.fault = HTTPFaultInjection(delay: .init(fixedDelay: .seconds(1))) }),
        httpRule(
            "A12: an abort without a status does nothing", at: ".fault.abort", code: "IST0133",
            broken: { $0.fault = HTTPFaultInjection(abort: .init()) },
            fixed: { $0.fault = HTTPFaultInjection(abort: .init(httpStatus: 503)) }),
        httpRule(
            "a delay's percent is deprecated", at: ".fault.delay.percent", code: "IST0002",
            broken: { $0.fault = HTTPFaultInjection(delay: .init(percent: 5, fixedDelay: .seconds(1))) }),
        httpRule(
            "A14: a CORS method is standard", at: ".corsPolicy.allowMethods[0]",
            broken: { $0.corsPolicy = CorsPolicy(allowMethods: ["get"]) },
            fixed: { $0.corsPolicy = CorsPolicy(allowMethods: ["GET", "*"]) }),
        httpRule(
            "A14: a CORS header is a name or a star", at: ".corsPolicy.exposeHeaders[0]",
            broken: { $0.corsPolicy = CorsPolicy(exposeHeaders: ["a:b"]) },
            fixed: { $0.corsPolicy = CorsPolicy(exposeHeaders: ["a-b", "*"]) }),
        httpRule(
            "A14: an origin is not empty", at: ".corsPolicy.allowOrigins[0]",
            broken: { $0.corsPolicy = CorsPolicy(allowOrigins: [.present]) },
            fixed: { $0.corsPolicy = CorsPolicy(allowOrigins: [.exact("*")]) }),
        httpRule(
            "A14: a preflight is remembered for whole seconds", at: ".corsPolicy.maxAge",
            broken: { $0.corsPolicy = CorsPolicy(maxAge: .milliseconds(1500)) },
            fixed: { $0.corsPolicy = CorsPolicy(maxAge: .seconds(1)) }),
        httpRule(
            "A15: Host can't be removed", at: ".headers.request.remove[0]",
            broken: { $0.headers = Headers(request: .init(remove: ["Host"])) },
            fixed: { $0.headers = Headers(request: .init(set: ["Host": "b"])) }),
        httpRule(
            "A15: pseudo headers can't be set", at: ".headers.request.set[\":path\"]",
            broken: { $0.headers = Headers(request: .init(set: [":path": "/"])) },
            fixed: { $0.headers = Headers(request: .init(set: [":authority": "b"])) }),
        httpRule(
            "A15: a response has no Host", at: ".headers.response.add.Host",
            broken: { $0.headers = Headers(response: .init(add: ["Host": "b"])) },
            fixed: { $0.headers = Headers(response: .init(add: ["x": "b"])) }),
        httpRule(
            "A15: a value's percent sign is doubled", at: ".route[0].headers.response.set.x",
            broken: { $0.route[0].headers = Headers(response: .init(set: ["x": "5%"])) },
            fixed: { $0.route[0].headers = Headers(response: .init(set: ["x": "5%%"])) }),
        httpRule(
            "A4: the authority is set in one place", at: ".headers.request.set[\":authority\"]",
            broken: {
                $0.rewrite = HTTPRewrite(authority: "b")
                $0.headers = Headers(request: .init(set: [":authority": "c"]))
            },
            fixed: { $0.headers = Headers(request: .init(set: [":authority": "c"])) }),
    ]

    @Test("a broken rule is reported where it is broken, its neighbour is not", arguments: policies)
    fileprivate func rules(_ rule: RuleCase<VirtualService>) { rule.verify(AnyResource.virtualService) }
}
