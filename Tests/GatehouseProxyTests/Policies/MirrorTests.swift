import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Mirroring", .overSockets)
struct MirrorTests {
    private static let shadowName = "outbound|80||shadow.default.svc.cluster.local"

    /// A gateway whose requests go to `main`, and copies of them to `shadow`.
    private static func gateway(
        to main: Int, mirroring shadow: Int, share: UInt32 = 1_000_000, copies: Int = 1, isHTTP2: Bool = false,
        policy: RoutePolicy = RoutePolicy()
    ) async throws -> Gateway {
        var cluster = Gateway.cluster()
        cluster.name = Self.shadowName
        if isHTTP2 { cluster.upstreamProtocol = .http2 }
        let mirror = MirrorPolicy(
            destination: WeightedDestination(
                host: "shadow.default.svc.cluster.local", port: 80, clusterName: Self.shadowName,
                cluster: ClusterID(1), weight: 1), share: share)
        var policy = policy
        policy.mirrors = Array(repeating: mirror, count: copies)
        return try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: policy)], clusters: [Gateway.cluster(), cluster]),
            endpoints: Gateway.endpoints([main]).merging([
                Self.shadowName: EndpointSet(endpoints: [Endpoint(address: "127.0.0.1", port: shadow)])
            ]) { $1 }, isLogged: true)
    }

    @Test(
        "A13: a copy has what the original has: method, path, headers as changed, body; the client gets the original's answer",
        arguments: [false, true])
    func copies(_ isHTTP2: Bool) async throws {
        let main = try await TestOrigin.start(name: "main")
        let copies = Watched<[OriginRequest]>([])
        let respond: TestOrigin.Responder = { request in
            copies.change { $0.append(request) }
            return OriginReply.text("nobody reads this", status: 500)
        }
        let shadow = try await TestOrigin.start(name: "shadow", respond: respond)
        let http2 = try await HTTP2Origin.start(name: "shadow", respond: respond)
        let gateway = try await Self.gateway(
            to: main.port, mirroring: isHTTP2 ? http2.port : shadow.port, isHTTP2: isHTTP2,
            policy: RoutePolicy(requestHeaders: [.set(name: "x-added", value: "yes")]))
        let response = try await gateway.response(
            to: "PUT /a?b HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello")
        #expect(response.status == 200)
        #expect(response[TestOrigin.nameHeader] == "main")
        try await copies.until { $0.count == 1 }
        let copy = try #require(copies.current.first)
        #expect(copy.method == "PUT")
        #expect(copy.url == "/a?b")
        #expect(copy.host == "a.example")
        #expect(copy.fields["x-added"] == "yes")
        #expect(copy.body == "hello")
        #expect(gateway.metric("gatehouse_upstream_mirrored_requests_total{cluster=\"\(Self.shadowName)\"}") == 1)
        // Copies are in no log.
        #expect(await gateway.stop().map(\.code) == [200])
        await main.stop()
        await shadow.stop()
        await http2.stop()
    }

    @Test("A13: a body that streams is copied as it comes")
    func streams() async throws {
        let gate = Gate()
        let main = try await TestOrigin.start(name: "main")
        let shadow = try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "first")
            gate.open()
            _ = try await connection.read(through: "second")
            try await connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            _ = try await connection.end()
        }
        let gateway = try await Self.gateway(to: main.port, mirroring: shadow.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\nfirst ")
        await gate.opened()
        try await client.write("second")
        #expect(try await client.readResponse(to: "POST").status == 200)
        await client.close()
        await gateway.stop()
        #expect(shadow.failures.isEmpty)
        await main.stop()
        await shadow.stop()
    }

    @Test("A13: a mirror that refuses, stalls or does not take the body never holds the client up")
    func neverInTheWay() async throws {
        let main = try await TestOrigin.start(name: "main") { OriginReply.text("\($0.bodyBytes)") }
        let refusing = try RefusingPort.hold()
        let gate = Gate()
        let stalling = try await RawOrigin.start(.stall(until: gate))
        for port in [refusing.number, stalling.port] {
            let gateway = try await Self.gateway(to: main.port, mirroring: port)
            // More than sockets and the gateway hold.
            let body = String(repeating: "x", count: 16 << 20)
            let response = try await gateway.response(
                to: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(response.status == 200)
            #expect(response.text == "\(16 << 20)")
            #expect(gateway.metric("gatehouse_upstream_mirror_failures_total{cluster=\"\(Self.shadowName)\"}") == 1)
            await gateway.stop()
        }
        refusing.release()
        gate.open()
        await main.stop()
        await stalling.stop()
    }

    @Test("A13: a client that breaks off takes its copy with it")
    func brokenOff() async throws {
        let main = try await RawOrigin.start(.readHead, .awaitEnd)
        let ended = Gate()
        let begun = Gate()
        let shadow = try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "first")
            begun.open()
            _ = try? await connection.end()
            ended.open()
        }
        let gateway = try await Self.gateway(to: main.port, mirroring: shadow.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\nfirst ")
        await begun.opened()
        await client.close()
        await ended.opened()
        await gateway.stop()
        await main.stop()
        await shadow.stop()
    }

    @Test("A13: each request is copied by chance; several mirrors each get a copy", arguments: [(UInt32(500_000), 2)])
    func shares(_ share: UInt32, _ copies: Int) async throws {
        let main = try await TestOrigin.start(name: "main")
        let count = Watched(0)
        let shadow = try await TestOrigin.start(name: "shadow") { _ in
            count.change { $0 += 1 }
            return OriginReply.text("")
        }
        let gateway = try await Self.gateway(to: main.port, mirroring: shadow.port, share: share, copies: copies)
        let client = try await RawClient.connect(to: gateway.port)
        for _ in 0..<400 {
            try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readResponse().status == 200)
        }
        await client.close()
        let begun = gateway.metric("gatehouse_upstream_mirrored_requests_total{cluster=\"\(Self.shadowName)\"}")
        // 800 rolls of one half: five standard deviations are 71.
        #expect((329...471).contains(begun))
        try await count.until { $0 == begun }
        await gateway.stop()
        await main.stop()
        await shadow.stop()
    }
}
