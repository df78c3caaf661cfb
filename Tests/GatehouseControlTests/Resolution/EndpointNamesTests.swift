import GatehousePlan
import Testing
import GatehouseTestSupport

@testable import GatehouseControl

@Suite("Endpoints that names stand for", .overSockets)
struct EndpointNamesTests {
    private static func names(_ names: [Endpoint], _ use: ResolvedNames.Use = .everyAddress) -> GatewayPlan {
        GatewayPlan(clusters: [
            ClusterPlan(
                name: "c", host: "c", port: 80, serviceName: "c", serviceNamespace: "default",
                resolvedNames: ResolvedNames(names: names, use: use),
                origin: Origin(kind: "ServiceEntry", namespace: "default", name: "c")),
            ClusterPlan(
                name: "d", host: "d", port: 80, serviceName: "d", serviceNamespace: "default",
                origin: Origin(kind: "ServiceEntry", namespace: "default", name: "d")),
        ])
    }

    private static let stated = ["d": EndpointSet(endpoints: [Endpoint(address: "10.0.0.9", port: 80)])]

    @Test("S1: every address of every name is an endpoint like the name's")
    func everyAddress() {
        let plan = Self.names([
            Endpoint(address: "a.test", port: 80, weight: 3, locality: "r/z"),
            Endpoint(address: "b.test", port: 81, priority: 1),
        ])
        #expect(plan.names == ["a.test", "b.test"])
        let endpoints = plan.endpoints(
            stated: Self.stated, addresses: ["a.test": ["10.0.0.2", "10.0.0.1"], "b.test": ["10.0.0.1"], "x": ["::1"]])
        #expect(endpoints["d"] == Self.stated["d"])
        #expect(
            endpoints["c"]?.endpoints == [
                Endpoint(address: "10.0.0.1", port: 80, weight: 3, locality: "r/z", hostname: "a.test"),
                Endpoint(address: "10.0.0.1", port: 81, priority: 1, hostname: "b.test"),
                Endpoint(address: "10.0.0.2", port: 80, weight: 3, locality: "r/z", hostname: "a.test"),
            ])
    }

    @Test("S1: DNS_ROUND_ROBIN has one endpoint, the first address of the first name that has any")
    func oneAddress() {
        let plan = Self.names(
            [
                Endpoint(address: "none.test", port: 80), Endpoint(address: "a.test", port: 80),
                Endpoint(address: "b.test", port: 80),
            ], .oneAddress)
        let endpoints = plan.endpoints(
            stated: [:], addresses: ["a.test": ["10.0.0.2", "10.0.0.1"], "b.test": ["10.0.0.3"]])
        #expect(endpoints["c"]?.endpoints == [Endpoint(address: "10.0.0.2", port: 80, hostname: "a.test")])
    }

    @Test("an address that is stated, or that two names have, counts once")
    func twice() {
        let plan = Self.names([Endpoint(address: "a.test", port: 80), Endpoint(address: "b.test", port: 80, weight: 2)])
        let stated = ["c": EndpointSet(endpoints: [Endpoint(address: "10.0.0.1", port: 80, isReady: false)])]
        let endpoints = plan.endpoints(
            stated: stated, addresses: ["a.test": ["10.0.0.1", "10.0.0.2"], "b.test": ["10.0.0.2"]])
        #expect(
            endpoints["c"]?.endpoints == [
                Endpoint(address: "10.0.0.1", port: 80, isReady: false),
                Endpoint(address: "10.0.0.2", port: 80, hostname: "a.test"),
            ])
    }

    @Test("a name of which nothing is known has no endpoints, and its cluster is there all the same")
    func unknown() {
        let plan = Self.names([Endpoint(address: "a.test", port: 80)])
        #expect(plan.endpoints(stated: [:], addresses: [:])["c"] == EndpointSet())
        #expect(plan.endpoints(stated: [:], addresses: ["a.test": []])["c"] == EndpointSet())
    }

    @Test("the table tells whether something is new, once")
    func table() {
        let table = NameTable()
        #expect(table.resolved("a", to: ["1"]))
        #expect(!table.resolved("a", to: ["1"]))
        #expect(table.take() == (["a": ["1"]], true))
        #expect(table.take() == (["a": ["1"]], false))
        #expect(table.resolved("b", to: []))
        table.keep(["b"])
        #expect(table.take() == (["b": []], true))
    }
}
