import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("Keep-alive pings to upstreams", .overSockets)
struct UpstreamKeepaliveTests {
    private static func gateway(_ port: Int, timeout: Duration) async throws -> Gateway {
        let cluster = Gateway.cluster(speaking: .http2) {
            $0.http2Keepalive = HTTP2KeepalivePlan(interval: .milliseconds(10), timeout: timeout)
        }
        return try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [cluster]), endpoints: Gateway.endpoints([port]),
            isLogged: true)
    }

    /// An origin that shows every frame to `body`.
    private static func origin(
        _ body: @escaping @Sendable (RawFrame, RawConnection) async throws -> Void
    ) async throws -> RawOrigin {
        try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "SM\r\n\r\n")
            try await connection.write([RawFrame(4)])
            while true { try await body(try await connection.readFrame(), connection) }
        }
    }

    private static let ok = RawFrame.headers([(":status", "200")], stream: 1)

    @Test("an upstream that answers goes on, however long it takes for its response")
    func answered() async throws {
        let pings = Watched(0)
        let origin = try await Self.origin { frame, connection in
            guard frame.type == 6, frame.flags == 0 else { return }
            #expect(frame.payload.count == 8)
            pings.change { $0 += 1 }
            try await connection.write([RawFrame(6, flags: 1, frame.payload)])
            if pings.current == 3 { try await connection.write([Self.ok]) }
        }
        let gateway = try await Self.gateway(origin.port, timeout: .seconds(60))
        #expect(try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        // Without a request it is asked as well.
        try await pings.until { $0 > 4 }
        await gateway.stop()
        await origin.stop()
    }

    @Test("one that does not answer is taken to have gone: 503 UC")
    func silent() async throws {
        let origin = try await Self.origin { _, _ in }
        let gateway = try await Self.gateway(origin.port, timeout: .milliseconds(50))
        #expect(try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 503)
        try await gateway.settles()
        #expect(await gateway.stop().map(\.flags) == ["UC"])
        await origin.stop()
    }

    @Test("so is one that falls silent while nobody asks anything of it")
    func idle() async throws {
        let isServed = Watched(false)
        let origin = try await Self.origin { frame, connection in
            if frame.type == 1 { try await connection.write([Self.ok]) }
            // Until the response has arrived, so that the time for an answer is never that of the request as well.
            if frame.type == 6, frame.flags == 0, !isServed.current {
                try await connection.write([RawFrame(6, flags: 1, frame.payload)])
            }
        }
        let gateway = try await Self.gateway(origin.port, timeout: .seconds(2))
        #expect(try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        isServed.change { $0 = true }
        try await gateway.settles()
        await gateway.stop()
        await origin.stop()
    }
}
