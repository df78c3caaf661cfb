import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Consistent hashing, live", .overSockets)
struct ConsistentHashTests {
    private static func gateway(to ports: [Int], _ key: ConsistentHashPlan.Key) async throws -> Gateway {
        var cluster = Gateway.cluster()
        cluster.balancing = .consistentHash(ConsistentHashPlan(key: key))
        return try await Gateway.start(
            [Gateway.forward()], clusters: [cluster], endpoints: Gateway.endpoints(ports))
    }

    private static func origins() async throws -> [TestOrigin] {
        var origins: [TestOrigin] = []
        for name in ["a", "b", "c"] {
            origins.append(try await TestOrigin.start(name: name) { _ in OriginReply.text("") })
        }
        return origins
    }

    @Test("B2: one key goes to one endpoint, and many keys to all of them")
    func header() async throws {
        let origins = try await Self.origins()
        let gateway = try await Self.gateway(to: origins.map(\.port), .header("x-user"))
        func backend(_ headers: String) async throws -> String? {
            try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")[TestOrigin.nameHeader]
        }
        var homes: Set<String?> = []
        for user in 0..<40 {
            let first = try await backend("X-User: \(user)\r\n")
            #expect(try await backend("x-user: \(user)\r\n") == first)
            homes.insert(first)
        }
        #expect(homes == ["a", "b", "c"])
        var others: Set<String?> = []
        for _ in 0..<60 { others.insert(try await backend("")) }
        #expect(others == ["a", "b", "c"])
        await gateway.stop()
        for origin in origins { await origin.stop() }
    }

    @Test("B2: who has no cookie is given one, and stays where it went first")
    func cookie() async throws {
        let origins = try await Self.origins()
        let gateway = try await Self.gateway(
            to: origins.map(\.port), .cookie(HashCookiePlan(name: "home", path: "/", lifetime: .seconds(60))))
        for _ in 0..<10 {
            let first = try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let cookie = try #require(first["set-cookie"])
            #expect(cookie.hasPrefix("home=\""))
            #expect(cookie.hasSuffix("\"; Max-Age=60; Path=/; HttpOnly"))
            let pair = cookie.prefix { $0 != ";" }
            for _ in 0..<3 {
                let next = try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\nCookie: x=1; \(pair)\r\n\r\n")
                #expect(next[TestOrigin.nameHeader] == first[TestOrigin.nameHeader])
                #expect(next["set-cookie"] == nil)
            }
        }
        await gateway.stop()
        for origin in origins { await origin.stop() }
    }

    @Test(
        "A10: a retry under a consistent hash goes to the same endpoint, unless the policy says otherwise",
        arguments: [nil, true])
    func retries(_ avoids: Bool?) async throws {
        let bad = try await TestOrigin.start(name: "bad") { _ in OriginReply.text("", status: 503) }
        let good = try await TestOrigin.start(name: "good") { _ in OriginReply.text("") }
        var cluster = Gateway.cluster()
        cluster.balancing = .consistentHash(ConsistentHashPlan(key: .header("x-user")))
        let retry = RetryPolicy(
            attempts: 3, conditions: ["5xx"], backOff: .milliseconds(1), avoidsTriedEndpoints: avoids)
        let gateway = try await Gateway.start(
            [Gateway.forward(policy: RoutePolicy(retry: retry))], clusters: [cluster],
            endpoints: Gateway.endpoints([bad.port, good.port]))
        var statuses: [Int] = []
        for user in 0..<20 {
            statuses.append(
                try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\nx-user: \(user)\r\n\r\n").status)
        }
        #expect(statuses.contains(503) == (avoids == nil))
        #expect(statuses.contains(200))
        // Each that failed has been there four times.
        if avoids == nil { #expect(bad.requests.count == 4 * statuses.count { $0 == 503 }) }
        await gateway.stop()
        await bad.stop()
        await good.stop()
    }
}
