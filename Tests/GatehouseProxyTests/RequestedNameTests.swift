import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("Hosts that requests name", .overSockets)
struct RequestedNameTests {
    private static func cluster(
        _ port: Int, reach: RequestedNamesPlan.Reach = .anyAddress, _ change: (inout ClusterPlan) -> Void = { _ in }
    ) -> ClusterPlan {
        Gateway.cluster(speaking: .http1) { cluster in
            cluster.requestedNames = RequestedNamesPlan(suffix: ".api.example", port: port, reach: reach)
            change(&cluster)
        }
    }

    private static func gateway(
        _ names: ScriptedNames, _ cluster: ClusterPlan, policy: RoutePolicy = RoutePolicy()
    ) async throws -> Gateway {
        try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: policy)], clusters: [cluster]), names: names, isLogged: true)
    }

    private static func get(_ host: String = "a.api.example") -> String {
        "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n"
    }

    @Test("S1: a request waits for its host to be resolved, and the next one finds the answer and the connection")
    func resolved() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(origin.port))
        async let first = gateway.response(to: Self.get("A.api.example:1"))
        #expect(try await names.answerLoopback() == "a.api.example")
        #expect(try await first.backend == "a")
        #expect(try await gateway.response(to: Self.get()).backend == "a")
        #expect(names.asked == ["a.api.example"])
        #expect(origin.connections == 1)
        #expect(origin.requests.map(\.host) == ["A.api.example:1", "a.api.example"])
        let endpoints = await gateway.proxy.clusterStates().flatMap(\.endpoints)
        #expect(endpoints.map(\.hostname) == ["a.api.example"])
        #expect(endpoints.map(\.totalRequests) == [2])
        try await gateway.settles(keeping: 1)
        let log = await gateway.stop()
        #expect(log.map { $0["upstream_host"]?.string } == ["127.0.0.1:\(origin.port)", "127.0.0.1:\(origin.port)"])
        await origin.stop()
    }

    @Test("many requests ask once; each host has connections of its own")
    func many() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(origin.port))
        try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<5 { group.addTask { try await gateway.response(to: Self.get()).backend } }
            try await gateway.requestsActive(5)
            try await names.answerLoopback()
            for try await backend in group { #expect(backend == "a") }
        }
        #expect(names.asked == ["a.api.example"])
        let connections = origin.connections
        async let other = gateway.response(to: Self.get("b.api.example"))
        #expect(try await names.answerLoopback() == "b.api.example")
        #expect(try await other.backend == "a")
        #expect(origin.connections == connections + 1)
        await gateway.stop()
        await origin.stop()
    }

    @Test(
        "what can't be resolved is 503 DF, and is not asked for again at once",
        arguments: [
            (ProxyConfiguration.NameAnswer.absent(timeToLive: .seconds(60)), "no_such_name"),
            (.absent(timeToLive: nil), "no_such_name"), (.failed, "no_answer"),
            (.addresses([], timeToLive: .seconds(60)), "address_out_of_reach"),
            (.addresses(["not an address"], timeToLive: .seconds(60)), "address_out_of_reach"),
        ])
    func failures(answer: ProxyConfiguration.NameAnswer, details: String) async throws {
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(1))
        async let first = gateway.response(to: Self.get())
        try await names.answer(answer)
        for response in [try await first, try await gateway.response(to: Self.get())] {
            #expect(response.status == 503)
            #expect(response.text == "DNS resolution failure")
        }
        #expect(names.asked.count == 1)
        try await gateway.settles()
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["DF", "DF"])
        #expect(log.map(\.details) == Array(repeating: "dns_resolution_failure{\(details)}", count: 2))
    }

    @Test(
        "a request that names no host below the wildcard is 503 DF, and nobody is asked",
        arguments: ["api.example", "b.example", "127.0.0.1", "[::1]", "a.api.example.b.example"])
    func notCovered(host: String) async throws {
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(1))
        #expect(try await gateway.response(to: Self.get(host)).status == 503)
        #expect(names.asked == [])
        let log = await gateway.stop()
        #expect(log.map(\.details) == ["dns_resolution_failure{host_not_covered}"])
        #expect(log.map(\.flags) == ["DF"])
    }

    @Test(
        "addresses that a client's word must not lead to are passed over",
        arguments: [
            (RequestedNamesPlan.Reach.privateAddresses, ["127.0.0.1", "169.254.169.254", "::1", "fe80::1", "0.0.0.0"]),
            (.publicAddresses, ["10.0.0.1", "192.168.0.1", "fd00::1", "127.0.0.1"]),
        ])
    func reach(reach: RequestedNamesPlan.Reach, addresses: [String]) async throws {
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(1, reach: reach))
        async let response = gateway.response(to: Self.get())
        try await names.answer(.addresses(addresses, timeToLive: .seconds(60)))
        #expect(try await response.status == 503)
        let log = await gateway.stop()
        #expect(log.map(\.details) == ["dns_resolution_failure{address_out_of_reach}"])
    }

    @Test("A10: a try that fails at one address of the host goes on at the next")
    func retried() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let names = ScriptedNames()
        let policy = RoutePolicy(retry: RetryPolicy(attempts: 2, conditions: ["connect-failure"]))
        let gateway = try await Self.gateway(names, Self.cluster(origin.port), policy: policy)
        async let response = gateway.response(to: Self.get())
        // Nothing listens at the first one.
        try await names.answer(.addresses(["127.9.9.9", "127.0.0.1"], timeToLive: .seconds(60)))
        #expect(try await response.backend == "a")
        await gateway.stop()
        await origin.stop()
    }

    @Test("A7: the route's timeout holds while a host is resolved, and the late answer harms nobody")
    func timeout() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let names = ScriptedNames()
        let gateway = try await Self.gateway(
            names, Self.cluster(origin.port), policy: RoutePolicy(timeout: .milliseconds(50)))
        #expect(try await gateway.response(to: Self.get()).status == 504)
        try await names.answerLoopback()
        try await gateway.settles()
        await gateway.publish(
            Gateway.plan([Gateway.forward()], clusters: [Self.cluster(origin.port)]))
        #expect(try await gateway.response(to: Self.get()).backend == "a")
        #expect(names.asked.count == 1)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a client that leaves meanwhile leaves nothing behind")
    func gone() async throws {
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(1))
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(Self.get())
        try await gateway.requestsActive(1)
        try await client.reset()
        try await gateway.requestsActive(0)
        try await names.answerLoopback()
        try await gateway.settles()
        await gateway.stop()
    }

    @Test("the request's body waits with it")
    func body() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(origin.port))
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a.api.example\r\nContent-Length: 10\r\n\r\n12345")
        try await names.answerLoopback()
        try await client.write("67890")
        #expect(try await client.readResponse(to: "POST").backend == "a")
        #expect(origin.requests.map(\.body) == ["1234567890"])
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("C5: over TLS the host is asked for by its name, and has to show a certificate for it")
    func tls() async throws {
        let origin = try await TestOrigin.start(
            name: "a", tls: ServerTLS(identity: try TestTLS.server("a.api.example")))
        let names = ScriptedNames()
        let tls = ClientTLSPlan(trust: .authorities(PeerCertificatePlan(try TestTLS.root())))
        let cluster = Self.cluster(origin.port) { $0.tls = tls }
        let gateway = try await Self.gateway(names, cluster)
        async let good = gateway.response(to: Self.get())
        try await names.answerLoopback()
        #expect(try await good.backend == "a")
        async let bad = gateway.response(to: Self.get("b.api.example"))
        try await names.answerLoopback()
        #expect(try await bad.status == 503)
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["-", "UF"])
        await origin.stop()
    }

    private static func response(of name: String, from port: Int) async throws -> RawResponse {
        try await RawClient.get(
            "/", from: port, host: "whatever", tls: ClientTLS(serverName: name, authority: try TestTLS.root()))
    }

    @Test("L2: a connection whose TLS is passed through goes to the host that its server name says")
    func passthrough() async throws {
        let origin = try await TestOrigin.start(
            name: "a", tls: ServerTLS(identity: try TestTLS.server("a.api.example")))
        let names = ScriptedNames()
        let chain = TLSChainPlan(
            serverNames: [HostPattern("*.example")], protocolName: "TLS",
            content: .passthrough(Gateway.connectionRoute), origins: [Gateway.origin])
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [chain], clusters: [Self.cluster(origin.port)]), names: names, isLogged: true)
        async let good = Self.response(of: "a.api.example", from: gateway.port)
        #expect(try await names.answerLoopback() == "a.api.example")
        #expect(try await good.backend == "a")
        await #expect(throws: (any Error).self) {
            try await Self.response(of: "b.example", from: gateway.port)
        }
        #expect(names.asked == ["a.api.example"])
        let log = await gateway.stop()
        #expect(log.filter { $0.flags == "DF" }.map(\.details) == ["dns_resolution_failure{host_not_covered}"])
        #expect(log.count == 2)
        await origin.stop()
    }

    @Test("a cluster that is gone takes its hosts' connections with it")
    func removed() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let names = ScriptedNames()
        let gateway = try await Self.gateway(names, Self.cluster(origin.port))
        async let response = gateway.response(to: Self.get())
        try await names.answerLoopback()
        #expect(try await response.backend == "a")
        await gateway.publish([Gateway.direct("nothing")])
        try await gateway.settles()
        await gateway.stop()
        await origin.stop()
    }
}
