import GatehousePlan
import GatehouseTestSupport
import Synchronization
import Testing

@Suite("Flow control of HTTP/2", .overSockets)
struct FlowControlTests {
    /// Sends `count` blocks of 16 KiB and counts those that the windows took.
    private static func send(_ count: Int, on stream: HTTP2PeerStream, counting sent: Watched<Int>) async throws {
        let block = [UInt8](repeating: 1, count: 16_384)
        for number in 1...count {
            try await stream.write(block, endsStream: number == count)
            sent.change { $0 += block.count }
        }
    }

    @Test("100 requests at a time on one connection are all answered, each with its own body")
    func concurrency() async throws {
        let origin = try await HTTP2Origin.start(name: "v1")
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster(speaking: .http2)]),
            endpoints: Gateway.endpoints([origin.port]))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let body = [UInt8](repeating: UInt8(number), count: number * 500)
                    let response = try await client.response("/\(number)", method: "POST", host: "a", body: body)
                    let request = try response.echo()
                    #expect(request.url == "/\(number)")
                    #expect(request.bodyBytes == body.count)
                }
            }
            try await group.waitForAll()
        }
        #expect(origin.connections == 1)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("a stream whose response nobody reads holds up no other one", arguments: Hop.allCases)
    func stalledResponse(_ upstream: Hop) async throws {
        let origin = try await HopOrigin.start(upstream) { request in
            request.url == "/large" ? OriginReply(body: .filler(count: 4_000_000)) : OriginReply.text("small")
        }
        let gateway = try await Gateway.start(
            Hops(downstream: Hop(isHTTP2: true, isSecure: false), upstream: upstream), forwardingTo: origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stalled = try await client.open("/large", host: "a.example", isPaused: true)
        try await stalled.received.until { $0.bodyBytes == 65_535 }
        for _ in 0..<20 {
            #expect(try await client.response("/small", host: "a.example").text == "small")
        }
        try await stalled.resume()
        #expect(try await stalled.response().body.count == 4_000_000)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    /// What may lie between an origin and a client that does not read: windows and kernel buffers of two connections,
    /// and what the gateway keeps for a stream.
    private static let bound = 6 << 20

    @Test("a client that does not read stops the origin: little is held on the way (h2 to h2)")
    func slowClient() async throws {
        let sent = Watched(0)
        let origin = try await HTTP2Origin.start { stream, _ in
            _ = try await stream.request()
            try await stream.write(head: [(":status", "200")])
            try await Self.send(2048, on: stream, counting: sent)
        }
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster(speaking: .http2)]),
            endpoints: Gateway.endpoints([origin.port]))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stalled = try await client.open("/", host: "a", isPaused: true)
        try await stalled.received.until { $0.bodyBytes == 65_535 }
        // Another response of the same origin on the same two connections shows that both have come to rest.
        let other = try await client.open("/", host: "a", isPaused: true)
        try await other.received.until { $0.bodyBytes == 65_535 }
        #expect(sent.current < 1 << 20)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("an origin that does not read stops the client: little is held on the way", arguments: [true, false])
    func slowOrigin(_ isHTTP2: Bool) async throws {
        let gate = Gate()
        let arrived = Gate()
        let raw = try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "\r\n\r\n")
            arrived.open()
            await gate.opened()
        }
        let framed = try await HTTP2Origin.start { stream, _ in
            stream.pause()
            _ = try await stream.head()
            arrived.open()
            await gate.opened()
        }
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster(speaking: isHTTP2 ? .http2 : .http1)]),
            endpoints: Gateway.endpoints([isHTTP2 ? framed.port : raw.port]))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let upload = try await client.open("/", method: "POST", host: "a", endsStream: false)
        await arrived.opened()
        let sent = Watched(0)
        // Far more than anybody may hold: the write that waits for a window is what ends the upload.
        await #expect(throws: RawConnectionError.deadlinePassed(received: "(while writing)")) {
            let block = [UInt8](repeating: 1, count: 16_384)
            while sent.current < 2 * Self.bound + (64 << 20) {
                try await upload.write(block, within: .seconds(2))
                sent.change { $0 += block.count }
            }
        }
        #expect(sent.current < Self.bound)
        gate.open()
        await client.close()
        await gateway.stop()
        await raw.stop()
        await framed.stop()
    }

    @Test("windows that a response has used up are opened again, down to the last byte")
    func smallWindows() async throws {
        let origin = try await HTTP2Origin.start(name: "v1") { _ in OriginReply(body: .filler(count: 100_000)) }
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster(speaking: .http2)]),
            endpoints: Gateway.endpoints([origin.port]))
        let client = try await HTTP2Peer.connect(to: gateway.port, window: 1000)
        #expect(try await client.response("/", host: "a").body.count == 100_000)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}
