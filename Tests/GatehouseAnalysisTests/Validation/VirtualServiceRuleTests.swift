import GatehouseAnalysis
import GatehouseModel
import Testing

private typealias Rule = RuleCase<VirtualService>

private let base = Resource.edge(
    VirtualService(
        hosts: ["a.example.com"], gateways: ["shop/edge"],
        http: [HTTPRoute(route: [HTTPRouteDestination(destination: Destination(host: "reviews"))])]))

private func rule(
    _ text: String, at field: String, code: String = "IST0106", broken: (inout VirtualService) -> Void,
    fixed: (inout VirtualService) -> Void = { _ in }
) -> Rule {
    Rule(text, at: field, code: code, of: base, broken: { broken(&$0.spec) }, fixed: { fixed(&$0.spec) })
}

private let tls = TLSRoute(
    match: [TLSMatchAttributes(sniHosts: ["a.example.com"])],
    route: [RouteDestination(destination: Destination(host: "reviews"))])

@Suite("What a VirtualService may say outside its HTTP rules")
struct VirtualServiceRuleTests {
    private static let cases: [Rule] = [
        rule("there are routes", at: "spec", broken: { $0.http = [] }),
        rule(
            "a host is a name", at: "spec.hosts[0]", broken: { $0.hosts = ["a_b.com"] },
            fixed: { $0.hosts = ["a-b.com"] }),
        rule(
            "a host may be an address", at: "spec.hosts[0]", broken: { $0.hosts = ["1.2.3.4.5"] },
            fixed: { $0.hosts = ["1.2.3.4"] }),
        rule(
            "a wildcard leads a host", at: "spec.hosts[0]", broken: { $0.hosts = ["a.*.com"] },
            fixed: { $0.hosts = ["*.a.com"] }),
        rule(
            "G9: every host is for gateways only", at: "spec.hosts[0]",
            broken: {
                $0.hosts = ["*"]; $0.gateways = ["shop/edge", "mesh"]
            }, fixed: { $0.hosts = ["*"] }),
        rule(
            "hosts do not overlap", at: "spec.hosts[1]", broken: { $0.hosts = ["*.com", "a.com"] },
            fixed: { $0.hosts = ["*.com", "com"] }),
        rule(
            "V1: a gateway is namespace/name", at: "spec.gateways[0]", broken: { $0.gateways = ["*/edge"] },
            fixed: { $0.gateways = ["edge"] }),
        rule(
            "V1: the dotted form of a gateway is outdated", at: "spec.gateways[0]", code: "IST0133",
            broken: { $0.gateways = ["edge.shop.svc.cluster.local"] }),
        rule(
            "V2: exportTo names namespaces", at: "spec.exportTo[0]", broken: { $0.exportTo = ["a.b"] },
            fixed: { $0.exportTo = ["a", "."] }),
        rule(
            "V2: nobody is for ServiceEntries", at: "spec.exportTo[0]", broken: { $0.exportTo = ["~"] },
            fixed: { $0.exportTo = ["."] }),
        rule(
            "V2: exportTo has no repetitions", at: "spec.exportTo[1]", broken: { $0.exportTo = ["shop", "."] },
            fixed: { $0.exportTo = ["shop", "a"] }),
        rule(
            "V2: everybody stands alone", at: "spec.exportTo", broken: { $0.exportTo = ["*", "a"] },
            fixed: { $0.exportTo = ["*"] }),
        rule(
            "D1: a delegate has no gateways", at: "spec.gateways", broken: { $0.hosts = [] },
            fixed: {
                $0.hosts = []; $0.gateways = []
            }),
        rule(
            "D1: a delegate has http routes alone", at: "spec.tls",
            broken: {
                $0.hosts = []; $0.gateways = []; $0.tls = [tls]
            }, fixed: { $0.tls = [tls] }),
        rule(
            "M9: claims are known at gateways", at: "spec.http[0].match[0].headers[\"@request.auth.claims.a\"]",
            broken: {
                $0.gateways = []
                $0.http[0].match = [HTTPMatchRequest(headers: ["@request.auth.claims.a": .exact("b")])]
            },
            fixed: { $0.http[0].match = [HTTPMatchRequest(headers: ["@request.auth.claims.a": .exact("b")])] }),
        rule(
            "a tls route has matches", at: "spec.tls[0].match",
            broken: {
                $0.tls = [tls]; $0.tls[0].match = []
            }, fixed: { $0.tls = [tls] }),
        rule(
            "a tls route has destinations", at: "spec.tls[0].route",
            broken: {
                $0.tls = [tls]; $0.tls[0].route = []
            }),
        rule(
            "a server name is one of the hosts", at: "spec.tls[0].match[0].sniHosts[0]",
            broken: {
                $0.tls = [tls]; $0.tls[0].match[0].sniHosts = ["b.example.com"]
            }, fixed: { $0.tls = [tls] }),
        rule(
            "an address is no server name", at: "spec.tls[0].match[0].sniHosts[0]", code: "IST0133",
            broken: {
                $0.tls = [tls]; $0.tls[0].match[0].sniHosts = ["1.1.1.1"]
            }, fixed: { $0.tls = [tls] }),
        rule(
            "a subnet is an address or a block", at: "spec.tls[0].match[0].destinationSubnets[0]",
            broken: {
                $0.tls = [tls]; $0.tls[0].match[0].destinationSubnets = ["10.0.0.0/33"]
            },
            fixed: {
                $0.tls = [tls]; $0.tls[0].match[0].destinationSubnets = ["10.0.0.0/32", "::1"]
            }),
        rule(
            "a tcp route has destinations", at: "spec.tcp[0].route", broken: { $0.tcp = [TCPRoute()] },
            fixed: { $0.tcp = [TCPRoute(route: tls.route)] }),
        rule(
            "M7: a tcp match's port is a port", at: "spec.tcp[0].match[0].port",
            broken: { $0.tcp = [TCPRoute(match: [L4MatchAttributes(port: 65536)], route: tls.route)] },
            fixed: { $0.tcp = [TCPRoute(match: [L4MatchAttributes(port: 65535)], route: tls.route)] }),
        rule(
            "a source label is a label", at: "spec.tcp[0].match[0].sourceLabels.app",
            broken: { $0.tcp = [TCPRoute(match: [L4MatchAttributes(sourceLabels: ["app": "-"])], route: tls.route)] },
            fixed: { $0.tcp = [TCPRoute(match: [L4MatchAttributes(sourceLabels: ["app": ""])], route: tls.route)] }),
    ]

    @Test("a broken rule is reported where it is broken, its neighbour is not", arguments: cases)
    fileprivate func rules(_ rule: RuleCase<VirtualService>) { rule.verify(AnyResource.virtualService) }

    @Test("what stands behind a gateway's plain name only warns, as Istio does not look at it")
    func gatewayNamesBehindMesh() {
        var resource = base
        resource.spec.gateways = ["mesh", "*/edge"]
        let found = Validation.diagnostics(for: .virtualService(resource))
        #expect(found.map(\.code) == ["IST0133"])
        #expect(found.first?.field?.description == "spec.gateways[1]")
    }

    @Test(
        "hosts overlap when they are the same or one is a wildcard for the other",
        arguments: [
            (["a.com", "b.com", "a.com"], [2]), (["a.com", "*.com"], [1]), (["*.com", "a.com", "b.com"], [1, 2]),
            (["*.com", "*.a.com"], [1]), (["*.com", "*.org"], []), (["*", "a.com"], [1]), (["1.1.1.1", "1.1.1.2"], []),
        ])
    func overlappingHosts(_ hosts: [String], _ reported: [Int]) {
        var resource = base
        resource.spec.hosts = hosts
        let fields = Validation.diagnostics(for: .virtualService(resource)).map { $0.field?.description }
        #expect(fields == reported.map { "spec.hosts[\($0)]" })
    }

    @Test("all problems are reported in one pass, in the order of the fields")
    func onePass() {
        var resource = base
        resource.spec.hosts = ["a_b"]
        resource.spec.http[0].timeout = .zero
        resource.spec.http[0].route[0].weight = -1
        let fields = Validation.diagnostics(for: .virtualService(resource)).map { $0.field?.description }
        #expect(fields == ["spec.hosts[0]", "spec.http[0].route[0].weight", "spec.http[0].timeout"])
    }

    @Test("a message says the value, the field and what is allowed")
    func message() {
        var resource = base
        resource.spec.http[0].route[0].weight = -1
        let found = Validation.diagnostics(for: .virtualService(resource))
        #expect(found.first?.message == "`spec.http[0].route[0].weight` is -1; a weight is 0 or more.")
        #expect(found.first?.effect == .resourceRejected)
    }
}
