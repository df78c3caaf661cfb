import GatehouseAnalysis
import GatehouseModel
import Testing

@Suite("V6: rules and matches that no request reaches")
struct MatchCoverageTests {
    /// Rules as lists of matches, and what is reported: code and field below `spec.http`.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rules: [[HTTPMatchRequest]]
        let expected: [String]

        init(_ description: String, _ rules: [[HTTPMatchRequest]], _ expected: [String]) {
            self.testDescription = description
            self.rules = rules
            self.expected = expected
        }
    }

    private static let api = HTTPMatchRequest(uri: .prefix("/api"))
    private static let users = HTTPMatchRequest(uri: .prefix("/api/users"))

    private static func match(_ base: HTTPMatchRequest, _ change: (inout HTTPMatchRequest) -> Void) -> HTTPMatchRequest
    {
        var match = base
        change(&match)
        return match
    }

    static let cases: [Case] = [
        Case("a rule without matches comes last", [[api], []], []),
        Case("a second rule without matches is never used", [[], []], ["IST0130 [1]"]),
        Case("a rule behind one without matches is never used", [[], [api, users]], ["IST0130 [1]"]),
        Case(
            "a repeated match is never used, and neither is its rule", [[api], [api]],
            ["IST0131 [1].match[0]", "IST0130 [1]"]),
        Case("a rule with one new match is used", [[users], [users, api]], ["IST0131 [1].match[0]"]),
        Case(
            "names take no part", [[match(api) { $0.name = "a" }], [match(api) { $0.name = "b" }]],
            ["IST0131 [1].match[0]", "IST0130 [1]"]),
        Case("a shorter prefix hides a longer one", [[api], [users]], ["IST0131 [1].match[0]"]),
        Case("a longer prefix goes first", [[users], [api]], []),
        Case(
            "every method hides GET", [[api], [match(users) { $0.method = .exact("GET") }]], ["IST0131 [1].match[0]"]),
        Case("GET does not hide every method", [[match(api) { $0.method = .exact("GET") }], [users]], []),
        Case("an exact path is not hidden", [[api], [HTTPMatchRequest(uri: .exact("/api"))]], []),
        Case(
            "other conditions keep a longer prefix reachable",
            [[match(api) { $0.headers = ["a": .exact("b")] }], [users]], []),
        Case(
            "the same conditions hide it",
            [[match(api) { $0.headers = ["a": .exact("b")] }], [match(users) { $0.headers = ["a": .exact("b")] }]],
            ["IST0131 [1].match[0]"]),
        Case("another port keeps it reachable", [[match(api) { $0.port = 80 }], [match(users) { $0.port = 443 }]], []),
    ]

    @Test("is reported where it is", arguments: cases)
    func coverage(_ test: Case) {
        let route = [HTTPRouteDestination(destination: Destination(host: "reviews"))]
        let resource = Resource.edge(
            VirtualService(
                hosts: ["a.example.com"], gateways: ["shop/edge"],
                http: test.rules.map { HTTPRoute(match: $0, route: route) }))
        let found = Validation.diagnostics(for: .virtualService(resource))
        #expect(
            found.map { "\($0.code) \(($0.field?.description ?? "").dropFirst("spec.http".count))" } == test.expected)
        #expect(found.allSatisfy { $0.level == .warning && $0.effect == .none })
    }

    @Test("the earlier match is named, and only the level depends on the purpose")
    func purpose() {
        let route = [HTTPRouteDestination(destination: Destination(host: "reviews"))]
        let resource = Resource.edge(
            VirtualService(
                hosts: ["a.example.com"], gateways: ["shop/edge"],
                http: [Self.api, Self.users].map { HTTPRoute(match: [$0], route: route) }))
        let admission = Validation.diagnostics(for: .virtualService(resource))
        #expect(admission.map(\.level) == [.warning])
        #expect(admission.first?.message.contains("spec.http[0].match[0] takes all of /api") == true)
        let analysis = Validation.diagnostics(for: .virtualService(resource), purpose: .analysis)
        #expect(analysis.map(\.level) == [.info])
        #expect(analysis.map(\.message) == admission.map(\.message))
    }

    @Test("is reported among tcp and tls routes as well")
    func layer4() {
        let route = [RouteDestination(destination: Destination(host: "reviews"))]
        let tls = TLSRoute(match: [TLSMatchAttributes(sniHosts: ["a.example.com"])], route: route)
        let resource = Resource.edge(
            VirtualService(
                hosts: ["a.example.com"], gateways: ["shop/edge"], tls: [tls, tls],
                tcp: [TCPRoute(route: route), TCPRoute(route: route)]))
        let found = Validation.diagnostics(for: .virtualService(resource)).map {
            "\($0.code) \($0.field?.description ?? "")"
        }
        #expect(found == ["IST0130 spec.tcp[1]", "IST0131 spec.tls[1].match[0]", "IST0130 spec.tls[1]"])
    }
}
