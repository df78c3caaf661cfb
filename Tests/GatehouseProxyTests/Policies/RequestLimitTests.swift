import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Limits for what a client sends", .overSockets)
struct RequestLimitTests {
    @Test(
        "a body beyond the route's limit is 413, whether its length was announced or not",
        arguments: [
            ("Content-Length: 10\r\n\r\n0123456789", 200), ("Content-Length: 11\r\n\r\n0123456789a", 413),
            ("Transfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n", 200),
            ("Transfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n6\r\n56789a\r\n0\r\n\r\n", 413), ("\r\n", 200),
        ])
    func bodyLimit(_ request: String, _ status: Int) async throws {
        let origin = try await TestOrigin.start(name: "v1") { OriginReply.text("\($0.bodyBytes)") }
        let gateway = try await Gateway.start(
            Gateway.plan(
                [Gateway.forward(policy: RoutePolicy(maxRequestBytes: 10))], clusters: [Gateway.cluster()]),
            endpoints: Gateway.endpoints([origin.port]), isLogged: true)
        let response = try await gateway.response(to: "POST / HTTP/1.1\r\nHost: a\r\n\(request)")
        #expect(response.status == status)
        if status == 413 {
            #expect(response.text == "Payload Too Large")
            try await gateway.rejected(1, by: "request_payload_too_large")
        }
        let log = await gateway.stop()
        #expect(log.map(\.code) == [status])
        #expect(log.map(\.details) == [status == 413 ? "request_payload_too_large" : "via_upstream"])
        await origin.stop()
    }

    @Test("a client that takes longer than the route allows to send its request is answered 408")
    func slowRequest() async throws {
        let origin = try await RawOrigin.start(.awaitEnd)
        let gateway = try await Gateway.start(
            forwardingTo: origin.port, policy: RoutePolicy(requestTimeout: .milliseconds(50)))
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n01234")
        let response = try await client.readResponse(to: "POST")
        #expect(response.status == 408)
        #expect(response.text == "request timeout")
        try await gateway.rejected(1, by: "request_timeout")
        // What would be the rest of the body can't be told from a request.
        #expect(try await client.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }

    @Test("a request that is complete in time is not concerned, however long its response takes")
    func completeRequest() async throws {
        let gate = Gate()
        let origin = try await RawOrigin.start(
            .readRequest, .stall(until: gate), .reply("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
        let gateway = try await Gateway.start(
            [
                Gateway.forward(policy: RoutePolicy(timeout: .milliseconds(200), requestTimeout: .milliseconds(20)))
            ], clusters: [Gateway.cluster()], endpoints: Gateway.endpoints([origin.port]))
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n01234")
        // The response's own timeout is ten times as long, and it is the one that passes.
        #expect(try await client.readResponse(to: "POST").status == 504)
        gate.open()
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}
