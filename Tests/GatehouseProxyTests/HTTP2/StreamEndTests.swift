import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import NIOCore
import Testing

@Suite("How streams and connections of HTTP/2 end", .overSockets)
struct StreamEndTests {
    private static func gateway(
        _ port: Int, policy: RoutePolicy = RoutePolicy(), limits: ProxyConfiguration.Limits = .init(),
        isLogged: Bool = true, _ change: (inout ClusterPlan) -> Void = { _ in }
    ) async throws -> Gateway {
        try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: policy)], clusters: [Gateway.cluster(speaking: .http2, change)]),
            endpoints: Gateway.endpoints([port]), limits: limits, isLogged: isLogged)
    }

    @Test("a client that resets its stream cancels the upstream's request, and is logged as DC")
    func clientCancels() async throws {
        let cancelled = Watched<HTTP2Code?>(nil)
        let arrived = Gate()
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            arrived.open()
            let code = try await stream.resetCode()
            cancelled.change { $0 = code }
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", method: "POST", host: "a", endsStream: false)
        try await stream.write([1, 2, 3])
        await arrived.opened()
        try await stream.reset(.cancel)
        try await cancelled.until { $0 == .cancel }
        await client.close()
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["DC"])
        await origin.stop()
    }

    @Test("a client that closes its connection cancels every request on it")
    func clientCloses() async throws {
        let seen = Watched((opened: 0, ended: 0))
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            seen.change { $0.opened += 1 }
            _ = try await stream.resetCode()
            seen.change { $0.ended += 1 }
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        for _ in 0..<5 { _ = try await client.open("/", method: "POST", host: "a", endsStream: false) }
        try await seen.until { $0.opened == 5 }
        await client.close()
        try await seen.until { $0.ended == 5 }
        #expect(await gateway.stop().map(\.flags) == Array(repeating: "DC", count: 5))
        await origin.stop()
    }

    @Test("A8: a stream that the upstream refuses is tried again")
    func refusedIsRetried() async throws {
        let count = Watched(0)
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            count.change { $0 += 1 }
            if count.current == 1 { return try await stream.reset(.refusedStream) }
            try await stream.write(head: [(":status", "200")], endsStream: true)
        }
        let gateway = try await Self.gateway(
            origin.port, policy: RoutePolicy(retry: RetryPolicy(attempts: 2, conditions: ["refused-stream"])))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        #expect(try await client.response("/", host: "a").status == 200)
        #expect(count.current == 2)
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["-"])
        await origin.stop()
    }

    @Test(
        "any other reset before the response is 503 UR, in Envoy's words",
        arguments: [HTTP2Code.internalError, .cancel])
    func otherResets(_ code: HTTP2Code) async throws {
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            try await stream.reset(code)
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let response = try await client.response("/", host: "a")
        #expect(response.status == 503)
        #expect(
            response.text == "upstream connect error or disconnect/reset before headers. reset reason: remote reset")
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["UR"])
        await origin.stop()
    }

    @Test("a reset in the middle of a response reaches the client as one")
    func resetInTheMiddle() async throws {
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            try await stream.write(head: [(":status", "200")])
            try await stream.write(Array("part".utf8))
            try await stream.reset(.internalError)
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", host: "a")
        #expect(try await stream.resetCode() == .internalError)
        #expect(stream.received.current.head?[":status"] == "200")
        // The connection goes on.
        try await client.ping()
        try await client.state.until { $0.pongs == 1 }
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["UR"])
        await origin.stop()
    }

    @Test("a reset reaches a client that takes nothing, too")
    func resetBehindShutWindow() async throws {
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            try await stream.write(head: [(":status", "200")])
            try await stream.write([UInt8](repeating: 1, count: 100_000))
            try await stream.reset(.internalError)
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", host: "a")
        stream.pause()
        #expect(try await stream.resetCode() == .internalError)
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["UR"])
        await origin.stop()
    }

    @Test("an upstream that has answered gets no more of a request that it does not take")
    func answeredBehindShutWindow() async throws {
        let codes = Watched<[HTTP2Code]>([])
        let origin = try await HTTP2Origin.start { stream, _ in
            stream.pause()
            _ = try await stream.head()
            try await stream.received.until { $0.bodyBytes >= 65535 }
            try await stream.write(head: [(":status", "413")], endsStream: true)
            let code = try await stream.resetCode()
            codes.change { $0.append(code) }
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", method: "POST", host: "a", endsStream: false)
        async let sent: Void = stream.write([UInt8](repeating: 1, count: 100_000))
        #expect(try await stream.response().status == 413)
        try await codes.until { $0 == [.cancel] }
        try? await sent
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("an early response ends the request: the client is told that the rest is of no use")
    func earlyResponse() async throws {
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            try await stream.write(head: [(":status", "413")])
            try await stream.write(Array("big".utf8), endsStream: true)
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", method: "POST", host: "a", endsStream: false)
        let response = try await stream.response()
        #expect(response.status == 413)
        #expect(response.text == "big")
        #expect(try await stream.resetCode() == .noError)
        #expect(try await client.response("/", host: "a").status == 413)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("after the upstream's GOAWAY running requests end in peace, and new ones go on another connection")
    func upstreamGoesAway() async throws {
        let gate = Gate()
        let origin = try await HTTP2Origin.start { stream, connection in
            let path = try await stream.head()[":path"]
            if path == "/first" {
                try await connection.peer.goAway(lastStream: stream.id)
                await gate.opened()
            } else if connection.number == 0 {
                // It crossed the GOAWAY, which says that nobody looks at it.
                return
            }
            try await stream.write(
                head: [(":status", "200"), ("x-connection", "\(connection.number)")], endsStream: true)
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let first = try await client.open("/first", host: "a")
        // Should it cross the GOAWAY, it is tried again by the one retry that nobody has to ask for.
        #expect(try await client.response("/next", host: "a")["x-connection"] == "1")
        gate.open()
        let response = try await first.response()
        #expect(response.status == 200, "\(response.text)")
        #expect(response["x-connection"] == "0")
        #expect(origin.connections == 2)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("maxConcurrentStreams opens another connection instead of waiting", arguments: [true, false])
    func concurrentStreams(_ isOriginsLimit: Bool) async throws {
        let gate = Gate()
        let arrived = Watched(0)
        let origin = try await HTTP2Origin.start(streams: isOriginsLimit ? 2 : 100) { stream, _ in
            _ = try await stream.head()
            arrived.change { $0 += 1 }
            await gate.opened()
            try await stream.write(head: [(":status", "200")], endsStream: true)
        }
        let gateway = try await Self.gateway(origin.port) { if !isOriginsLimit { $0.maxConcurrentStreams = 2 } }
        let client = try await HTTP2Peer.connect(to: gateway.port)
        var streams: [HTTP2PeerStream] = []
        for number in 1...6 {
            streams.append(try await client.open("/", host: "a"))
            try await arrived.until { $0 == number }
        }
        #expect(origin.connections == 3)
        gate.open()
        for stream in streams { #expect(try await stream.response().status == 200) }
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("H10: draining says GOAWAY, lets requests finish, and closes")
    func drain() async throws {
        let gate = Gate()
        let arrived = Gate()
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            arrived.open()
            await gate.opened()
            try await stream.write(head: [(":status", "200")], endsStream: true)
        }
        let gateway = try await Self.gateway(origin.port)
        let idle = try await HTTP2Peer.connect(to: gateway.port)
        let busy = try await HTTP2Peer.connect(to: gateway.port)
        try await idle.ping()
        try await idle.state.until { $0.pongs == 1 }
        let stream = try await busy.open("/", host: "a")
        await arrived.opened()
        async let isDrained = gateway.proxy.drain(within: .seconds(20))
        #expect(try await busy.goAway().code == .noError)
        #expect(try await idle.goAway().code == .noError)
        try await idle.closed()
        gate.open()
        #expect(try await stream.response().status == 200)
        try await busy.closed()
        #expect(await isDrained)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a stream on which nothing moves is answered with 504 SI; the connection goes on")
    func idleStream() async throws {
        let gate = Gate()
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            await gate.opened()
        }
        let gateway = try await Self.gateway(
            origin.port, limits: ProxyConfiguration.Limits(streamIdleTimeout: .seconds(2)))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let response = try await client.response("/", host: "a")
        #expect(response.status == 504)
        #expect(response.text == "stream timeout")
        try await client.ping()
        try await client.state.until { $0.pongs == 1 }
        gate.open()
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["SI"])
        await origin.stop()
    }

    @Test("a connection without requests is closed after a while, by GOAWAY")
    func idleConnection() async throws {
        let gateway = try await Gateway.start(
            [Gateway.direct("one")], limits: ProxyConfiguration.Limits(idleTimeout: .seconds(2)))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        #expect(try await client.response("/", host: "a").text == "one")
        #expect(try await client.goAway().code == .noError)
        try await client.closed()
        await gateway.stop()
    }

    @Test("a live stream survives a publication that leaves its listener in place")
    func publication() async throws {
        let gate = Gate()
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.head()
            try await stream.write(head: [(":status", "200")])
            try await stream.write(Array("before".utf8))
            await gate.opened()
            try await stream.write(Array(" after".utf8), endsStream: true)
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", host: "a")
        try await stream.received.until { $0.bodyBytes == 6 }
        await gateway.publish([Gateway.direct("two")])
        #expect(try await client.response("/", host: "a").text == "two")
        gate.open()
        #expect(try await stream.response().text == "before after")
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}
