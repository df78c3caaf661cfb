import GatehouseModel
import Testing

@testable import GatehouseTranslation

@Suite("What VirtualServices ask for and no Gateway has")
struct UnservedPartTests {
    private static let others = document(
        "Gateway", "others", spec: "spec: {selector: {istio: other}, servers: [\(server("*"))]}")

    private static let cases: [(what: String, virtualService: String, findings: [String])] = [
        ("all is well", virtualService("vs", rules: rule(to: "a")), []),
        ("a wildcard", virtualService("vs", hosts: "[\"*\"]", rules: rule(to: "a")), []),
        (
            "one of two hosts", virtualService("vs", hosts: "[a.example, b.other]", rules: rule(to: "a")),
            ["GH0228 vs spec.hosts[1]"]
        ),
        (
            "no host at all", virtualService("vs", hosts: "[b.other]", rules: rule("{port: 8}", to: "a")),
            ["IST0132 vs spec.gateways[0]"]
        ),
        (
            "Gateways that are not there", virtualService("vs", gateways: "[gone, gw, far/away]", rules: rule(to: "a")),
            ["IST0101 vs spec.gateways[0]", "IST0101 vs spec.gateways[2]"]
        ),
        (
            "a port that no server has",
            virtualService(
                "vs", rules: rule("{port: 8080}", to: "a"), rule("{port: 80}, {port: 8080}", to: "a"), rule(to: "a")),
            ["GH0227 vs spec.http[0]"]
        ),
        (
            "rules for connections on a Gateway that carries HTTP",
            virtualService(
                "vs",
                spec: ", tcp: [{route: [{destination: {host: a}}]}],"
                    + " tls: [{match: [{sniHosts: [a.example]}], route: [{destination: {host: a}}]}]",
                rules: rule(to: "a")),
            ["GH0227 vs spec.tls[0]", "GH0227 vs spec.tcp[0]"]
        ),
        (
            "what may be meant for sidecars",
            virtualService(
                "vs", hosts: "[a.example, b.other]", gateways: "[mesh, gw]",
                spec: ", tcp: [{route: [{destination: {host: a}}]}]", rules: rule(to: "a")), []
        ),
        (
            "what may be meant for other gateways",
            virtualService("vs", hosts: "[a.example, b.other]", gateways: "[others, gw]", rules: rule(to: "a")), []
        ),
        ("only for other gateways", virtualService("vs", gateways: "[others]", rules: rule(to: "a")), []),
        ("not for this gateway", virtualService("vs", hosts: "[b.other]", spec: ", exportTo: [\".\"]"), []),
    ]

    @Test("is told where it is asked for", arguments: Self.cases)
    func told(what: String, virtualService: String, findings: [String]) {
        let result = translate(gateway(servers: server("*.example")), Self.others, virtualService, service("a"))
        #expect(result.findings == findings, "\(what)")
    }

    @Test("A server that lost its socket carries nothing, and neither do the rules for it")
    func conflict() throws {
        let result = translate(
            gateway("a", servers: server("*", port: 9000)),
            gateway("b", servers: server("*", port: 9000, protocol: "TCP"), server("*", port: 9001)),
            virtualService(
                "vs", gateways: "[b]", spec: ", tcp: [{match: [{port: 9000}], route: [{destination: {host: a}}]}]",
                rules: rule(to: "a")), service("a"))
        let finding = try #require(result.diagnostics.first { $0.code == "GH0227" })
        #expect(finding.field?.description == "spec.tcp[0]")
        #expect(
            finding.message
                == "`spec.tcp[0]` applies to nothing: no server that is served passes connections on as they are on"
                + " Gateway default/b.")
    }
}
