import GatehousePlan
import GatehouseTestSupport
import NIOCore
import Testing

@Suite("How long upstream connections live", .overSockets)
struct ConnectionLifeTests {
    @Test(
        "maxConnectionDuration closes an idle connection, and one in use after its request", arguments: [false, true])
    func maxConnectionDuration(_ isHTTP2: Bool) async throws {
        let gate = Gate()
        let arrived = Gate()
        let first = try await TestOrigin.start(name: "v1") { request in
            if request.url == "/slow" {
                arrived.open()
                await gate.opened()
            }
            return OriginReply.text("\(request.connection)")
        }
        let second = try await HTTP2Origin.start(name: "v2") { request in
            if request.url == "/slow" {
                arrived.open()
                await gate.opened()
            }
            return OriginReply.text("\(request.connection)")
        }
        var cluster = Gateway.cluster()
        cluster.maxConnectionDuration = .milliseconds(300)
        if isHTTP2 { cluster.upstreamProtocol = .http2 }
        let gateway = try await Gateway.start(
            [Gateway.forward()], clusters: [cluster],
            endpoints: Gateway.endpoints([isHTTP2 ? second.port : first.port]))
        let slow = try await RawClient.connect(to: gateway.port)
        try await slow.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        await arrived.opened()
        // What is in use stays in use for as long as it takes; another request does not join it once it is too old.
        let clock = ContinuousClock()
        let begun = clock.now
        var others: Set<String> = []
        while others.isEmpty || others == ["0"] {
            others.insert(try await RawClient.get("/", from: gateway.port, host: "a").text)
            #expect(clock.now - begun < .seconds(20))
        }
        gate.open()
        #expect(try await slow.readResponse().text == "0")
        await slow.close()
        await gateway.stop()
        await first.stop()
        await second.stop()
    }

    @Test("maxConnectionDuration ends a TCP connection with DT, tcpKeepalive makes no difference to what is spoken")
    func relay() async throws {
        let origin = try await RawOrigin.start(.reply("hello"), .awaitEnd)
        var cluster = Gateway.cluster()
        cluster.maxConnectionDuration = .seconds(2)
        cluster.tcpKeepalive = TCPKeepalivePlan(probes: 3, time: .seconds(10), interval: .seconds(5))
        let gateway = try await Gateway.start(
            Gateway.plan(relayingTo: Gateway.connectionRoute, clusters: [cluster]),
            endpoints: Gateway.endpoints([origin.port]), isLogged: true)
        let client = try await RawClient.connect(to: gateway.port)
        #expect(try await client.read(through: "hello") == "hello")
        #expect(try await client.end() == .finished)
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["DT"])
        await origin.stop()
    }
}
