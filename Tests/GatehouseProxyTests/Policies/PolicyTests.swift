import GatehouseHTTP
import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import NIOCore
import Synchronization
import Testing

@Suite("Timeouts, retries and faults", .overSockets)
struct PolicyTests {
    @Test("A7: a response that takes longer than the route's timeout is 504 UT")
    func timeout() async throws {
        let origin = try await RawOrigin.start(.readRequest, .awaitEnd)
        let gateway = try await Gateway.start(
            forwardingTo: origin.port, policy: RoutePolicy(timeout: .milliseconds(50)))
        let response = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(response.status == 504)
        #expect(response.text == "upstream request timeout")
        await gateway.stop()
        await origin.stop()
    }

    @Test("A8, A9: statuses that the policy names are tried again, and the last one is passed on")
    func retriesOnStatus() async throws {
        let tries = Mutex<[String]>([])
        let origin = try await TestOrigin.start(name: "v1") { request in
            let count = tries.withLock {
                $0.append(request.fields["x-envoy-attempt-count"] ?? "")
                return $0.count
            }
            return OriginReply.text("try \(count)", status: count < 3 ? 503 : 200)
        }
        let retry = RetryPolicy(attempts: 2, conditions: ["retriable-status-codes"], statusCodes: [503])
        let gateway = try await Gateway.start(forwardingTo: origin.port, policy: RoutePolicy(retry: retry))
        let response = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(response.status == 200)
        #expect(response.text == "try 3")
        #expect(tries.withLock { $0 } == ["1", "2", "3"])
        await gateway.stop()
        await origin.stop()
    }

    @Test("A8: without such a policy a 503 is passed on")
    func passesOn() async throws {
        let origin = try await TestOrigin.start(name: "v1") { _ in OriginReply.text("no", status: 503) }
        let retry = RetryPolicy(attempts: 2, conditions: ["connect-failure", "refused-stream"])
        let gateway = try await Gateway.start(forwardingTo: origin.port, policy: RoutePolicy(retry: retry))
        let response = try await RawClient.get("/", from: gateway.port, host: "a")
        #expect(response.status == 503)
        #expect(response.text == "no")
        #expect(origin.requests.count == 1)
        await gateway.stop()
        await origin.stop()
    }

    @Test("A8, A10: a connect failure is tried again elsewhere")
    func connectFailure() async throws {
        let closed = try RefusingPort.hold()
        let origin = try await TestOrigin.start(name: "v1")
        let retry = RetryPolicy(attempts: 2, conditions: ["connect-failure"])
        let gateway = try await Gateway.start(
            [Gateway.forward(policy: RoutePolicy(retry: retry))], clusters: [Gateway.cluster()],
            endpoints: Gateway.endpoints([closed.number, origin.port]))
        for _ in 0..<200 {
            #expect(try await RawClient.get("/", from: gateway.port, host: "a").status == 200)
        }
        closed.release()
        await gateway.stop()
        await origin.stop()
    }

    @Test(
        "a request on a kept connection that dies unanswered is sent again only if that is safe",
        arguments: [("GET", 200), ("PUT", 200), ("POST", 503)])
    func reusedConnection(method: String, status: Int) async throws {
        let origin = try await RawOrigin.start { connection, number in
            _ = try await connection.readRequest()
            try await connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            // The first connection reads the second request and closes without an answer.
            if number == 0 { _ = try await connection.readRequest() }
        }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse().status == 200)
        try await client.write("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse(to: method).status == status)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("A12: an abort is answered here, a delay lets the request through")
    func faults() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let aborting = try await Gateway.start(
            forwardingTo: origin.port,
            policy: RoutePolicy(fault: FaultPolicy(abortStatus: 555, abortShare: 1_000_000)))
        let aborted = try await RawClient.get("/", from: aborting.port, host: "a")
        #expect(aborted.status == 555)
        #expect(aborted.text == "fault filter abort")
        let delaying = try await Gateway.start(
            forwardingTo: origin.port,
            policy: RoutePolicy(fault: FaultPolicy(delay: .milliseconds(80), delayShare: 1_000_000)))
        let clock = ContinuousClock()
        let begin = clock.now
        #expect(try await RawClient.get("/", from: delaying.port, host: "a").status == 200)
        #expect(clock.now - begin >= .milliseconds(80))
        await aborting.stop()
        await delaying.stop()
        await origin.stop()
    }

    @Test("A12: where both are injected the abort comes after the delay, for each request of a connection anew")
    func delayedAbort() async throws {
        let gateway = try await Gateway.start(
            forwardingTo: 1,
            policy: RoutePolicy(
                fault: FaultPolicy(
                    delay: .milliseconds(30), delayShare: 1_000_000, abortStatus: 555, abortShare: 1_000_000)))
        let client = try await RawClient.connect(to: gateway.port)
        let clock = ContinuousClock()
        for _ in 0..<3 {
            let begin = clock.now
            try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readResponse().status == 555)
            #expect(clock.now - begin >= .milliseconds(30))
        }
        await client.close()
        await gateway.stop()
    }

    @Test("A14: preflights are answered here, responses to allowed origins get their headers")
    func cors() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let policy = RoutePolicy(
            cors: CORSPolicy(allowOrigins: [.exact("http://shop")], allowMethods: "GET,PUT", maxAge: "60"))
        let gateway = try await Gateway.start(forwardingTo: origin.port, policy: policy)
        let preflight = try await gateway.response(
            to: "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://shop\r\nAccess-Control-Request-Method: PUT\r\n\r\n")
        #expect(preflight.status == 200)
        #expect(preflight.backend == nil)
        #expect(preflight["access-control-allow-origin"] == "http://shop")
        #expect(preflight["access-control-allow-methods"] == "GET,PUT")
        let actual = try await RawClient.get(
            "/", from: gateway.port, host: "a", headers: [("Origin", "http://shop")])
        #expect(actual.backend == "v1")
        #expect(actual["access-control-allow-origin"] == "http://shop")
        await gateway.stop()
        await origin.stop()
    }

    @Test("H8: a head that does not arrive in time is 408, an idle connection is closed")
    func slowClients() async throws {
        let limits = ProxyConfiguration.Limits(headerTimeout: .seconds(2), idleTimeout: .seconds(2))
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port, limits: limits)
        let slow = try await RawClient.connect(to: gateway.port)
        try await slow.write("GET / HT")
        #expect(try await slow.readResponse().status == 408)
        #expect(try await slow.end() == .finished)
        let silent = try await RawClient.connect(to: gateway.port)
        #expect(try await silent.end() == .finished)
        await gateway.stop()
        await origin.stop()
    }
}
