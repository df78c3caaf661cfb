import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("What a connection carries after an exchange", .overSockets)
struct KeepAliveTests {
    @Test(
        "a body that fills the client's buffer with its last byte ends like any other",
        arguments: [70_000, 131_072, 150_000, 200_000, 1_000_000, 3_000_000])
    func nextRequestAfterLargeBody(size: Int) async throws {
        let origin = try await TestOrigin.start(name: "v1") { _ in
            OriginReply(body: .fixed([UInt8](repeating: 7, count: size)))
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        for _ in 0..<3 {
            try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readResponse().body.count == size)
        }
        #expect(origin.connections == 1)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("Content-Length: 0 is a whole request: its connections stay, and A7's timeout runs")
    func emptyBody() async throws {
        let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        for _ in 0..<2 {
            try await client.write(request)
            #expect(try await client.readResponse(to: "POST")["connection"] == nil)
        }
        #expect(origin.connections == 1)
        await client.close()
        await gateway.stop()
        await origin.stop()

        let silent = try await RawOrigin.start(.readRequest, .awaitEnd)
        let impatient = try await Gateway.start(
            forwardingTo: silent.port, policy: RoutePolicy(timeout: .milliseconds(50)))
        #expect(try await impatient.response(to: request).status == 504)
        await impatient.stop()
        await silent.stop()
    }

    @Test("a connection that was announced to close closes, even if the request ends before the response")
    func announcedClose() async throws {
        let origin = try await RawOrigin.start(
            .readHead, .reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), .expect("body"), .reply("ok"),
            .awaitEnd)
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n")
        #expect(try await client.read(through: "\r\n\r\n").contains("\r\nconnection: close\r\n"))
        try await client.write("body")
        #expect(try await client.read(through: "ok") == "ok")
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a client that finishes sending while its last response is still on the way gets all of it")
    func lateHalfClose() async throws {
        let size = 16 << 20
        let origin = try await TestOrigin.start(name: "v1") { _ in OriginReply(body: .filler(count: size)) }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port, receiveBuffer: 65536)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try await client.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
        // All but the end, so that the gateway is done with the exchange and not with its output.
        try await client.discard(size - (3 << 20))
        try await client.finishWriting()
        try await client.discard(3 << 20)
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }
}
