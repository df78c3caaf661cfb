import Testing

@testable import GatehouseHTTP

private let connection = ConnectionFacts(
    remoteAddress: Array("10.1.1.1".utf8), remoteAddressAndPort: Array("10.1.1.1:999".utf8),
    localAddressAndPort: Array("10.0.0.1:80".utf8))

/// A head as the upstream would see it.
private func prepared(
    _ headers: [(name: String, value: String)], framing: MessageFraming = MessageFraming(), trustedProxies: Int = 0
) -> (head: RequestHead, isHTTPS: Bool) {
    var head = RequestHead(method: "GET", authority: "a", target: "/", headers: headers)
    var identifiers = RequestIDGenerator(seed: (1, 2))
    let isHTTPS = EdgeHeaders.prepare(
        &head, framing: framing, connection: connection, options: EdgeOptions(trustedProxies: trustedProxies),
        requestID: &identifiers)
    return (head, isHTTPS)
}

@Suite("Headers at the edge")
struct EdgeHeadersTests {
    @Test("H1: the peer is appended to x-forwarded-for, and is the client when nobody is trusted")
    func forwardedFor() {
        #expect(prepared([]).head.headers.joinedValue(of: "x-forwarded-for") == "10.1.1.1")
        let (head, _) = prepared([("X-Forwarded-For", "1.1.1.1, 2.2.2.2"), ("x-forwarded-for", "3.3.3.3")])
        #expect(head.headers.joinedValue(of: "x-forwarded-for") == "1.1.1.1, 2.2.2.2,3.3.3.3,10.1.1.1")
        #expect(head.headers.joinedValue(of: "x-envoy-external-address") == "10.1.1.1")
    }

    @Test("H1: with trusted proxies the client is the entry that the outermost of them wrote", arguments: [1, 2, 3, 4])
    func trustedProxies(count: Int) {
        let (head, _) = prepared([("x-forwarded-for", "1.1.1.1, 2.2.2.2, 3.3.3.3")], trustedProxies: count)
        let expected = [1: "3.3.3.3", 2: "2.2.2.2", 3: "1.1.1.1", 4: "10.1.1.1"]
        #expect(head.headers.joinedValue(of: "x-envoy-external-address") == expected[count])
    }

    @Test("H1: x-forwarded-proto is the connection's scheme unless a trusted proxy says otherwise")
    func forwardedProto() {
        let untrusted = prepared([("x-forwarded-proto", "https")])
        #expect(!untrusted.isHTTPS)
        #expect(untrusted.head.headers.joinedValue(of: "x-forwarded-proto") == "http")
        let trusted = prepared([("x-forwarded-proto", "https")], trustedProxies: 1)
        #expect(trusted.isHTTPS)
        #expect(trusted.head.headers.joinedValue(of: "x-forwarded-proto") == "https")
    }

    @Test("H2: x-request-id is made anew, a version 4 UUID")
    func requestID() throws {
        let (head, _) = prepared([("x-request-id", "mine")])
        let value = try #require(head.headers.joinedValue(of: "x-request-id"))
        #expect(value.count == 36)
        #expect(Array(value)[14] == "4")
        #expect("89ab".contains(Array(value)[19]))
        #expect(value.filter { $0 == "-" }.count == 4)
    }

    @Test("H3, H4: a client can't speak to the gateway's own headers")
    func internalHeaders() {
        let (head, _) = prepared([
            ("x-envoy-upstream-rq-timeout-ms", "1"), ("X-Envoy-Retry-On", "5xx"), ("x-forwarded-client-cert", "By=x"),
            ("x-envoy-original-path", "/x"), ("x-environment", "kept"),
        ])
        #expect(head.headers.joinedValue(of: "x-envoy-upstream-rq-timeout-ms") == nil)
        #expect(head.headers.joinedValue(of: "x-envoy-retry-on") == nil)
        #expect(head.headers.joinedValue(of: "x-envoy-original-path") == nil)
        #expect(head.headers.joinedValue(of: "x-forwarded-client-cert") == nil)
        #expect(head.headers.joinedValue(of: "x-environment") == "kept")
    }

    @Test("H5: hop-by-hop fields and what Connection names stay here; TE is reduced to trailers")
    func hopByHop() {
        var framing = MessageFraming()
        framing.acceptsTrailers = true
        let (head, _) = prepared(
            [
                ("Connection", "close, X-Hop"), ("Keep-Alive", "timeout=5"), ("Proxy-Connection", "x"),
                ("TE", "gzip, trailers"),
                ("X-Hop", "1"), ("X-Stay", "2"),
            ], framing: framing)
        let names = head.headers.fields.map { head.string($0.name) }
        #expect(!names.contains("connection"))
        #expect(!names.contains("keep-alive"))
        #expect(!names.contains("proxy-connection"))
        #expect(!names.contains("x-hop"))
        #expect(names.contains("x-stay"))
        #expect(head.headers.joinedValue(of: "te") == "trailers")
    }

    @Test("identifiers differ")
    func identifiers() {
        var generator = RequestIDGenerator(seed: (7, 9))
        var seen = Set<[UInt8]>()
        for _ in 0..<10_000 {
            var bytes: [UInt8] = []
            generator.append(to: &bytes)
            seen.insert(bytes)
        }
        #expect(seen.count == 10_000)
    }
}
