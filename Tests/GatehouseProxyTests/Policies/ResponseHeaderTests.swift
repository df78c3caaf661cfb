import GatehouseHTTP
import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("What a route says in the headers of responses", .overSockets)
struct ResponseHeaderTests {
    private static let operations: [HeaderOperation] = [
        .set(name: "strict-transport-security", value: "max-age=1"), .remove(name: "access-control-allow-origin"),
        .remove(name: "server"), .remove(name: "date"), .set(name: "content-type", value: "application/problem"),
    ]
    private static let cors = CORSPolicy(allowOrigins: [.exact("https://shop")])

    private static func gateway(_ port: Int?, fault: FaultPolicy? = nil) async throws -> Gateway {
        try await Gateway.start(
            [Gateway.forward(policy: RoutePolicy(responseHeaders: Self.operations, fault: fault, cors: Self.cors))],
            clusters: [Gateway.cluster()], endpoints: Gateway.endpoints(port.map { [$0] } ?? []))
    }

    private static func get(_ gateway: Gateway, _ more: String = "") async throws -> RawResponse {
        try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\nOrigin: https://shop\r\n\(more)\r\n")
    }

    @Test("A14, A15, H6: CORS comes after the operations, the gateway's own name and the date last")
    func order() async throws {
        let origin = try await TestOrigin.start(name: "v1") { _ in
            var reply = OriginReply.text("ok")
            reply.headers += [("access-control-allow-origin", "https://upstream"), ("server", "upstream")]
            return reply
        }
        let gateway = try await Self.gateway(origin.port)
        let response = try await Self.get(gateway)
        #expect(response.headers.values("access-control-allow-origin") == ["https://shop"])
        #expect(response.headers.values("server") == ["istio-envoy"])
        #expect(response.headers.values("date").count == 1)
        #expect(response.headers.values("strict-transport-security") == ["max-age=1"])
        await gateway.stop()
        await origin.stop()
    }

    @Test("A15: they hold for what the gateway answers in the upstream's place; a type that is set is not doubled")
    func ownReplies() async throws {
        let refusing = try RefusingPort.hold()
        for port in [nil, refusing.number] {
            let gateway = try await Self.gateway(port)
            let response = try await Self.get(gateway)
            #expect(response.status == 503)
            #expect(response.headers.values("strict-transport-security") == ["max-age=1"])
            #expect(response.headers.values("access-control-allow-origin") == ["https://shop"])
            #expect(response.headers.values("content-type") == ["application/problem"])
            #expect(response.headers.values("server") == ["istio-envoy"])
            let grpc = try await Self.get(gateway, "Content-Type: application/grpc\r\n")
            #expect(grpc.headers.values("content-type") == ["application/grpc"])
            #expect(grpc.headers.values("grpc-status") == ["14"])
            #expect(grpc.headers.values("strict-transport-security") == ["max-age=1"])
            await gateway.stop()
        }
        refusing.release()
    }

    @Test("A12: an injected abort has the route's headers, and nothing of CORS, which comes after faults")
    func faults() async throws {
        let gateway = try await Self.gateway(nil, fault: FaultPolicy(abortStatus: 418, abortShare: 1_000_000))
        let response = try await Self.get(gateway)
        #expect(response.status == 418)
        #expect(response["strict-transport-security"] == "max-age=1")
        #expect(response["access-control-allow-origin"] == nil)
        await gateway.stop()
    }

    @Test("A14: a preflight's answer is the policy's alone")
    func preflight() async throws {
        let gateway = try await Self.gateway(nil)
        let preflight = try await gateway.response(to: Self.preflight)
        #expect(preflight.status == 200)
        #expect(preflight["access-control-allow-origin"] == "https://shop")
        #expect(preflight["strict-transport-security"] == nil)
        await gateway.stop()
    }

    @Test("A14: a fixed response has the operations and nothing of CORS, whatever is asked")
    func fixedResponse() async throws {
        let route = RoutePlan(
            action: .directResponse(DirectResponseAction(status: 200, body: Array("hi".utf8))),
            policy: RoutePolicy(responseHeaders: Self.operations, cors: Self.cors), origin: Gateway.origin)
        let gateway = try await Gateway.start([route])
        for response in [try await Self.get(gateway), try await gateway.response(to: Self.preflight)] {
            #expect(response.text == "hi")
            #expect(response["access-control-allow-origin"] == nil)
            #expect(response.headers.values("content-type") == ["application/problem"])
            #expect(response.headers.values("server") == ["istio-envoy"])
        }
        await gateway.stop()
    }

    private static let preflight =
        "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: https://shop\r\nAccess-Control-Request-Method: PUT\r\n\r\n"

    @Test("H5: fields that a response's Connection names stay with that connection")
    func named() async throws {
        let origin = try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "\r\n\r\n")
            try await connection.write(
                "HTTP/1.1 200 OK\r\nConnection: x-hop, close\r\nX-Hop: 1\r\nX-End: 2\r\nContent-Length: 0\r\n\r\n")
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let response = try await Self.get(gateway)
        #expect(response["x-hop"] == nil)
        #expect(response["x-end"] == "2")
        await gateway.stop()
        await origin.stop()
    }

    @Test("what is asked of clients' heads is not asked of upstreams'")
    func limits() async throws {
        let fields = (0..<40).map { "X-Field-\($0): \(String(repeating: "x", count: 1500))\r\n" }.joined()
        let origin = try await RawOrigin.start { connection, _ in
            _ = try await connection.read(through: "\r\n\r\n")
            try await connection.write("HTTP/1.1 200 OK\r\n\(fields)Content-Length: 0\r\n\r\n")
        }
        var limits = ProxyConfiguration.Limits.patient
        limits.head.bytes = 4096
        limits.head.fields = 8
        let gateway = try await Gateway.start(forwardingTo: origin.port, limits: limits)
        let response = try await Self.get(gateway)
        #expect(response.status == 200)
        #expect(response["x-field-39"]?.count == 1500)
        await gateway.stop()
        await origin.stop()
    }

    @Test(
        "a request without a body says so to HTTP/1.1, where its method lets expect one (RFC 9110 section 8.6)",
        arguments: [
            ("POST", ["0"]), ("PUT", ["0"]), ("OPTIONS", ["0"]), ("PURGE", ["0"]), ("GET", []), ("HEAD", []),
            ("DELETE", []),
        ])
    func bodyless(_ method: String, _ lengths: [String]) async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        #expect(try await client.response("/", method: method, host: "a").status == 200)
        _ = try await gateway.response(to: "\(method) / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(origin.requests.map { $0.fields.values("content-length") } == [lengths, lengths])
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}
