import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("Circuit breaking", .overSockets)
struct CircuitBreakerTests {
    private static func gateway(
        to port: Int, _ limits: ConnectionLimits, isHTTP2: Bool = false, policy: RoutePolicy = RoutePolicy()
    ) async throws -> Gateway {
        var cluster = Gateway.cluster()
        cluster.limits = limits
        if isHTTP2 { cluster.upstreamProtocol = .http2 }
        return try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: policy)], clusters: [cluster]), endpoints: Gateway.endpoints([port]),
            isLogged: true)
    }

    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    /// How many exchanges are counted somewhere, as far as one can see from outside: none after all have ended.
    private static func expectNothingLeft(in gateway: Gateway) async {
        let endpoints = await gateway.proxy.clusterStates().flatMap(\.endpoints)
        #expect(endpoints.map(\.activeRequests) == [0])
    }

    @Test("http2MaxRequests: one more is 503 UO at once, with x-envoy-overloaded; then there is room again")
    func maxRequests() async throws {
        let gate = Gate()
        let origin = try await TestOrigin.start(name: "v1") { _ in
            await gate.opened()
            return OriginReply.text("ok")
        }
        let gateway = try await Self.gateway(to: origin.port, ConnectionLimits(maxRequests: 2))
        var clients: [RawConnection] = []
        for _ in 0..<2 {
            let client = try await RawClient.connect(to: gateway.port)
            try await client.write(Self.get)
            clients.append(client)
        }
        try await origin.received(2)
        let refused = try await gateway.response(to: Self.get)
        #expect(refused.status == 503)
        #expect(refused["x-envoy-overloaded"] == "true")
        #expect(
            refused.text == "upstream connect error or disconnect/reset before headers. reset reason: overflow")
        gate.open()
        for client in clients {
            #expect(try await client.readResponse().status == 200)
            await client.close()
        }
        #expect(try await gateway.response(to: Self.get).status == 200)
        await Self.expectNothingLeft(in: gateway)
        #expect(gateway.metric("gatehouse_upstream_overflows_total{cluster=\"\(Gateway.clusterName)\"}") == 1)
        let log = await gateway.stop()
        #expect(log.map(\.flags).sorted { ($0 ?? "") < ($1 ?? "") } == ["-", "-", "-", "UO"])
        #expect(
            log.first { $0.flags == "UO" }?.details == "upstream_reset_before_response_started{overflow}")
        await origin.stop()
    }

    @Test("maxConnections: who comes too late waits for a connection that is given back", arguments: [false, true])
    func maxConnections(_ closes: Bool) async throws {
        let gate = Gate()
        let origin = try await TestOrigin.start(name: "v1") { request in
            if request.url == "/first" { await gate.opened() }
            return OriginReply(headers: closes ? [("connection", "close")] : [], body: .fixed(Array("ok".utf8)))
        }
        let gateway = try await Self.gateway(to: origin.port, ConnectionLimits(maxConnections: 1))
        let first = try await RawClient.connect(to: gateway.port)
        try await first.write("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
        try await origin.received(1)
        let others = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<5 { group.addTask { try await gateway.response(to: Self.get).status } }
            // Those that wait are in the gateway before the first is done.
            try await gateway.requestsActive(6)
            #expect(origin.requests.count == 1)
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(others == [200, 200, 200, 200, 200])
        #expect(try await first.readResponse().status == 200)
        #expect(origin.connections == (closes ? 6 : 1))
        await first.close()
        await Self.expectNothingLeft(in: gateway)
        await gateway.stop()
        await origin.stop()
    }

    @Test("http1MaxPendingRequests: the line is only so long, and a place in it is given back by who leaves")
    func maxPending() async throws {
        let gate = Gate()
        let origin = try await TestOrigin.start(name: "v1") { _ in
            await gate.opened()
            return OriginReply.text("ok")
        }
        let gateway = try await Self.gateway(
            to: origin.port, ConnectionLimits(maxConnections: 1, maxPendingRequests: 1))
        let first = try await RawClient.connect(to: gateway.port)
        try await first.write(Self.get)
        try await origin.received(1)
        let second = try await RawClient.connect(to: gateway.port)
        try await second.write(Self.get)
        try await gateway.requestsActive(2)
        #expect(try await gateway.response(to: Self.get).status == 503)
        // The one in the line breaks off; the next has its place.
        try await second.reset()
        try await gateway.requestsActive(1)
        let third = try await RawClient.connect(to: gateway.port)
        try await third.write(Self.get)
        try await gateway.requestsActive(2)
        gate.open()
        #expect(try await first.readResponse().status == 200)
        #expect(try await third.readResponse().status == 200)
        await first.close()
        await third.close()
        await Self.expectNothingLeft(in: gateway)
        await gateway.stop()
        await origin.stop()
    }

    @Test("maxConnections with HTTP/2: streams beyond what one connection takes wait for one to end")
    func http2() async throws {
        let gate = Gate()
        let arrived = Watched(0)
        let origin = try await HTTP2Origin.start(streams: 2) { stream, _ in
            _ = try await stream.head()
            arrived.change { $0 += 1 }
            await gate.opened()
            try await stream.write(head: [(":status", "200")], endsStream: true)
        }
        let gateway = try await Self.gateway(to: origin.port, ConnectionLimits(maxConnections: 1), isHTTP2: true)
        let warm = try await HTTP2Peer.connect(to: gateway.port)
        var streams: [HTTP2PeerStream] = []
        // The first alone: until the upstream's settings are there, one connection is trusted with a hundred.
        streams.append(try await warm.open("/", host: "a"))
        try await arrived.until { $0 == 1 }
        for _ in 0..<4 { streams.append(try await warm.open("/", host: "a")) }
        try await arrived.until { $0 == 2 }
        try await gateway.requestsActive(5)
        gate.open()
        for stream in streams { #expect(try await stream.response().status == 200) }
        #expect(origin.connections == 1)
        await warm.close()
        await Self.expectNothingLeft(in: gateway)
        await gateway.stop()
        await origin.stop()
    }

    @Test("maxRetries: a retry too many is not made; the response is passed on with UO")
    func maxRetries() async throws {
        let origin = try await TestOrigin.start(name: "v1") { _ in OriginReply.text("no", status: 503) }
        let retry = RetryPolicy(
            attempts: 1, conditions: ["retriable-status-codes"], statusCodes: [503], backOff: .seconds(3600))
        let gateway = try await Self.gateway(
            to: origin.port, ConnectionLimits(maxRetries: 1), policy: RoutePolicy(retry: retry))
        let waiting = try await RawClient.connect(to: gateway.port)
        try await waiting.write(Self.get)
        try await origin.received(1)
        try await gateway.retriesBegun(1)
        let refused = try await gateway.response(to: Self.get)
        #expect(refused.status == 503)
        #expect(refused.text == "no")
        #expect(origin.requests.count == 2)
        try await waiting.reset()
        try await gateway.requestsActive(0)
        // The one that waited has taken its place with it.
        let next = try await RawClient.connect(to: gateway.port)
        try await next.write(Self.get)
        try await gateway.retriesBegun(2)
        try await next.reset()
        let log = await gateway.stop()
        #expect(log.contains { $0.flags == "UO" && $0.details == "via_upstream" })
        await origin.stop()
    }

    @Test("maxConnections of TCP: one more is closed, with UO")
    func relay() async throws {
        let origin = try await RawOrigin.start(.reply("hello"), .awaitEnd)
        var cluster = Gateway.cluster()
        cluster.limits = ConnectionLimits(maxConnections: 1)
        let gateway = try await Gateway.start(
            Gateway.plan(relayingTo: Gateway.connectionRoute, clusters: [cluster]),
            endpoints: Gateway.endpoints([origin.port]), isLogged: true)
        let first = try await RawClient.connect(to: gateway.port)
        #expect(try await first.read(through: "hello") == "hello")
        let second = try await RawClient.connect(to: gateway.port)
        #expect(try await second.end() == .finished)
        await first.close()
        await second.close()
        #expect(await gateway.stop().map(\.flags).contains("UO"))
        await origin.stop()
    }
}
