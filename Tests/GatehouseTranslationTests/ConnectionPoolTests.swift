import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct ConnectionPoolTests {
    @Test(
        "limits, of which 0 is unset",
        arguments: [
            ("tcp: {maxConnections: 5}", ConnectionLimits(maxConnections: 5)),
            ("http: {http1MaxPendingRequests: 6}", ConnectionLimits(maxPendingRequests: 6)),
            ("http: {http2MaxRequests: 7}", ConnectionLimits(maxRequests: 7)),
            ("http: {maxRetries: 8}", ConnectionLimits(maxRetries: 8)),
            (
                "tcp: {maxConnections: 0}, http: {http1MaxPendingRequests: 0, http2MaxRequests: 0, maxRetries: 0}",
                ConnectionLimits()
            ),
        ])
    func limits(given: String, expected: ConnectionLimits) throws {
        #expect(try #require(cluster(under: "connectionPool: {\(given)}")).limits == expected)
    }

    @Test(
        "a budget for retries stands in place of their number",
        arguments: [
            ("retryBudget: {}", RetryBudgetPlan(percent: 20, minimum: 3)),
            ("retryBudget: {percent: 0, minRetryConcurrency: 0}", RetryBudgetPlan(percent: 0, minimum: 3)),
            ("retryBudget: {percent: 12.5, minRetryConcurrency: 10}", RetryBudgetPlan(percent: 12.5, minimum: 10)),
        ])
    func retryBudget(given: String, expected: RetryBudgetPlan) throws {
        let limits = try #require(cluster(under: "\(given), connectionPool: {http: {maxRetries: 1}}")).limits
        #expect(limits == ConnectionLimits(retryBudget: expected))
    }

    @Test("R3: a subset's budget wins, and a port's settings leave it as it is")
    func effectiveBudget() {
        let rule = destinationRule(
            """
            trafficPolicy: {retryBudget: {percent: 1}},
            subsets: [
              {name: v1, trafficPolicy: {retryBudget: {percent: 2}}},
              {name: v2, trafficPolicy: {portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}]
            """)
        func percent(_ subset: String) -> Double? {
            routed(to: "{host: b, subset: \(subset)}", service("b"), rule)
                .plan.clusters.first?.limits.retryBudget?.percent
        }
        #expect(percent("v1") == 2)
        #expect(percent("v2") == 1)
    }

    @Test(
        "keep-alive probes: what is absent or 0 is the system's",
        arguments: [
            ("{}", TCPKeepalivePlan()), ("{probes: 0}", TCPKeepalivePlan()),
            (
                "{probes: 3, time: 60s, interval: 5s}",
                TCPKeepalivePlan(probes: 3, time: .seconds(60), interval: .seconds(5))
            ),
        ])
    func keepalive(given: String, expected: TCPKeepalivePlan) throws {
        #expect(
            try #require(cluster(under: "connectionPool: {tcp: {tcpKeepalive: \(given)}}")).tcpKeepalive == expected)
    }

    @Test(
        "keep-alive pings of HTTP/2 need both times",
        arguments: [
            ("{interval: 30s, timeout: 5s}", HTTP2KeepalivePlan(interval: .seconds(30), timeout: .seconds(5))),
            ("{interval: 30s}", nil), ("{timeout: 5s}", nil), ("{interval: 0s, timeout: 5s}", nil), ("{}", nil),
        ])
    func pings(given: String, expected: HTTP2KeepalivePlan?) throws {
        let plan = try #require(cluster(under: "connectionPool: {http: {http2KeepAlive: \(given)}}"))
        #expect(plan.http2Keepalive == expected)
    }

    @Test("without a policy there are no limits, no probes and no outlier detection")
    func defaults() throws {
        let plan = try #require(cluster(under: "loadBalancer: {simple: RANDOM}"))
        #expect(plan.limits == ConnectionLimits())
        #expect(plan.tcpKeepalive == nil)
        #expect(plan.http2Keepalive == nil)
        #expect(plan.outlierDetection == nil)
        #expect(plan.healthCheck == nil)
        #expect(plan.connectTimeout == .seconds(10))
        #expect(plan.idleTimeout == .seconds(3600))
        #expect(plan.maxConnectionDuration == .zero)
    }

    @Test("times of connections")
    func times() throws {
        let plan = try #require(
            cluster(
                under: "connectionPool: {tcp: {connectTimeout: 2s, maxConnectionDuration: 1h, idleTimeout: 3s}}"))
        #expect(plan.connectTimeout == .seconds(2))
        #expect(plan.maxConnectionDuration == .seconds(3600))
        #expect(plan.idleTimeout == .seconds(3))
        #expect(plan.tcpIdleTimeout == .seconds(3))
        let both = try #require(
            cluster(under: "connectionPool: {tcp: {idleTimeout: 0s}, http: {idleTimeout: 4s}}"))
        #expect(both.idleTimeout == .seconds(4))
        #expect(both.tcpIdleTimeout == .zero)
    }

    @Test("requests on a connection, and what is spoken there")
    func http() throws {
        let plan = try #require(
            cluster(
                under: """
                    connectionPool: {http: {maxRequestsPerConnection: 1, maxConcurrentStreams: 9, h2UpgradePolicy: UPGRADE}}
                    """))
        #expect(plan.maxRequestsPerConnection == 1)
        #expect(plan.maxConcurrentStreams == 9)
        #expect(plan.upstreamProtocol == .http2)
        let client = try #require(cluster(under: "connectionPool: {http: {useClientProtocol: true}}"))
        #expect(client.upstreamProtocol == .client)
        #expect(client.maxConcurrentStreams == Int(Int32.max))
    }
}
