import GatehouseTestSupport
import Testing

@Suite("test origins", .overSockets)
struct TestOriginTests {
    @Test("the echo tells repeated headers, the target and the body's size")
    func echo() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let response = try await RawClient.response(
            from: origin.port,
            to: "POST /p?q=1 HTTP/1.1\r\nHost: h\r\nx: 1\r\nX: 2\r\nx: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;e=1\r\nabc\r\n2\r\nde\r\n0\r\nt: v\r\n\r\n")
        #expect(response.status == 200)
        #expect(response.backend == "a")
        let request = try response.echo()
        #expect(request.url == "/p?q=1")
        #expect(request.host == "h")
        #expect(request.headers["x"] == ["1", "3"])
        #expect(request.fields.values("X") == ["1", "2", "3"])
        #expect(request.body == "abcde")
        #expect(request.bodyBytes == 5)
        #expect(request.trailers == [HeaderLines.Line(name: "t", value: "v")])
        #expect(origin.requests == [request])
        await origin.stop()
    }

    @Test("pipelined requests on one connection are answered in order")
    func pipelining() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let client = try await RawClient.connect(to: origin.port)
        try await client.write("HEAD /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try await client.readResponse(to: "HEAD").body.isEmpty)
        #expect(try await client.readResponse().echo().url == "/2")
        #expect(origin.connections == 1)
        await client.close()
        await origin.stop()
    }

    @Test(
        "every framing of a reply is read back whole",
        arguments: [
            (OriginReply.Body.fixed(Array("abc".utf8)), 3),
            (.chunked([Array("ab".utf8), Array("c".utf8)], trailers: [("t", "v")]), 3),
            (.filler(count: 200_000), 200_000),
            (.untilClose(Array("abc".utf8)), 3),
        ])
    func framings(body: OriginReply.Body, count: Int) async throws {
        let origin = try await TestOrigin.start(name: "a") { _ in OriginReply(status: 201, body: body) }
        let response = try await RawClient.get("/", from: origin.port, host: "h")
        #expect(response.status == 201)
        #expect(response.body.count == count)
        await origin.stop()
    }

    @Test("interim responses are told apart from the final one")
    func interim() async throws {
        let origin = try await TestOrigin.start(name: "a")
        let response = try await RawClient.response(
            from: origin.port,
            to: "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi")
        #expect(response.interim == [100])
        #expect(response.status == 200)
        await origin.stop()
    }
}
