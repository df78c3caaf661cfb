import GatehouseModel
import GatehouseTestSupport
import Testing

@testable import GatehouseControl

@Suite("Conditions of VirtualServices", .overSockets) struct VirtualServiceConditionTests {
    typealias D = Documents

    static let gateway = D.gateway(servers: D.server())

    @Test("one that is served says by which Gateway and where, and for which generation")
    func served() throws {
        let given = Given(
            D.gateway("other", servers: D.server("b.example", port: 8080)), Self.gateway,
            D.virtualService(metadata: "generation: 7, uid: 1-2-3", gateways: "[mesh, other, gw]"), D.service)
        let status = try #require(given.status("VirtualService vs"))
        #expect(
            status.lines == [
                "Accepted=True Accepted", "Programmed=True Programmed", "ReferencesResolved=True ReferencesResolved",
            ])
        #expect(status[.accepted]?.message == "Bound to Gateway default/gw.")
        #expect(status[.programmed]?.message == "Served on 0.0.0.0:80 (HTTP).")
        #expect(status.uid == "1-2-3")
        #expect(status.observedGeneration == 7)
        #expect(status.conditions.map(\.observedGeneration) == [7, 7, 7])
        #expect(status.validationMessages.isEmpty)
    }

    @Test(
        "one that is not bound says why not",
        arguments: [
            ("hosts: [b.example], gateways: [gw]", "NoMatchingHost"),
            ("hosts: [a.example], gateways: [gone, mesh]", "NoGateway"),
            ("hosts: [a.example], gateways: [gw], exportTo: [\".\"]", "NotExported"),
            ("hosts: [a.example], gateways: [later]", "GatewayNotServed"),
            ("hosts: [a.example], gateways: [gw], tcp: [{route: [{destination: {host: b}}]}]", "NoRoutes"),
        ])
    func unbound(spec: String, reason: String) throws {
        let rules = spec.contains("tcp:") ? "" : ", http: [{route: [{destination: {host: b}}]}]"
        let given = Given(
            Self.gateway,
            D.gateway("later", servers: D.server(protocol: "TCP")),
            D.resource("VirtualService", "vs", spec: "spec: {\(spec)\(rules)}"), D.service)
        let status = try #require(given.status("VirtualService vs"))
        #expect(status.lines.prefix(2) == ["Accepted=False \(reason)", "Programmed=False NotAccepted"])
        #expect(status[.accepted]?.message.isEmpty == false)
    }

    @Test("G8: hosts that do not meet are told, those of the VirtualService and those of its Gateway")
    func unmetHosts() {
        let given = Given(
            D.gateway(servers: D.server("other/*.example"), D.server("c.example", port: 81)),
            D.virtualService(hosts: "[a.example, b.example]"), D.service)
        #expect(
            given.status("VirtualService vs")?[.accepted]?.message
                == "None of its hosts (a.example, b.example) is one that Gateway default/gw has for its namespace"
                + " (other/*.example, c.example).")
    }

    @Test(
        "one that is for sidecars, for others' Gateways, or not exported and not bound here has no status",
        arguments: [
            "gateways: [mesh]", "gateways: [edge]", "gateways: [edge, gone]", "gateways: [edge], exportTo: [\".\"]",
        ])
    func notOurs(spec: String) {
        let given = Given(
            Self.gateway, D.gateway("edge", selector: "istio: edge", servers: D.server()),
            D.resource(
                "VirtualService", "vs",
                spec: "spec: {hosts: [a.example], \(spec), http: [{route: [{destination: {host: b}}]}]}"), D.service)
        #expect(given.statuses.map(\.key.kind) == ["Gateway"])
    }

    @Test(
        "what a rule asks for and is not there is a missing reference",
        arguments: [
            (
                "{host: gone, port: {number: 80}}", "BackendNotFound",
                "There is no service gone.default.svc.cluster.local"
            ),
            ("{host: b, subset: v9, port: {number: 80}}", "SubsetNotFound", "defines a subset v9"),
            ("{host: b, port: {number: 81}}", "PortNotFound", "b.default.svc.cluster.local has no port 81"),
        ])
    func missing(destination: String, reason: String, text: String) throws {
        for rules in [
            "http: [{route: [{destination: \(destination)}]}]", "tcp: [{route: [{destination: \(destination)}]}]",
        ] {
            let isTCP = rules.hasPrefix("tcp")
            let given = Given(
                D.gateway(servers: D.server(isTCP ? "*" : "a.example", protocol: isTCP ? "TCP" : "HTTP")),
                D.virtualService(hosts: isTCP ? "[\"*\"]" : "[a.example]", rules: rules), D.service)
            let status = try #require(given.status("VirtualService vs"))
            #expect(status[.accepted]?.status == .yes)
            #expect(status[.referencesResolved]?.status == .no)
            #expect(status[.referencesResolved]?.reason.rawValue == reason)
            #expect(status[.referencesResolved]?.message.contains(text) == true)
        }
    }

    @Test("a Gateway that does not exist is a missing reference beside one that does")
    func missingGateway() throws {
        let status = try #require(
            Given(Self.gateway, D.virtualService(gateways: "[gw, gone]"), D.service).status("VirtualService vs"))
        #expect(status.lines.first == "Accepted=True Accepted")
        #expect(status[.referencesResolved]?.reason == .gatewayNotFound)
        #expect(status[.referencesResolved]?.message == "spec.gateways[1]: There is no Gateway default/gone.")
    }

    @Test("D1: delegates are accepted with those that delegate to them; a delegate that is missing is a reference")
    func delegates() throws {
        let given = Given(
            Self.gateway,
            D.virtualService(
                "root",
                rules: """
                    http: [{match: [{uri: {prefix: /a}}], delegate: {name: part}},
                      {match: [{uri: {prefix: /b}}], delegate: {name: gone}}]
                    """),
            D.resource(
                "VirtualService", "part", spec: "spec: {http: [{route: [{destination: {host: b}}]}]}"),
            D.resource(
                "VirtualService", "unused", spec: "spec: {http: [{route: [{destination: {host: b}}]}]}"), D.service)
        #expect(
            given.lines("VirtualService part") == [
                "Accepted=True Delegate", "Programmed=True Programmed", "ReferencesResolved=True ReferencesResolved",
            ])
        #expect(
            given.status("VirtualService part")?[.accepted]?.message
                == "VirtualService default/root delegates to it.")
        let root = try #require(given.status("VirtualService root"))
        #expect(root[.referencesResolved]?.reason == .delegateNotFound)
        #expect(root[.programmed]?.reason == .partiallyInvalid)
        #expect(given.status("VirtualService unused") == nil)
    }

    @Test("a rule that can't be served is said, and the kinds of all findings are listed by their codes")
    func partiallyInvalid() throws {
        let given = Given(
            Self.gateway,
            D.virtualService(
                metadata: "annotations: {gatehouse.io/rate-limt: x}",
                rules: "http: [{route: [{destination: {host: gone}}]}]"))
        let status = try #require(given.status("VirtualService vs"))
        #expect(status.validationMessages.map(\.code) == ["IST0101", "GH0214"])
        #expect(status.validationMessages.map(\.name) == ["ReferencedResourceNotFound", "InvalidAnnotation"])
        #expect(status.validationMessages.map(\.level) == [.error, .warning])
        #expect(status[.accepted]?.message.hasPrefix("Bound to Gateway default/gw. metadata.annotations") == true)
    }

    @Test("a host that no Gateway has keeps it from being in effect, as far as it goes")
    func unservedHost() throws {
        let given = Given(
            D.gateway(servers: D.server("*.t.example")), D.virtualService(hosts: "[a.t.example, b.z.example]"),
            D.service)
        let status = try #require(given.status("VirtualService vs"))
        #expect(status.lines.prefix(2) == ["Accepted=True Accepted", "Programmed=False PartiallyInvalid"])
        #expect(
            status[.programmed]?.message
                == "spec.hosts[1]: The host b.z.example is not served: Gateway default/gw has *.t.example and none that"
                + " covers it for namespace default.")
    }

    @Test("a Gateway that selects other gateways is spoken of, and not written to")
    func otherGateway() {
        let typo = D.resource(
            "Gateway", "typo",
            spec: "spec: {selector: {istio: ingresgateway}, servers: [\(D.server("*.t.example"))]}")
        let given = Given(Self.gateway, typo, D.virtualService(gateways: "[typo]"), D.service)
        #expect(given.statuses.map(\.key.name) == ["gw"])
        let finding = given.published.diagnostics.first { $0.code == "GH0311" }
        #expect(finding?.level == .info)
        #expect(finding?.message.contains("istio=ingresgateway") == true)
    }

    @Test("a VirtualService of a server that has no certificate is not in effect")
    func withoutCertificate() throws {
        let given = Given(
            D.gateway(servers: D.tlsServer()), D.virtualService(), D.service)
        #expect(given.lines("VirtualService vs")?[1] == "Programmed=False GatewayNotProgrammed")
    }

    @Test("DestinationRules and ServiceEntries have a condition where something is found about them, and only there")
    func others() throws {
        let rule = D.resource(
            "DestinationRule", "b",
            spec: "spec: {host: b, trafficPolicy: {tls: {mode: SIMPLE, credentialName: gone}}}")
        let entry = D.resource(
            "ServiceEntry", "b",
            spec: "spec: {hosts: [b.ext], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}")
        let given = Given(
            Self.gateway,
            D.virtualService(
                rules: """
                    http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: b, port: {number: 80}}}]},
                      {route: [{destination: {host: b.ext, port: {number: 81}}}]}]
                    """), D.service, rule, entry)
        #expect(given.lines("DestinationRule b") == ["Accepted=False CredentialNotFound"])
        #expect(given.lines("ServiceEntry b") == ["Accepted=True Accepted"])
        #expect(given.status("ServiceEntry b")?[.accepted]?.message.contains("has no port 81") == true)
        let well = Given(Self.gateway, D.virtualService(), D.service, entry)
        #expect(well.statuses.map(\.key.kind) == ["Gateway", "VirtualService"])
    }
}
