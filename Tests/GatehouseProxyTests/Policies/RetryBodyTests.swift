import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Retries of requests with bodies", .overSockets)
struct RetryBodyTests {
    private static let policy = RoutePolicy(
        retry: RetryPolicy(attempts: 2, conditions: ["retriable-status-codes", "reset"], statusCodes: [503]))

    /// An origin that answers 503 to the first `failures` requests.
    private static func origin(failures: Int = 1) async throws -> TestOrigin {
        let count = Watched(0)
        return try await TestOrigin.start(name: "v1") { request in
            count.change { $0 += 1 }
            if count.current <= failures { return OriginReply.text("no", status: 503) }
            return OriginReply.text(
                "\(request.bodyBytes) \(request.body.prefix(20)) \(request.trailers.map(\.value))")
        }
    }

    @Test(
        "A11: a body that was sent is sent again, with its trailers",
        arguments: [
            ("Content-Length: 5\r\n\r\nhello", "5 hello []"),
            ("Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "5 hello []"),
            (
                "Transfer-Encoding: chunked\r\nTE: trailers\r\n\r\n5\r\nhello\r\n0\r\nx-end: yes\r\n\r\n",
                "5 hello [\"yes\"]"
            ),
            ("Content-Length: 0\r\n\r\n", "0  []"),
        ])
    func bodies(_ request: String, _ expected: String) async throws {
        let origin = try await Self.origin(failures: 2)
        let gateway = try await Gateway.start(forwardingTo: origin.port, policy: Self.policy)
        let response = try await gateway.response(to: "POST / HTTP/1.1\r\nHost: a\r\n\(request)")
        #expect(response.status == 200)
        #expect(response.text == expected)
        #expect(origin.requests.count == 3)
        await gateway.stop()
        await origin.stop()
    }

    @Test("A11: so is one that is still arriving: what has come is sent again, and the rest after it")
    func arriving() async throws {
        let again = Gate()
        let origin = try await RawOrigin.start { connection, number in
            if number == 0 {
                _ = try await connection.read(through: "first")
                try await connection.write("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")
                _ = try await connection.end()
            } else {
                again.open()
                guard let request = try await connection.readRequest() else { return }
                try await connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: \(request.body.utf8.count)\r\n\r\n\(request.body)")
            }
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port, policy: Self.policy)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nfirst ")
        await again.opened()
        try await client.write("later")
        let response = try await client.readResponse(to: "POST")
        #expect(response.status == 200)
        #expect(response.text == "first later")
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test(
        "A11: a body of more than 1 MiB is streamed, and not tried again",
        arguments: [(1 << 20, 200, 2), ((1 << 20) + 1, 503, 1)])
    func limit(_ size: Int, _ status: Int, _ tries: Int) async throws {
        let origin = try await Self.origin()
        let gateway = try await Gateway.start(forwardingTo: origin.port, policy: Self.policy)
        let body = String(repeating: "x", count: size)
        let response = try await gateway.response(
            to: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n\(body)")
        #expect(response.status == status)
        #expect(origin.requests.map(\.bodyBytes) == Array(repeating: size, count: tries))
        await gateway.stop()
        await origin.stop()
    }

    @Test("A11: over HTTP/2 on both sides")
    func http2() async throws {
        let count = Watched(0)
        let origin = try await HTTP2Origin.start { stream, _ in
            let request = try await stream.request()
            count.change { $0 += 1 }
            if count.current == 1 { return try await stream.reset(.internalError) }
            try await stream.write(head: [(":status", "200")])
            try await stream.write(Array("\(request.bodyBytes)".utf8), endsStream: true)
        }
        var cluster = Gateway.cluster()
        cluster.upstreamProtocol = .http2
        let gateway = try await Gateway.start(
            [Gateway.forward(policy: Self.policy)], clusters: [cluster], endpoints: Gateway.endpoints([origin.port]))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let stream = try await client.open("/", method: "POST", host: "a", endsStream: false)
        try await stream.write([UInt8](repeating: 1, count: 30_000))
        try await stream.write([UInt8](repeating: 2, count: 200_000), endsStream: true)
        let response = try await stream.response()
        #expect(response.status == 200)
        #expect(response.text == "230000")
        #expect(count.current == 2)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}
