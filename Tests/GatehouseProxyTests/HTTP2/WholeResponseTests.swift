import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Responses of HTTP/2 that are whole before their client has read them", .overSockets)
struct WholeResponseTests {
    @Test(
        "neither a reset nor the connection's end takes them away (RFC 9113 section 8.1)",
        arguments: [HTTP2Code.noError, .cancel, nil])
    func stays(_ reset: HTTP2Code?) async throws {
        // The client's window takes 64 KiB, and the gateway as much for its sake before it asks the upstream to wait; the
        // rest stays where it came in when the end comes.
        let size = 160_000
        let isEnded = Gate()
        let origin = try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "SM\r\n\r\n")
            try await connection.write([RawFrame(4)])
            _ = try await connection.readFrame(type: 1)
            try await connection.write([.headers([(":status", "200")], stream: 1, endsStream: false)])
            try await Self.send(size, on: connection)
            guard let reset else { return }
            // The answer to the PING shows that the reset has been read.
            try await connection.write([.reset(stream: 1, reset), RawFrame(6, [UInt8](repeating: 7, count: 8))])
            _ = try await connection.readFrame(type: 6)
            isEnded.open()
            _ = try await connection.end()
        }
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster(speaking: .http2)]),
            endpoints: Gateway.endpoints([origin.port]), isLogged: true)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", host: "a", isPaused: true)
        _ = try await stream.head()
        if reset != nil {
            await isEnded.opened()
        } else {
            #expect(try await eventually { gateway.metric("gatehouse_upstream_connections{") == 0 })
        }
        try await stream.resume()
        #expect(try await stream.finished().bodyBytes == size)
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["-"])
        await origin.stop()
    }

    /// Sends a body as the stream's window allows, with the stream's end.
    private static func send(_ size: Int, on connection: RawConnection) async throws {
        var (left, window) = (size, 65535)
        while left > 0 {
            while window == 0 {
                let frame = try await connection.readFrame(type: 8)
                if frame.stream == 1 { window += frame.payload.reduce(0) { $0 << 8 | Int($1) } }
            }
            let count = min(16384, left, window)
            (left, window) = (left - count, window - count)
            let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: count)
            try await connection.write([RawFrame(0, flags: left == 0 ? 1 : 0, stream: 1, bytes)])
        }
    }
}
