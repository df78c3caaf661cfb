import GatehouseModel
import GatehousePlan
import Testing

@testable import GatehouseTranslation

@Suite("What a DestinationRule says of a cluster")
struct TrafficPolicyTests {
    private func cluster(_ policy: String) throws -> ClusterPlan {
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", rules: "{route: [{destination: {host: b}}]}"),
            service("b"),
            document("DestinationRule", "dr", spec: "spec: {host: b, trafficPolicy: {\(policy)}}"))
        #expect(result.findings == [])
        return try #require(result.plan.clusters.first)
    }

    @Test(
        "B2: keys and tables of consistent hashes",
        arguments: [
            ("httpHeaderName: X-User", ConsistentHashPlan(key: .header("x-user"))),
            ("useSourceIp: true", ConsistentHashPlan(key: .sourceAddress)),
            ("httpQueryParameterName: u", ConsistentHashPlan(key: .queryParameter("u"))),
            (
                "httpCookie: {name: c, path: /a, ttl: 60s, attributes: [{name: SameSite, value: Lax}, {name: Secure}]}",
                ConsistentHashPlan(
                    key: .cookie(
                        HashCookiePlan(
                            name: "c", path: "/a", lifetime: .seconds(60), attributes: ["SameSite=Lax", "Secure"])))
            ),
            (
                "httpCookie: {name: c, ttl: 0s}",
                ConsistentHashPlan(key: .cookie(HashCookiePlan(name: "c", lifetime: .zero)))
            ),
            ("httpCookie: {name: c}", ConsistentHashPlan(key: .cookie(HashCookiePlan(name: "c")))),
            (
                "useSourceIp: true, ringHash: {minimumRingSize: 10}",
                ConsistentHashPlan(key: .sourceAddress, table: .ring(minimumSize: 10))
            ),
            (
                "useSourceIp: true, minimumRingSize: 11",
                ConsistentHashPlan(key: .sourceAddress, table: .ring(minimumSize: 11))
            ),
            ("useSourceIp: true, maglev: {}", ConsistentHashPlan(key: .sourceAddress, table: .maglev(size: 65_537))),
            (
                "useSourceIp: true, maglev: {tableSize: 251}",
                ConsistentHashPlan(key: .sourceAddress, table: .maglev(size: 251))
            ),
        ])
    func consistentHash(given: String, expected: ConsistentHashPlan) throws {
        #expect(try self.cluster("loadBalancer: {consistentHash: {\(given)}}").balancing == .consistentHash(expected))
    }

    @Test(
        "B3: warm-up, in both spellings, for the balancers that have it",
        arguments: [
            (
                "simple: ROUND_ROBIN, warmup: {duration: 30s, minimumPercent: 20, aggression: 2}",
                WarmupPlan(duration: .seconds(30), minimumPercent: 20, aggression: 2)
            ),
            ("simple: LEAST_REQUEST, warmupDurationSecs: 10s", WarmupPlan(duration: .seconds(10))),
            ("simple: RANDOM, warmup: {duration: 30s}", nil), ("simple: ROUND_ROBIN", nil),
        ])
    func warmup(given: String, expected: WarmupPlan?) throws {
        #expect(try self.cluster("loadBalancer: {\(given)}").warmup == expected)
    }

    @Test("connectionPool: every limit, 0 stands for none; retryBudget in place of maxRetries")
    func limits() throws {
        let stated = try self.cluster(
            """
            connectionPool: {
              tcp: {maxConnections: 1, maxConnectionDuration: 9s, tcpKeepalive: {probes: 3, time: 10s, interval: 5s}},
              http: {http1MaxPendingRequests: 2, http2MaxRequests: 3, maxRetries: 4}}
            """)
        #expect(
            stated.limits
                == ConnectionLimits(maxConnections: 1, maxPendingRequests: 2, maxRequests: 3, maxRetries: 4))
        #expect(stated.maxConnectionDuration == .seconds(9))
        #expect(stated.tcpKeepalive == TCPKeepalivePlan(probes: 3, time: .seconds(10), interval: .seconds(5)))
        let zero = try self.cluster(
            "connectionPool: {tcp: {maxConnections: 0}, http: {http1MaxPendingRequests: 0, http2MaxRequests: 0}}")
        #expect(zero.limits == ConnectionLimits())
        #expect(zero.tcpKeepalive == nil)
        #expect(try self.cluster("retryBudget: {}").limits.retryBudget == RetryBudgetPlan(percent: 20, minimum: 3))
        #expect(
            try self.cluster("retryBudget: {percent: 5, minRetryConcurrency: 7}").limits.retryBudget
                == RetryBudgetPlan(percent: 5, minimum: 7))
    }

    @Test("outlierDetection: off without the block, Istio's defaults with it, and every field")
    func outlierDetection() throws {
        #expect(try self.cluster("connectionPool: {}").outlierDetection == nil)
        #expect(try self.cluster("outlierDetection: {}").outlierDetection == OutlierDetectionPlan())
        #expect(
            try self.cluster(
                """
                outlierDetection: {
                  consecutive5xxErrors: 0, consecutiveGatewayErrors: 2, splitExternalLocalOriginErrors: true,
                  consecutiveLocalOriginFailures: 3, interval: 1s, baseEjectionTime: 2s, maxEjectionPercent: 50,
                  minHealthPercent: 40}
                """
            ).outlierDetection
                == OutlierDetectionPlan(
                    consecutive5xx: 0, consecutiveGatewayErrors: 2, splitsLocalOrigin: true,
                    consecutiveLocalOriginFailures: 3, interval: .seconds(1), baseEjectionTime: .seconds(2),
                    maxEjectionPercent: 50, minHealthPercent: 40))
        #expect(try self.cluster("outlierDetection: {consecutiveErrors: 7}").outlierDetection?.consecutive5xx == 7)
    }
}
