import GatehouseAnalysis
import GatehouseModel
import Testing

private typealias Rule = RuleCase<VirtualService>

private let base = Resource.edge(
    VirtualService(
        hosts: ["a.example.com"], gateways: ["shop/edge"],
        http: [HTTPRoute(route: [HTTPRouteDestination(destination: Destination(host: "reviews"))])]))

/// A rule about the first http route; `at` is below it.
private func rule(
    _ text: String, at field: String, code: String = "IST0106", broken: (inout HTTPRoute) -> Void,
    fixed: (inout HTTPRoute) -> Void = { _ in }
) -> Rule {
    Rule(
        text, at: "spec.http[0]" + field, code: code, of: base, broken: { broken(&$0.spec.http[0]) },
        fixed: { fixed(&$0.spec.http[0]) })
}

@Suite("What an HTTP rule may say")
struct HTTPRouteRuleTests {
    private static let actions: [Rule] = [
        rule("a rule does something", at: "", broken: { $0.route = [] }),
        rule(
            "A1: a redirect stands alone", at: ".route", broken: { $0.redirect = HTTPRedirect(uri: "/") },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/")
            }),
        rule(
            "A1: a redirect takes no rewrite", at: ".rewrite",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/"); $0.rewrite = HTTPRewrite(uri: "/")
            },
            fixed: { $0.rewrite = HTTPRewrite(uri: "/") }),
        rule(
            "A1: a redirect leads elsewhere", at: ".redirect",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect()
            },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(derivePort: .fromRequestPort)
            }),
        rule(
            "A1: a redirect has a 3xx code", at: ".redirect.redirectCode",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/", redirectCode: 299)
            },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/", redirectCode: 308)
            }),
        rule(
            "A1: a redirect is to http or https", at: ".redirect.scheme",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect(scheme: "ftp")
            },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(scheme: "https")
            }),
        rule(
            "A1: a prefix is replaced where a prefix matched", at: ".redirect.prefixRewrite",
            broken: {
                $0.route = []
                $0.match = [HTTPMatchRequest(uri: .exact("/a"))]
                $0.redirect = HTTPRedirect(prefixRewrite: "/b")
            },
            fixed: {
                $0.route = []
                $0.match = [HTTPMatchRequest(uri: .prefix("/a"))]
                $0.redirect = HTTPRedirect(prefixRewrite: "/b")
            }),
        rule(
            "A2: a direct response has a status", at: ".directResponse.status",
            broken: {
                $0.route = []; $0.directResponse = HTTPDirectResponse(status: 199)
            },
            fixed: {
                $0.route = []; $0.directResponse = HTTPDirectResponse(status: 200)
            }),
        rule(
            "A2: a direct response has at most 1 MiB", at: ".directResponse.body",
            broken: {
                $0.route = []
                $0.directResponse = HTTPDirectResponse(
                    status: 200, body: HTTPBody(string: String(repeating: "a", count: 1 << 20 + 1)))
            },
            fixed: {
                $0.route = []
                $0.directResponse = HTTPDirectResponse(
                    status: 200, body: HTTPBody(string: String(repeating: "a", count: 1 << 20)))
            }),
        rule(
            "A2: a large direct response is better served elsewhere", at: ".directResponse.body", code: "IST0133",
            broken: {
                $0.route = []
                $0.directResponse = HTTPDirectResponse(
                    status: 200, body: HTTPBody(bytes: Array(repeating: 0, count: 100 << 10 + 1)))
            },
            fixed: {
                $0.route = []
                $0.directResponse = HTTPDirectResponse(
                    status: 200, body: HTTPBody(bytes: Array(repeating: 0, count: 100 << 10)))
            }),
        rule(
            "A3: a rewrite changes something", at: ".rewrite", broken: { $0.rewrite = HTTPRewrite() },
            fixed: { $0.rewrite = HTTPRewrite(authority: "b") }),
        rule(
            "A3: a regex rewrite is RE2", at: ".rewrite.uriRegexRewrite.match",
            broken: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "(?=a)", rewrite: "b")) },
            fixed: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "(a)", rewrite: "b\\1")) }),
        rule(
            "A3: a regex rewrite has both halves", at: ".rewrite.uriRegexRewrite.rewrite",
            broken: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "a")) },
            fixed: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "a", rewrite: "b")) }),
        rule(
            "D1: a root leaves routing to its delegate", at: ".route", broken: { $0.delegate = Delegate(name: "b") },
            fixed: {
                $0.route = []; $0.delegate = Delegate(name: "b")
            }),
    ]

    private static let matches: [Rule] = [
        rule(
            "M2: a path's regex is RE2", at: ".match[0].uri.regex",
            broken: { $0.match = [HTTPMatchRequest(uri: .regex("/(a"))] },
            fixed: { $0.match = [HTTPMatchRequest(uri: .regex("/(a)"))] }),
        rule(
            "M2: a regex has at most 1024 bytes", at: ".match[0].uri.regex",
            broken: { $0.match = [HTTPMatchRequest(uri: .regex(String(repeating: "a", count: 1025)))] },
            fixed: { $0.match = [HTTPMatchRequest(uri: .regex(String(repeating: "a", count: 1024)))] }),
        rule(
            "M6: only a path has an empty prefix", at: ".match[0].method.prefix",
            broken: { $0.match = [HTTPMatchRequest(method: .prefix(""))] },
            fixed: { $0.match = [HTTPMatchRequest(uri: .prefix(""))] }),
        rule(
            "M3: a header has a name", at: ".match[0].headers[\"a b\"]",
            broken: { $0.match = [HTTPMatchRequest(headers: ["a b": .present])] },
            fixed: { $0.match = [HTTPMatchRequest(headers: [":authority": .present])] }),
        rule(
            "M4: a star is presence in withoutHeaders alone", at: ".match[0].headers.a.regex",
            broken: { $0.match = [HTTPMatchRequest(headers: ["a": .regex("*")])] },
            fixed: { $0.match = [HTTPMatchRequest(withoutHeaders: ["a": .regex("*")])] }),
        rule(
            "M5: a query parameter's regex is not empty", at: ".match[0].queryParams.a.regex",
            broken: { $0.match = [HTTPMatchRequest(queryParams: ["a": .regex("")])] },
            fixed: { $0.match = [HTTPMatchRequest(queryParams: ["a": .regex(".*")])] }),
        rule(
            "M7: a match's port is a port", at: ".match[0].port",
            broken: { $0.match = [HTTPMatchRequest(port: 65536)] }, fixed: { $0.match = [HTTPMatchRequest(port: 0)] }),
        rule(
            "M8: a match's gateways are namespace/name", at: ".match[0].gateways[0]",
            broken: { $0.match = [HTTPMatchRequest(gateways: ["a/b/c"])] },
            fixed: { $0.match = [HTTPMatchRequest(gateways: ["a/b"])] }),
        rule(
            "M8: a source namespace is one label", at: ".match[0].sourceNamespace",
            broken: { $0.match = [HTTPMatchRequest(sourceNamespace: "a.b")] },
            fixed: { $0.match = [HTTPMatchRequest(sourceNamespace: "a-b")] }),
    ]

    private static let destinations: [Rule] = [
        rule(
            "A5: a destination is not every host", at: ".route[0].destination.host",
            broken: { $0.route[0].destination?.host = "*" }, fixed: { $0.route[0].destination?.host = "*.a" }),
        rule("A5: a destination is there", at: ".route[0].destination", broken: { $0.route[0].destination = nil }),
        rule(
            "A5: a destination's port is a port", at: ".route[0].destination.port.number",
            broken: { $0.route[0].destination?.port = PortSelector(number: 0) },
            fixed: { $0.route[0].destination?.port = PortSelector(number: 1) }),
        rule(
            "R1: a subset is one label", at: ".route[0].destination.subset",
            broken: { $0.route[0].destination?.subset = "v1.0" }, fixed: { $0.route[0].destination?.subset = "v1-0" }),
        rule(
            "A6: weights are not all zero", at: ".route",
            broken: { $0.route = [$0.route[0], $0.route[0]] },
            fixed: {
                $0.route = [$0.route[0], $0.route[0]]; $0.route[0].weight = 1
            }),
        rule(
            "A10: a mirror is a destination", at: ".mirror.host", broken: { $0.mirror = Destination(host: "") },
            fixed: { $0.mirror = Destination(host: "b") }),
        rule(
            "A10: mirror and mirrors exclude each other", at: ".mirrors",
            broken: {
                $0.mirror = Destination(host: "b")
                $0.mirrors = [HTTPMirrorPolicy(destination: Destination(host: "b"))]
            },
            fixed: { $0.mirrors = [HTTPMirrorPolicy(destination: Destination(host: "b"))] }),
        rule(
            "A10: a mirrored share is a percentage", at: ".mirrorPercentage.value",
            broken: { $0.mirrorPercentage = Percent(value: 100.1) },
            fixed: { $0.mirrorPercentage = Percent(value: 100) }),
        rule(
            "mirrorPercent is deprecated", at: ".mirrorPercent", code: "IST0002", broken: { $0.mirrorPercent = 5 },
            fixed: { $0.mirrorPercentage = Percent(value: 5) }),
    ]

    private static let policies: [Rule] = [
        rule(
            "A7: a timeout is at least a millisecond", at: ".timeout", broken: { $0.timeout = .zero },
            fixed: { $0.timeout = .milliseconds(1) }),
        rule(
            "A7: a timeout is whole milliseconds", at: ".timeout", broken: { $0.timeout = .microseconds(1500) },
            fixed: { $0.timeout = .microseconds(2000) }),
        rule(
            "A8: attempts are not negative", at: ".retries.attempts", broken: { $0.retries = HTTPRetry(attempts: -1) },
            fixed: { $0.retries = HTTPRetry(attempts: 0) }),
        rule(
            "A8: retries that are off have no policy", at: ".retries.attempts",
            broken: { $0.retries = HTTPRetry(retryOn: "5xx") },
            fixed: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx") }),
        rule(
            "A9: conditions are known or registered statuses", at: ".retries.retryOn",
            broken: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx,599") },
            fixed: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx,503") }),
        rule(
            "A9: conditions stand without blanks", at: ".retries.retryOn",
            broken: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx, reset") },
            fixed: { $0.retries = HTTPRetry(attempts: 1, retryOn: "5xx,reset") }),
        rule(
            "A12: a fault does something", at: ".fault", broken: { $0.fault = HTTPFaultInjection() },
            fixed: { $0.fault = HTTPFaultInjection(delay: .init(fixedDelay: .seconds(1))) }),
        rule(
            "A12: a share is 0 or at least 0.0001 percent", at: ".fault.delay.percentage.value",
            broken: {
                $0.fault = HTTPFaultInjection(
                    delay: .init(fixedDelay: .seconds(1), percentage: Percent(value: 0.00001)))
            },
            fixed: {
                $0.fault = HTTPFaultInjection(delay: .init(fixedDelay: .seconds(1), percentage: Percent(value: 0.0001)))
            }),
        rule(
            "A12: an abort has a status", at: ".fault.abort.httpStatus",
            broken: { $0.fault = HTTPFaultInjection(abort: .init(httpStatus: 100)) },
            fixed: { $0.fault = HTTPFaultInjection(abort: .init(httpStatus: 503)) }),
        rule(
            "A12: a gRPC status has a name", at: ".fault.abort.grpcStatus",
            broken: { $0.fault = HTTPFaultInjection(abort: .init(grpcStatus: "not_found")) },
            fixed: { $0.fault = HTTPFaultInjection(abort: .init(grpcStatus: "NOT_FOUND")) }),
        rule(
            "A12: exponential delays are not supported", at: ".fault.delay.exponentialDelay",
            broken: { $0.fault = HTTPFaultInjection(delay: .init(exponentialDelay: .seconds(1))) },
            fixed: { $0.fault = HTTPFaultInjection(delay: .init(fixedDelay: .seconds(1))) }),
        rule(
            "A12: an abort without a status does nothing", at: ".fault.abort", code: "IST0133",
            broken: { $0.fault = HTTPFaultInjection(abort: .init()) },
            fixed: { $0.fault = HTTPFaultInjection(abort: .init(httpStatus: 503)) }),
        rule(
            "a delay's percent is deprecated", at: ".fault.delay.percent", code: "IST0002",
            broken: { $0.fault = HTTPFaultInjection(delay: .init(percent: 5, fixedDelay: .seconds(1))) }),
        rule(
            "A14: a CORS method is standard", at: ".corsPolicy.allowMethods[0]",
            broken: { $0.corsPolicy = CorsPolicy(allowMethods: ["get"]) },
            fixed: { $0.corsPolicy = CorsPolicy(allowMethods: ["GET", "*"]) }),
        rule(
            "A14: a CORS header is a name or a star", at: ".corsPolicy.exposeHeaders[0]",
            broken: { $0.corsPolicy = CorsPolicy(exposeHeaders: ["a:b"]) },
            fixed: { $0.corsPolicy = CorsPolicy(exposeHeaders: ["a-b", "*"]) }),
        rule(
            "A14: an origin is not empty", at: ".corsPolicy.allowOrigins[0]",
            broken: { $0.corsPolicy = CorsPolicy(allowOrigins: [.present]) },
            fixed: { $0.corsPolicy = CorsPolicy(allowOrigins: [.exact("*")]) }),
        rule(
            "A14: a preflight is remembered for whole seconds", at: ".corsPolicy.maxAge",
            broken: { $0.corsPolicy = CorsPolicy(maxAge: .milliseconds(1500)) },
            fixed: { $0.corsPolicy = CorsPolicy(maxAge: .seconds(1)) }),
        rule(
            "A15: Host can't be removed", at: ".headers.request.remove[0]",
            broken: { $0.headers = Headers(request: .init(remove: ["Host"])) },
            fixed: { $0.headers = Headers(request: .init(set: ["Host": "b"])) }),
        rule(
            "A15: pseudo headers can't be set", at: ".headers.request.set[\":path\"]",
            broken: { $0.headers = Headers(request: .init(set: [":path": "/"])) },
            fixed: { $0.headers = Headers(request: .init(set: [":authority": "b"])) }),
        rule(
            "A15: a response has no Host", at: ".headers.response.add.Host",
            broken: { $0.headers = Headers(response: .init(add: ["Host": "b"])) },
            fixed: { $0.headers = Headers(response: .init(add: ["x": "b"])) }),
        rule(
            "A15: a value's percent sign is doubled", at: ".route[0].headers.response.set.x",
            broken: { $0.route[0].headers = Headers(response: .init(set: ["x": "5%"])) },
            fixed: { $0.route[0].headers = Headers(response: .init(set: ["x": "5%%"])) }),
        rule(
            "A4: the authority is set in one place", at: ".headers.request.set[\":authority\"]",
            broken: {
                $0.rewrite = HTTPRewrite(authority: "b")
                $0.headers = Headers(request: .init(set: [":authority": "c"]))
            },
            fixed: { $0.headers = Headers(request: .init(set: [":authority": "c"])) }),
    ]

    @Test(
        "a broken rule is reported where it is broken, its neighbour is not",
        arguments: actions + matches + destinations + policies)
    fileprivate func rules(_ rule: RuleCase<VirtualService>) { rule.verify(AnyResource.virtualService) }

    @Test("A6: the weight of a lone destination changes nothing, and it is said so")
    func loneWeight() {
        var resource = base
        resource.spec.http[0].route[0].weight = 0
        #expect(Validation.diagnostics(for: .virtualService(resource)).map(\.level) == [.info])
    }

    @Test("D1: a delegate does not delegate further")
    func twoLevels() {
        var resource = base
        resource.spec.hosts = []
        resource.spec.gateways = []
        resource.spec.http[0].delegate = Delegate(name: "b")
        let fields = Validation.diagnostics(for: .virtualService(resource)).map { $0.field?.description }
        #expect(fields == ["spec.http[0].delegate"])
    }
}
