import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite("Hosts that requests name")
struct RequestedNameTests {
    private static func name(_ authority: String, suffix: String = ".api.example") -> String? {
        let names = RequestedNames(RequestedNamesPlan(suffix: suffix, port: 80))
        return Array(authority.utf8).withUnsafeBytes { names.name(in: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "S1: names below the wildcard may be resolved",
        arguments: [
            ("a.api.example", "a.api.example"), ("A.Api.EXAMPLE", "a.api.example"),
            ("a.api.example:8080", "a.api.example"),
            ("a.api.example.", "a.api.example"), ("x.y-z.api.example", "x.y-z.api.example"),
            ("_a.api.example", "_a.api.example"), ("10.0.0.1.api.example", "10.0.0.1.api.example"),
        ])
    func covered(authority: String, expected: String) { #expect(Self.name(authority) == expected) }

    @Test(
        "others may not, nor may what is no host's name",
        arguments: [
            "", "api.example", ".api.example", "a.b.example", "aapi.example", "a..api.example", "a b.api.example",
            "a.api.example/x", "a.api.example\0", "[::1]", "user@a.api.example", "a%2e.api.example", "é.api.example",
            String(repeating: "a", count: 64) + ".api.example", String(repeating: "a.", count: 125) + "api.example",
        ])
    func notCovered(authority: String) { #expect(Self.name(authority) == nil) }

    @Test("an address is no name, whatever the wildcard", arguments: ["10.0.0.1", "127.1", "1.2.3.4.", "a.0.0.1"])
    func addresses(authority: String) {
        for suffix in [".1", "1", ".4", ""] { #expect(Self.name(authority, suffix: suffix) == nil) }
    }

    @Test("a wildcard may stand for a part of a label")
    func partial() {
        #expect(Self.name("a-x.example", suffix: "-x.example") == "a-x.example")
        #expect(Self.name("-x.example", suffix: "-x.example") == nil)
    }

    private static func explain(host: String, reach: RequestedNamesPlan.Reach = .privateAddresses) -> Explanation {
        var plan = GatewayPlan.serving([
            .host("*", [RoutePlan(name: "r", condition: RouteCondition(), action: .forward(), origin: .rule())])
        ])
        plan.clusters[0].requestedNames = RequestedNamesPlan(suffix: ".api.example", port: 8080, reach: reach)
        return Simulation.simulate(
            Snapshot.compile(plan, generation: 1).snapshot, endpoints: [:], call: SimulatedCall(port: 80, host: host))
    }

    @Test("explain says that the name is resolved when the request comes, and whither the gateway would go")
    func explained() {
        let explanation = Self.explain(host: "a.api.example:80")
        #expect(explanation.outcome == .forward)
        #expect(explanation.because.contains { $0.hasPrefix("`a.api.example` is resolved when the request comes") })
        #expect(explanation.because.contains { $0.hasSuffix("at port 8080.") })
        #expect(!explanation.because.contains { $0.contains("random endpoints") })
        let open = Self.explain(host: "a.api.example", reach: .anyAddress)
        #expect(open.because.contains { $0.contains("whichever that is") })
    }

    @Test("explain says that a request names a host that it may not")
    func refused() {
        let explanation = Self.explain(host: "b.example")
        #expect(explanation.outcome == .noEndpoints)
        #expect((explanation.status, explanation.responseFlag) == (503, "DF"))
        #expect(explanation.because.contains { $0.contains("not one of `*.api.example`") })
    }
}
