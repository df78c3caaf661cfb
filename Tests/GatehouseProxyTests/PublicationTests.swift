import GatehousePlan
import GatehouseProxy
import GatehouseRouting
import GatehouseTelemetry
import GatehouseTestSupport
import Testing

@Suite("Publication", .overSockets)
struct PublicationTests {
    private static func direct(_ text: String) -> RoutePlan {
        RoutePlan(
            action: .directResponse(DirectResponseAction(status: 200, body: Array(text.utf8))), origin: Gateway.origin)
    }

    @Test("new routes serve the next request of a connection that is open")
    func routesChange() async throws {
        let gateway = try await Gateway.start([Self.direct("one")])
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse().text == "one")
        await gateway.publish([Self.direct("two")])
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse().text == "two")
        await client.close()
        await gateway.stop()
    }

    @Test("G1: a listener that no Gateway asks for is closed: idle connections end, new ones are refused")
    func listenerCloses() async throws {
        let gateway = try await Gateway.start([Self.direct("one")])
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse().text == "one")
        _ = await gateway.proxy.publish(Snapshot.compile(GatewayPlan(), generation: 2).snapshot, endpoints: [:])
        #expect(try await client.end() == .finished)
        #expect(try await RawClient.isRefused(gateway.port))
        await gateway.stop()
    }

    @Test("a request under way ends in peace when its listener closes")
    func requestOutlivesListener() async throws {
        let gate = Gate()
        let arrived = Gate()
        let origin = try await TestOrigin.start(name: "v1") { request in
            arrived.open()
            await gate.opened()
            return OriginReply.text("late")
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await arrived.opened()
        _ = await gateway.proxy.publish(Snapshot.compile(GatewayPlan(), generation: 2).snapshot, endpoints: [:])
        gate.open()
        let response = try await client.readResponse()
        #expect(response.text == "late")
        #expect(response["connection"] == "close")
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a request that a fault delays across a publication still goes to its own cluster")
    func delayedAcrossPublication() async throws {
        let mine = try await TestOrigin.start(name: "mine")
        let other = try await TestOrigin.start(name: "other")
        let gateway = try await Gateway.start(
            forwardingTo: mine.port,
            policy: RoutePolicy(fault: FaultPolicy(delay: .seconds(2), delayShare: 1_000_000)))
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        // Answered by the same loop, so the request before it has been routed.
        #expect(try await RawClient.isRefused(gateway.port) == false)
        await gateway.publish(
            [Gateway.forward(cluster: ClusterID(1))], clusters: [Self.otherCluster, Gateway.cluster()],
            endpoints: Self.endpoints(mine: mine, other: other))
        #expect(try await client.readResponse().backend == "mine")
        await client.close()
        await gateway.stop()
        await mine.stop()
        await other.stop()
    }

    @Test("a request whose listener has gone meanwhile still goes to its own cluster")
    func clusterOfRetiredListener() async throws {
        let mine = try await TestOrigin.start(name: "mine")
        let other = try await TestOrigin.start(name: "other")
        let gateway = try await Gateway.start(forwardingTo: mine.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n")
        #expect(try await client.readResponse().backend == "mine")
        let plan = Gateway.plan(
            [Gateway.forward(cluster: ClusterID(1))], clusters: [Self.otherCluster, Gateway.cluster()], port: 81)
        let failures = await gateway.proxy.publish(
            Snapshot.compile(plan, generation: 2).snapshot, endpoints: Self.endpoints(mine: mine, other: other))
        #expect(failures.isEmpty)
        try await client.write("Host: a\r\n\r\n")
        let response = try await client.readResponse()
        #expect(response.backend == "mine")
        #expect(response["connection"] == "close")
        await client.close()
        await gateway.stop()
        await mine.stop()
        await other.stop()
    }

    private static let otherCluster = ClusterPlan(
        name: "outbound|80||b.default.svc.cluster.local", host: "b.default.svc.cluster.local", port: 80,
        serviceName: "b", serviceNamespace: "default", origin: Gateway.origin)

    private static func endpoints(mine: TestOrigin, other: TestOrigin) -> [String: EndpointSet] {
        Gateway.endpoints([mine.port]).merging([
            Self.otherCluster.name: EndpointSet(endpoints: [Endpoint(address: "127.0.0.1", port: other.port)])
        ]) { first, _ in first }
    }

    @Test("endpoints change on their own lane")
    func endpointsChange() async throws {
        let first = try await TestOrigin.start(name: "first")
        let second = try await TestOrigin.start(name: "second")
        let gateway = try await Gateway.start(forwardingTo: first.port)
        #expect(try await RawClient.get("/", from: gateway.port, host: "a").backend == "first")
        await gateway.proxy.publish(endpoints: Gateway.endpoints([second.port]))
        #expect(try await RawClient.get("/", from: gateway.port, host: "a").backend == "second")
        await gateway.stop()
        await first.stop()
        await second.stop()
    }

    @Test("an address that is taken is a failure of that listener alone")
    func bindFailure() async throws {
        let taken = try await RawOrigin.start(.awaitEnd)
        let proxy = try await Proxy(
            configuration: ProxyConfiguration(address: "127.0.0.1", portMap: [80: 0, 81: taken.port], threads: 2),
            registry: MetricsRegistry(), accessLog: try AccessLogWriter(destination: .off))
        var plan = Gateway.plan([Self.direct("one")])
        plan.listeners += Gateway.plan([Self.direct("two")], port: 81).listeners
        let failures = await proxy.publish(Snapshot.compile(plan, generation: 1).snapshot, endpoints: [:])
        #expect(failures.map(\.port) == [81])
        #expect(proxy.openListeners().map(\.port) == [80])
        await proxy.shutdown()
        await taken.stop()
    }

    @Test("A port that another gateway has open is not shared with it unless that is wanted", arguments: [false, true])
    func sharing(isWanted: Bool) async throws {
        let first = try await Gateway.start([Self.direct("one")])
        var configuration = ProxyConfiguration(address: "127.0.0.1", portMap: [80: first.port])
        configuration.sharesPorts = isWanted
        let second = try await Proxy(
            configuration: configuration, registry: MetricsRegistry(),
            accessLog: try AccessLogWriter(destination: .off))
        let snapshot = Snapshot.compile(Gateway.plan([Self.direct("two")]), generation: 1).snapshot
        let failures = await second.publish(snapshot, endpoints: [:])
        #expect(failures.map(\.port) == (isWanted ? [] : [80]))
        #expect(failures.allSatisfy { $0.message.contains("in use") })
        #expect(second.openListeners().count == (isWanted ? 1 : 0))
        await first.stop()
        // What failed is tried again by whoever published it, and the port is free now.
        #expect(await second.publish(snapshot, endpoints: [:]).isEmpty)
        await second.shutdown()
    }

    @Test("One gateway may have a port at several addresses")
    func severalAddresses() async throws {
        let free = try await RawOrigin.start()
        let port = free.port
        await free.stop()
        let proxy = try await Proxy(
            configuration: ProxyConfiguration(address: "127.0.0.1", portMap: [80: port]), registry: MetricsRegistry(),
            accessLog: try AccessLogWriter(destination: .off))
        var plan = Gateway.plan([Self.direct("one")])
        var other = Gateway.plan([Self.direct("two")]).listeners[0]
        other.bind = "0.0.0.0"
        #expect(await proxy.publish(Snapshot.compile(plan, generation: 1).snapshot, endpoints: [:]).isEmpty)
        plan.listeners.append(other)
        #expect(await proxy.publish(Snapshot.compile(plan, generation: 2).snapshot, endpoints: [:]).isEmpty)
        #expect(proxy.openListeners().map(\.address) == ["0.0.0.0", "127.0.0.1"])
        plan.listeners.removeAll()
        #expect(await proxy.publish(Snapshot.compile(plan, generation: 3).snapshot, endpoints: [:]).isEmpty)
        plan.listeners.append(other)
        #expect(await proxy.publish(Snapshot.compile(plan, generation: 4).snapshot, endpoints: [:]).isEmpty)
        await proxy.shutdown()
    }

    @Test("H10: a request that crosses the beginning of a drain on an idle connection is answered")
    func requestCrossesDrain() async throws {
        let gateway = try await Gateway.start([Self.direct("one")])
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse()["connection"] == nil)
        async let isDrained = gateway.proxy.drain(within: .seconds(20))
        while try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")["connection"] == nil {}
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try await client.readResponse()
        #expect(response.text == "one")
        #expect(response["connection"] == "close")
        #expect(try await client.end() == .finished)
        #expect(await isDrained)
        await gateway.stop()
    }

    @Test("H10: draining lets the request under way end and closes the rest")
    func drain() async throws {
        let gate = Gate()
        let arrived = Gate()
        let origin = try await TestOrigin.start(name: "v1") { request in
            arrived.open()
            await gate.opened()
            return OriginReply.text("late")
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let idle = try await RawClient.connect(to: gateway.port)
        let busy = try await RawClient.connect(to: gateway.port)
        try await busy.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await arrived.opened()
        async let isDrained = gateway.proxy.drain(within: .seconds(20))
        #expect(try await idle.end() == .finished)
        gate.open()
        let response = try await busy.readResponse()
        #expect(response.text == "late")
        #expect(response["connection"] == "close")
        #expect(try await busy.end() == .finished)
        #expect(await isDrained)
        await gateway.stop()
        await origin.stop()
    }
}
