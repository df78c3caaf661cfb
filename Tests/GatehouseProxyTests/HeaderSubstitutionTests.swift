import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Substitutions in header values, live", .overSockets)
struct HeaderSubstitutionTests {
    private static let response: [HeaderOperation] = [
        .set(name: "x-upstream", value: "%UPSTREAM_HOST%"), .set(name: "x-code", value: "%RESPONSE_CODE%"),
    ]

    private static func gateway(_ ports: [Int], policy: RoutePolicy) async throws -> Gateway {
        try await Gateway.start(
            [Gateway.forward(policy: policy)], clusters: [Gateway.cluster()], endpoints: Gateway.endpoints(ports))
    }

    @Test("A15: a response tells of the endpoint that gave it; a request can't tell yet where it goes")
    func endpoint() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Self.gateway(
            [origin.port],
            policy: RoutePolicy(
                requestHeaders: [
                    .set(name: "x-upstream", value: "%UPSTREAM_HOST%"),
                    .set(name: "x-client", value: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"),
                    .set(name: "x-asked", value: "%REQ(:METHOD)% %REQ(x-none?:path)% by %PROTOCOL%, 100%%"),
                ], responseHeaders: Self.response))
        let response = try await RawClient.get("/p?q", from: gateway.port, host: "a")
        #expect(response["x-upstream"] == "127.0.0.1:\(origin.port)")
        #expect(response["x-code"] == "200")
        let request = try response.echo().fields
        #expect(request.values("x-upstream") == [])
        #expect(request.values("x-client") == ["127.0.0.1"])
        #expect(request.values("x-asked") == ["GET /p?q by HTTP/1.1, 100%"])
        await gateway.stop()
        await origin.stop()
    }

    @Test("A15: of several endpoints that were tried the last is told")
    func tries() async throws {
        let refusing = try RefusingPort.hold()
        let origin = try await TestOrigin.start(name: "v1")
        let retry = RetryPolicy(attempts: 3, conditions: ["connect-failure"], backOff: .milliseconds(1))
        let policy = RoutePolicy(responseHeaders: Self.response, retry: retry)
        let gateway = try await Self.gateway([refusing.number, origin.port], policy: policy)
        for _ in 0..<4 {
            let response = try await RawClient.get("/", from: gateway.port, host: "a")
            #expect(response["x-upstream"] == "127.0.0.1:\(origin.port)")
        }
        await gateway.stop()
        refusing.release()
        await origin.stop()
    }

    @Test("A15: the name that a client asked for by TLS is known, and nothing is what a plaintext one asked for")
    func serverName() async throws {
        let plan = ServerTLSPlan(identities: [IdentityPlan(try TestTLS.server("a.example"))])
        let direct = RoutePlan(
            action: .directResponse(DirectResponseAction(status: 200)),
            policy: RoutePolicy(responseHeaders: [.set(name: "x-sni", value: "%REQUESTED_SERVER_NAME%")]),
            origin: Gateway.origin)
        let secure = try await Gateway.start(Gateway.plan(chains: [Gateway.chain(["*"], plan, [direct])]))
        let tls = ClientTLS(serverName: "a.example", authority: try TestTLS.root())
        #expect(try await RawClient.get("/", from: secure.port, host: "b", tls: tls)["x-sni"] == "a.example")
        await secure.stop()
        let plain = try await Gateway.start([direct])
        #expect(try await RawClient.get("/", from: plain.port, host: "b")["x-sni"] == nil)
        await plain.stop()
    }
}
