import GatehouseHTTP
import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Local replies", .overSockets)
struct ReplyTests {
    @Test("V4: no route answers 404 with an empty body, and the connection stays")
    func noRoute() async throws {
        let gateway = try await Gateway.start([Gateway.forward(RouteCondition(path: PathCondition(.exact("/only"))))])
        let client = try await RawClient.connect(to: gateway.port)
        for _ in 0..<2 {
            try await client.write("POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok")
            let response = try await client.readResponse(to: "POST")
            #expect(response.status == 404)
            #expect(response["content-length"] == "0")
            #expect(response["content-type"] == nil)
            #expect(response["server"] == "istio-envoy")
            #expect(response["x-envoy-upstream-service-time"] == nil)
        }
        await client.close()
        await gateway.stop()
    }

    @Test("R4, S3: no cluster is 503 with an empty body, no endpoint 503 with Envoy's words")
    func noUpstream() async throws {
        let gateway = try await Gateway.start(
            [
                Gateway.forward(RouteCondition(path: PathCondition(.exact("/nc"))), cluster: nil), Gateway.forward(),
            ], clusters: [Gateway.cluster()])
        let missing = try await RawClient.get("/nc", from: gateway.port, host: "a")
        #expect(missing.status == 503)
        #expect(missing.text == "")
        let empty = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(empty.status == 503)
        #expect(empty.text == "no healthy upstream")
        #expect(empty["content-type"] == "text/plain")
        await gateway.stop()
    }

    @Test("a refused connection is 503 UF, in Envoy's words")
    func connectFailure() async throws {
        let closed = try RefusingPort.hold()
        let gateway = try await Gateway.start(forwardingTo: closed.number)
        let response = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(response.status == 503)
        #expect(
            response.text
                == "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, "
                + "transport failure reason: delayed connect error: 111")
        closed.release()
        await gateway.stop()
    }

    @Test("a connection that ends before a response is 503 UC; a response that is none 502 UPE")
    func brokenUpstream() async throws {
        let origin = try await RawOrigin.start { connection, number in
            _ = try await connection.readRequest()
            if number == 1 { try await connection.write("SMTP ready\r\n\r\n") }
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let closed = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(closed.status == 503)
        #expect(
            closed.text
                == "upstream connect error or disconnect/reset before headers. reset reason: connection termination")
        let garbage = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(garbage.status == 502)
        #expect(
            garbage.text == "upstream connect error or disconnect/reset before headers. reset reason: protocol error")
        await gateway.stop()
        await origin.stop()
    }

    @Test("a response that breaks off in the middle breaks off at the client too")
    func truncated() async throws {
        let origin = try await RawOrigin.start(
            .readRequest, .reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let bytes = try await client.readToEnd()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("hello"))
        #expect(!text.contains("\r\n0\r\n"))
        await gateway.stop()
        await origin.stop()
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        var request: String
        var status: Int
        var body: String
        var testDescription: String { self.request.debugDescription }
    }

    @Test(
        "what is no acceptable HTTP/1.1 is answered and the connection closed (section 5, G6)",
        arguments: [
            Refused(request: "GET / HTTP/1.1\r\n\r\n", status: 400, body: ""),
            Refused(request: "\u{16}\u{3}\u{1}", status: 400, body: "Bad Request"),
            Refused(request: "GET / HTTP/1.0\r\nHost: a\r\n\r\n", status: 426, body: "Upgrade Required"),
            Refused(
                request: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", status: 501,
                body: "Not Implemented"),
            Refused(
                request: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 61440))\r\n\r\n", status: 431,
                body: ""),
            Refused(
                request: "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: 1\r\n", count: 100) + "\r\n",
                status: 431,
                body: ""),
        ])
    func refused(_ refused: Refused) async throws {
        let gateway = try await Gateway.start(Gateway.plan([Gateway.forward()]), isLogged: true)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(refused.request)
        let response = try await client.readResponse()
        #expect(response.status == refused.status)
        #expect(response.text == refused.body)
        #expect(response["connection"] == "close")
        #expect(try await client.end() == .finished)
        let isOfCodec = refused.status != 426 && !(refused.status == 400 && refused.body.isEmpty)
        #expect(await gateway.stop().map(\.flags) == [isOfCodec ? "DPE" : "-"])
    }

    @Test("a broken chunk after the head ends in 400, and the upstream never sees a whole request")
    func brokenChunk() async throws {
        let origin = try await RawOrigin.start(.readHead, .awaitEnd)
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX")
        let response = try await client.readResponse(to: "POST")
        #expect(response.status == 400)
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }

    @Test("A16: an upgrade is refused with 403")
    func upgrade() async throws {
        let gateway = try await Gateway.start([Gateway.forward()], clusters: [Gateway.cluster()])
        let response = try await gateway.response(
            to: "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: irc\r\n\r\n")
        #expect(response.status == 403)
        #expect(response.text == "")
        await gateway.stop()
    }

    @Test("A16: an offer of h2c, as Java's and curl's clients make it, is ignored and not passed on")
    func offerOfH2C() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let response = try await gateway.response(
            to: "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABk\r\n\r\n")
        #expect(response.status == 200)
        let fields = try response.echo().fields
        #expect(fields["upgrade"] == nil)
        #expect(fields["connection"] == nil)
        #expect(fields["http2-settings"] == nil)
        await gateway.stop()
        await origin.stop()
    }

    @Test("A16: CONNECT gets no route, whatever the routes are")
    func connect() async throws {
        let gateway = try await Gateway.start([Gateway.forward()], clusters: [Gateway.cluster()])
        let response = try await gateway.response(to: "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n")
        #expect(response.status == 404)
        await gateway.stop()
    }

    @Test("gRPC requests get their status as trailers-only (section 5)")
    func grpc() async throws {
        let gateway = try await Gateway.start([Gateway.forward()], clusters: [Gateway.cluster()])
        let response = try await gateway.response(
            to: "POST /s/m HTTP/1.1\r\nHost: a\r\nContent-Type: application/grpc+proto\r\nContent-Length: 0\r\n\r\n")
        #expect(response.status == 200)
        #expect(response["grpc-status"] == "14")
        #expect(response["grpc-message"] == "no healthy upstream")
        #expect(response["content-type"] == "application/grpc")
        await gateway.stop()
    }

    @Test("A1, A2: redirects and direct responses are answered here, response headers applied")
    func ownResponses() async throws {
        let policy = RoutePolicy(responseHeaders: [.set(name: "x-by", value: "route")])
        let gateway = try await Gateway.start([
            RoutePlan(
                condition: RouteCondition(path: PathCondition(.exact("/old"))),
                action: .redirect(RedirectAction(status: 308, path: "/new", serverPort: 80)), policy: policy,
                origin: Gateway.origin),
            RoutePlan(
                action: .directResponse(DirectResponseAction(status: 418, body: Array("teapot".utf8))), policy: policy,
                origin: Gateway.origin),
        ])
        let redirect = try await RawClient.get("/old?a=b", from: gateway.port, host: "shop")
        #expect(redirect.status == 308)
        #expect(redirect["location"] == "http://shop/new?a=b")
        #expect(redirect["x-by"] == "route")
        let direct = try await RawClient.get("/x", from: gateway.port, host: "shop")
        #expect(direct.status == 418)
        #expect(direct.text == "teapot")
        #expect(direct["content-type"] == "text/plain")
        #expect(direct["x-by"] == "route")
        let head = try await gateway.response(to: "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(head["content-length"] == "6")
        await gateway.stop()
    }
}
