import GatehouseHTTP
import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Carrying HTTP/1.1", .overSockets)
struct ForwardingTests {
    @Test("a request reaches the endpoint with its host, and the response the client (H1, H2, H4, H6, H7)")
    func roundTrip() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let response = try await gateway.response(
            to: "GET /a/../b?c=d HTTP/1.1\r\nHost: Shop.example:8080\r\nUser-Agent: t\r\nConnection: close\r\n\r\n")
        #expect(response.status == 200)
        #expect(response.backend == "v1")
        #expect(response.headers.values("server") == ["istio-envoy"])
        #expect(response["date"] != nil)
        #expect(Int(response["x-envoy-upstream-service-time"] ?? "") != nil)
        #expect(response["connection"] == "close")

        let request = try response.echo()
        #expect(request.url == "/b?c=d")
        #expect(request.host == "Shop.example:8080")
        #expect(request.fields["x-forwarded-for"] == "127.0.0.1")
        #expect(request.fields["x-forwarded-proto"] == "http")
        #expect(request.fields["x-envoy-attempt-count"] == "1")
        #expect(request.fields["x-request-id"]?.count == 36)
        #expect(request.fields["connection"] == nil)
        #expect(request.fields.names.allSatisfy { $0 == $0.lowercased() })
        await gateway.stop()
        await origin.stop()
    }

    @Test("both connections are kept alive, and pipelined requests are answered in order")
    func keepAlive() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write((1...3).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for number in 1...3 {
            let response = try await client.readResponse()
            #expect(try response.echo().url == "/\(number)")
            #expect(response["connection"] == nil)
        }
        try await client.write("\r\nGET /4 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse().echo().url == "/4")
        #expect(origin.connections == 1)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("bodies of both framings arrive whole, with trailers", arguments: [true, false])
    func requestBodies(isChunked: Bool) async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        if isChunked {
            try await client.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await client.drip("5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n")
        } else {
            try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello")
            try await client.write(" world")
        }
        let request = try await client.readResponse(to: "POST").echo()
        #expect(request.body == "hello world")
        #expect(request.fields["transfer-encoding"] == (isChunked ? "chunked" : nil))
        #expect(request.trailers.map(\.name) == (isChunked ? ["x-sum"] : []))
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("a megabyte goes up and comes down unchanged in size")
    func largeBodies() async throws {
        let size = 1 << 20
        let origin = try await TestOrigin.start(name: "v1") { request in
            OriginReply(
                headers: [("x-received", "\(request.bodyBytes)")], body: .fixed([UInt8](repeating: 7, count: size)))
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
        try await client.write([UInt8](repeating: 1, count: size))
        let response = try await client.readResponse(to: "POST")
        #expect(response["x-received"] == "\(size)")
        #expect(response.body.count == size)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    struct Reply: CustomTestStringConvertible, Sendable {
        var wire: String
        var method = "GET"
        var status: Int
        var body: String
        var trailers: [String] = []
        var isChunked = false
        var testDescription: String { "\(self.method) \(self.wire.debugDescription)" }
    }

    @Test(
        "every framing of a response arrives as its own message, and the connection stays",
        arguments: [
            Reply(wire: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", status: 200, body: "ok"),
            Reply(
                wire: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1 \r\nk\r\n0\r\nX-T: 1\r\n\r\n",
                status: 200,
                body: "ok", trailers: ["x-t"], isChunked: true),
            Reply(wire: "HTTP/1.1 200 OK\r\n\r\nok", status: 200, body: "ok", isChunked: true),
            Reply(wire: "HTTP/1.0 200 OK\r\n\r\nok", status: 200, body: "ok", isChunked: true),
            Reply(wire: "HTTP/1.1 204 No Content\r\n\r\n", status: 204, body: ""),
            Reply(wire: "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", status: 304, body: ""),
            Reply(wire: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", method: "HEAD", status: 200, body: ""),
            Reply(wire: "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", status: 500, body: ""),
        ])
    func responseFramings(_ reply: Reply) async throws {
        let origin = try await RawOrigin.start { connection, _ in
            _ = try await connection.readRequest()
            try await connection.write(reply.wire)
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        for _ in 0..<2 {
            try await client.write("\(reply.method) / HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try await client.readResponse(to: reply.method)
            #expect(response.status == reply.status)
            #expect(response.text == reply.body)
            #expect(response.trailers.names == reply.trailers)
            #expect((response["transfer-encoding"] == "chunked") == reply.isChunked)
            #expect(response["connection"] == nil)
        }
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("H5: Expect: 100-continue goes upstream, and the upstream's 100 comes back")
    func expectContinue() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try await client.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue\r\n"))
        try await client.write("ok")
        #expect(try await client.readResponse(to: "POST").echo().body == "ok")
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("an early response reaches the client, and both connections end after it")
    func earlyResponse() async throws {
        let origin = try await RawOrigin.start(
            .readHead, .reply("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\n\r\nbig"), .awaitEnd)
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nstart")
        let response = try await client.readResponse(to: "POST")
        #expect(response.status == 413)
        #expect(response.text == "big")
        #expect(response["connection"] == "close")
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a client that has finished sending still gets every response")
    func halfClose() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
        try await client.finishWriting()
        #expect(try await client.readResponse().echo().url == "/1")
        #expect(try await client.readResponse().echo().url == "/2")
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a client that does not read stops the origin from sending, not the gateway from working")
    func backpressure() async throws {
        let sent = Gate()
        let origin = try await RawOrigin.start { connection, number in
            _ = try await connection.readRequest()
            try await connection.write("HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n")
            for _ in 0..<1024 { try await connection.write([UInt8](repeating: 1, count: 65536)) }
            sent.open()
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let slow = try await RawClient.connect(to: gateway.port, receiveBuffer: 65536)
        try await slow.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await slow.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
        try await slow.discard(67_108_864)
        await sent.opened()
        await slow.close()
        await gateway.stop()
        await origin.stop()
    }
}
