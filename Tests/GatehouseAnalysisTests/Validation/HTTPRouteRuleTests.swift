import GatehouseAnalysis
import GatehouseModel
import Testing

@Suite("What an HTTP rule may say")
struct HTTPRouteRuleTests {
    private static let actions: [RuleCase<VirtualService>] = [
        httpRule("a rule does something", at: "", broken: { $0.route = [] }),
        httpRule(
            "A1: a redirect stands alone", at: ".route", broken: { $0.redirect = HTTPRedirect(uri: "/") },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/")
            }),
        httpRule(
            "A1: a redirect takes no rewrite", at: ".rewrite",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/"); $0.rewrite = HTTPRewrite(uri: "/")
            },
            fixed: { $0.rewrite = HTTPRewrite(uri: "/") }),
        httpRule(
            "A1: a redirect leads elsewhere", at: ".redirect",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect()
            },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(derivePort: .fromRequestPort)
            }),
        httpRule(
            "A1: a redirect has a 3xx code", at: ".redirect.redirectCode",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/", redirectCode: 299)
            },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(uri: "/", redirectCode: 308)
            }),
        httpRule(
            "A1: a redirect is to http or https", at: ".redirect.scheme",
            broken: {
                $0.route = []; $0.redirect = HTTPRedirect(scheme: "ftp")
            },
            fixed: {
                $0.route = []; $0.redirect = HTTPRedirect(scheme: "https")
            }),
        httpRule(
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
        httpRule(
            "A2: a direct response has a status", at: ".directResponse.status",
            broken: {
                $0.route = []; $0.directResponse = HTTPDirectResponse(status: 199)
            },
            fixed: {
                $0.route = []; $0.directResponse = HTTPDirectResponse(status: 200)
            }),
        httpRule(
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
        httpRule(
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
        httpRule(
            "A3: a rewrite changes something", at: ".rewrite", broken: { $0.rewrite = HTTPRewrite() },
            fixed: { $0.rewrite = HTTPRewrite(authority: "b") }),
        httpRule(
            "A3: a regex rewrite is RE2", at: ".rewrite.uriRegexRewrite.match",
            broken: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "(?=a)", rewrite: "b")) },
            fixed: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "(a)", rewrite: "b\\1")) }),
        httpRule(
            "A3: a regex rewrite has both halves", at: ".rewrite.uriRegexRewrite.rewrite",
            broken: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "a")) },
            fixed: { $0.rewrite = HTTPRewrite(uriRegexRewrite: RegexRewrite(match: "a", rewrite: "b")) }),
        httpRule(
            "D1: a root leaves routing to its delegate", at: ".route", broken: { $0.delegate = Delegate(name: "b") },
            fixed: {
                $0.route = []; $0.delegate = Delegate(name: "b")
            }),
    ]

    private static let matches: [RuleCase<VirtualService>] = [
        httpRule(
            "M2: a path's regex is RE2", at: ".match[0].uri.regex",
            broken: { $0.match = [HTTPMatchRequest(uri: .regex("/(a"))] },
            fixed: { $0.match = [HTTPMatchRequest(uri: .regex("/(a)"))] }),
        httpRule(
            "M2: a regex has at most 1024 bytes", at: ".match[0].uri.regex",
            broken: { $0.match = [HTTPMatchRequest(uri: .regex(String(repeating: "a", count: 1025)))] },
            fixed: { $0.match = [HTTPMatchRequest(uri: .regex(String(repeating: "a", count: 1024)))] }),
        httpRule(
            "M6: only a path has an empty prefix", at: ".match[0].method.prefix",
            broken: { $0.match = [HTTPMatchRequest(method: .prefix(""))] },
            fixed: { $0.match = [HTTPMatchRequest(uri: .prefix(""))] }),
        httpRule(
            "M3: a header has a name", at: ".match[0].headers[\"a b\"]",
            broken: { $0.match = [HTTPMatchRequest(headers: ["a b": .present])] },
            fixed: { $0.match = [HTTPMatchRequest(headers: [":authority": .present])] }),
        httpRule(
            "M4: a star is presence in withoutHeaders alone", at: ".match[0].headers.a.regex",
            broken: { $0.match = [HTTPMatchRequest(headers: ["a": .regex("*")])] },
            fixed: { $0.match = [HTTPMatchRequest(withoutHeaders: ["a": .regex("*")])] }),
        httpRule(
            "M5: a query parameter's regex is not empty", at: ".match[0].queryParams.a.regex",
            broken: { $0.match = [HTTPMatchRequest(queryParams: ["a": .regex("")])] },
            fixed: { $0.match = [HTTPMatchRequest(queryParams: ["a": .regex(".*")])] }),
        httpRule(
            "M7: a match's port is a port", at: ".match[0].port",
            broken: { $0.match = [HTTPMatchRequest(port: 65536)] }, fixed: { $0.match = [HTTPMatchRequest(port: 0)] }),
        httpRule(
            "M8: a match's gateways are namespace/name", at: ".match[0].gateways[0]",
            broken: { $0.match = [HTTPMatchRequest(gateways: ["a/b/c"])] },
            fixed: { $0.match = [HTTPMatchRequest(gateways: ["a/b"])] }),
        httpRule(
            "M8: a source namespace is one label", at: ".match[0].sourceNamespace",
            broken: { $0.match = [HTTPMatchRequest(sourceNamespace: "a.b")] },
            fixed: { $0.match = [HTTPMatchRequest(sourceNamespace: "a-b")] }),
    ]

    private static let destinations: [RuleCase<VirtualService>] = [
        httpRule(
            "A5: a destination is not every host", at: ".route[0].destination.host",
            broken: { $0.route[0].destination?.host = "*" }, fixed: { $0.route[0].destination?.host = "*.a" }),
        httpRule("A5: a destination is there", at: ".route[0].destination", broken: { $0.route[0].destination = nil }),
        httpRule(
            "A5: a destination's port is a port", at: ".route[0].destination.port.number",
            broken: { $0.route[0].destination?.port = PortSelector(number: 0) },
            fixed: { $0.route[0].destination?.port = PortSelector(number: 1) }),
        httpRule(
            "R1: a subset is one label", at: ".route[0].destination.subset",
            broken: { $0.route[0].destination?.subset = "v1.0" }, fixed: { $0.route[0].destination?.subset = "v1-0" }),
        httpRule(
            "A6: weights are not all zero", at: ".route",
            broken: { $0.route = [$0.route[0], $0.route[0]] },
            fixed: {
                $0.route = [$0.route[0], $0.route[0]]; $0.route[0].weight = 1
            }),
        httpRule(
            "A10: a mirror is a destination", at: ".mirror.host", broken: { $0.mirror = Destination(host: "") },
            fixed: { $0.mirror = Destination(host: "b") }),
        httpRule(
            "A10: mirror and mirrors exclude each other", at: ".mirrors",
            broken: {
                $0.mirror = Destination(host: "b")
                $0.mirrors = [HTTPMirrorPolicy(destination: Destination(host: "b"))]
            },
            fixed: { $0.mirrors = [HTTPMirrorPolicy(destination: Destination(host: "b"))] }),
        httpRule(
            "A10: a mirrored share is a percentage", at: ".mirrorPercentage.value",
            broken: { $0.mirrorPercentage = Percent(value: 100.1) },
            fixed: { $0.mirrorPercentage = Percent(value: 100) }),
        httpRule(
            "mirrorPercent is deprecated", at: ".mirrorPercent", code: "IST0002", broken: { $0.mirrorPercent = 5 },
            fixed: { $0.mirrorPercentage = Percent(value: 5) }),
    ]

    @Test(
        "a broken rule is reported where it is broken, its neighbour is not",
        arguments: actions + matches + destinations)
    fileprivate func rules(_ rule: RuleCase<VirtualService>) { rule.verify(AnyResource.virtualService) }

    @Test("A6: the weight of a lone destination changes nothing, and it is said so")
    func loneWeight() {
        var resource = httpRouteBase
        resource.spec.http[0].route[0].weight = 0
        #expect(Validation.diagnostics(for: .virtualService(resource)).map(\.level) == [.info])
    }

    @Test("D1: a delegate does not delegate further")
    func twoLevels() {
        var resource = httpRouteBase
        resource.spec.hosts = []
        resource.spec.gateways = []
        resource.spec.http[0].delegate = Delegate(name: "b")
        let fields = Validation.diagnostics(for: .virtualService(resource)).map { $0.field?.description }
        #expect(fields == ["spec.http[0].delegate"])
    }
}
