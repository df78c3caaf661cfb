import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Rate limits", .overSockets)
struct RateLimitTests {
    private static func gateway(_ limits: [RateLimitPolicy]) async throws -> Gateway {
        var route = Gateway.direct("ok")
        route.policy.rateLimits = limits
        return try await Gateway.start(Gateway.plan([route]), isLogged: true)
    }

    private static func limit(
        _ key: RateLimitPolicy.Key = .everything, burst: Int = 2, name: String = "a"
    ) -> RateLimitPolicy {
        RateLimitPolicy(requests: 1, unit: .seconds(3600), burst: burst, key: key, name: name)
    }

    private static func get(_ headers: String = "") -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(headers)\r\n" }

    @Test("beyond the burst a request is 429 RL, and told when to come again")
    func everything() async throws {
        let gateway = try await Self.gateway([Self.limit()])
        #expect(try await gateway.response(to: Self.get()).status == 200)
        #expect(try await gateway.response(to: Self.get()).status == 200)
        let response = try await gateway.response(to: Self.get())
        #expect(response.status == 429)
        #expect(response.text == "local_rate_limited")
        let wait = try #require(response["retry-after"].flatMap { Int($0) })
        #expect((3590...3600).contains(wait))
        try await gateway.rejected(1, by: "rate_limited")
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["-", "-", "RL"])
        #expect(log.last?.details == "local_rate_limited")
    }

    @Test("each value of a header has its own bucket; who has none shares one")
    func header() async throws {
        let gateway = try await Self.gateway([Self.limit(.header("X-User"), burst: 1)])
        for (headers, status) in [
            ("x-user: a\r\n", 200), ("x-user: b\r\n", 200), ("X-User: a\r\n", 429), ("", 200), ("other: a\r\n", 429),
        ] {
            #expect(try await gateway.response(to: Self.get(headers)).status == status, "\(headers)")
        }
        await gateway.stop()
    }

    @Test("a client's address is one, over all of its connections; every limit has to let a request pass")
    func address() async throws {
        let gateway = try await Self.gateway([Self.limit(.clientAddress, burst: 2), Self.limit(burst: 1, name: "b")])
        #expect(try await gateway.response(to: Self.get()).status == 200)
        #expect(try await gateway.response(to: Self.get()).status == 429)
        await gateway.stop()
    }

    @Test("buckets survive reloads while their rule does not change; another rule begins with a full one")
    func reloads() async throws {
        let gateway = try await Self.gateway([Self.limit()])
        for _ in 0..<2 { #expect(try await gateway.response(to: Self.get()).status == 200) }
        var route = Gateway.direct("other")
        route.policy.rateLimits = [Self.limit(name: "other"), Self.limit()]
        await gateway.publish(Gateway.plan([route]))
        #expect(try await gateway.response(to: Self.get()).status == 429)
        route.policy.rateLimits = [Self.limit(burst: 3)]
        await gateway.publish(Gateway.plan([route]))
        for _ in 0..<3 { #expect(try await gateway.response(to: Self.get()).text == "other") }
        #expect(try await gateway.response(to: Self.get()).status == 429)
        await gateway.stop()
    }

    @Test("a gRPC client is told in gRPC's terms")
    func grpc() async throws {
        let gateway = try await Self.gateway([Self.limit(burst: 1)])
        let client = try await HTTP2Peer.connect(to: gateway.port)
        var response = RawResponse?.none
        for _ in 0..<2 {
            response = try await client.response(
                "/s/m", method: "POST", host: "a", headers: [("content-type", "application/grpc")])
        }
        #expect(response?.status == 200)
        #expect(response?["grpc-status"] == "14")
        #expect(response?["grpc-message"] == "local_rate_limited")
        await client.close()
        await gateway.stop()
    }
}
