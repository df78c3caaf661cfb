import GatehouseTestSupport
import Testing

@Suite("HTTP/1.1 and HTTP/2, plaintext and TLS, in any combination", .overSockets)
struct HopTests {
    @Test("method, path, host, headers and the small bodies arrive", arguments: Hops.all)
    func requests(_ hops: Hops) async throws {
        let origin = try await HopOrigin.start(hops.upstream)
        let gateway = try await Gateway.start(hops, forwardingTo: origin.port)
        let client = try await HopClient.connect(hops.downstream, to: gateway.port)
        for (method, body) in [("GET", ""), ("POST", ""), ("POST", "ok"), ("PUT", "{}"), ("DELETE", "")] {
            let response = try await client.response(
                to: method, "/a/b?c=d&e", headers: [("x-one", "1"), ("x-two", "2"), ("x-two", "3")],
                body: Array(body.utf8))
            #expect(response.status == 200)
            #expect(response.backend == "v1")
            let received = try response.echo()
            #expect(received.method == method)
            #expect(received.url == "/a/b?c=d&e")
            #expect(received.host == "a.example")
            #expect(received.version == (hops.upstream.isHTTP2 ? "HTTP/2" : "HTTP/1.1"))
            #expect(received.scheme == (hops.upstream.isHTTP2 ? hops.upstream.isSecure ? "https" : "http" : nil))
            #expect(received.fields.values("x-one") == ["1"])
            #expect(received.fields.values("x-two") == ["2", "3"])
            #expect(received.fields["x-forwarded-proto"] == (hops.downstream.isSecure ? "https" : "http"))
            #expect(received.body == body)
        }
        await client.close()
        await gateway.stop()
        await origin.stop()
        #expect(origin.failures.isEmpty)
    }

    @Test(
        "bodies of every size arrive whole, in both directions",
        arguments: Hops.all, [0, 1, 16_384, 16_385, 1_000_000])
    func bodies(_ hops: Hops, _ size: Int) async throws {
        try await self.exchange(hops, size)
    }

    @Test(
        "bodies of 10 MB arrive whole, in both directions",
        arguments: [
            Hops(downstream: Hop(isHTTP2: true, isSecure: true), upstream: Hop(isHTTP2: true, isSecure: true)),
            Hops(downstream: Hop(isHTTP2: true, isSecure: false), upstream: Hop(isHTTP2: false, isSecure: false)),
            Hops(downstream: Hop(isHTTP2: false, isSecure: false), upstream: Hop(isHTTP2: true, isSecure: false)),
        ])
    func largeBodies(_ hops: Hops) async throws {
        try await self.exchange(hops, 10_000_000)
    }

    private func exchange(_ hops: Hops, _ size: Int) async throws {
        let origin = try await HopOrigin.start(hops.upstream) { request in
            OriginReply(headers: [("x-received", "\(request.bodyBytes)")], body: .filler(count: request.bodyBytes))
        }
        let gateway = try await Gateway.start(hops, forwardingTo: origin.port)
        let client = try await HopClient.connect(hops.downstream, to: gateway.port)
        let response = try await client.response(to: "POST", "/", body: [UInt8](repeating: 7, count: size))
        #expect(response["x-received"] == "\(size)")
        #expect(response.body.count == size)
        #expect(response.body.allSatisfy { $0 == UInt8(ascii: "x") })
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("trailers arrive in both directions", arguments: Hops.all)
    func trailers(_ hops: Hops) async throws {
        let origin = try await HopOrigin.start(hops.upstream) { request in
            let trailers = request.trailers.map { ($0.name, $0.value) }
            return OriginReply(
                body: .chunked([Array("one".utf8), Array("two".utf8)], trailers: trailers + [("x-end", "2")]))
        }
        let gateway = try await Gateway.start(hops, forwardingTo: origin.port)
        let client = try await HopClient.connect(hops.downstream, to: gateway.port)
        let response = try await client.response(
            to: "POST", "/", headers: [("te", "trailers")], body: Array("body".utf8), trailers: [("x-begin", "1")])
        #expect(response.text == "onetwo")
        #expect(response.trailers["x-begin"] == "1")
        #expect(response.trailers["x-end"] == "2")
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    struct Bodiless: Sendable, CustomTestStringConvertible {
        var method: String
        var status: Int
        var testDescription: String { "\(self.method) \(self.status)" }
    }

    @Test(
        "responses without a body end with their head, and the connection goes on", arguments: Hops.all,
        [
            Bodiless(method: "HEAD", status: 200), Bodiless(method: "GET", status: 204),
            Bodiless(method: "GET", status: 304),
        ])
    func bodiless(_ hops: Hops, _ given: Bodiless) async throws {
        let origin = try await HopOrigin.start(hops.upstream) { _ in OriginReply.text("12345", status: given.status) }
        let gateway = try await Gateway.start(hops, forwardingTo: origin.port)
        let client = try await HopClient.connect(hops.downstream, to: gateway.port)
        for _ in 0..<2 {
            let response = try await client.response(to: given.method)
            #expect(response.status == given.status)
            #expect(response.body.isEmpty)
            if given.method == "HEAD" { #expect(response["content-length"] == "5") }
        }
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("H5: Expect: 100-continue goes upstream, and the upstream's 100 comes back", arguments: Hops.all)
    func expectContinue(_ hops: Hops) async throws {
        let origin = try await HopOrigin.start(hops.upstream)
        let gateway = try await Gateway.start(hops, forwardingTo: origin.port)
        switch try await HopClient.connect(hops.downstream, to: gateway.port) {
        case .http1(let client):
            try await client.write(
                "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue\r\n"))
            try await client.write("ok")
            #expect(try await client.readResponse(to: "POST").echo().body == "ok")
            await client.close()
        case .http2(let client):
            let stream = try await client.open(
                "/", method: "POST", host: "a.example", headers: [("expect", "100-continue")], endsStream: false)
            try await stream.received.until { $0.interim == [100] }
            try await stream.write(Array("ok".utf8), endsStream: true)
            #expect(try await stream.response().echo().body == "ok")
            await client.close()
        }
        await gateway.stop()
        await origin.stop()
    }

    @Test("heads that fill many frames arrive as they were sent", arguments: Hops.all)
    func largeHeads(_ hops: Hops) async throws {
        let origin = try await HopOrigin.start(hops.upstream) { request in
            OriginReply(
                headers: request.fields.lines.filter { $0.name.hasPrefix("x-large") }.map { ($0.name, $0.value) })
        }
        let gateway = try await Gateway.start(hops, forwardingTo: origin.port)
        let client = try await HopClient.connect(hops.downstream, to: gateway.port)
        // The peer's encoder makes no heads of more than one frame; the gateway's makes them of what HTTP/1.1 brings.
        let isLong = !hops.downstream.isHTTP2 && !hops.upstream.isHTTP2
        let value = String(repeating: "v", count: isLong ? 10_000 : 3000)
        let response = try await client.response(headers: (0..<5).map { ("x-large-\($0)", value) })
        #expect(response.status == 200)
        for number in 0..<5 { #expect(response["x-large-\(number)"] == value) }
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}
