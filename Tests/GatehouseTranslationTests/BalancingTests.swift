import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct BalancingTests {
    @Test(
        "B1: simple balancers",
        arguments: [
            ("ROUND_ROBIN", ClusterPlan.Balancing.roundRobin), ("RANDOM", .random), ("LEAST_REQUEST", .leastRequest),
            ("LEAST_CONN", .leastRequest), ("UNSPECIFIED", .leastRequest),
        ])
    func simple(given: String, expected: ClusterPlan.Balancing) {
        #expect(cluster(under: "loadBalancer: {simple: \(given)}")?.balancing == expected)
    }

    @Test(
        "B2: keys of consistent hashes",
        arguments: [
            ("httpHeaderName: X-User", ConsistentHashPlan.Key.header("x-user")),
            ("useSourceIp: true", .sourceAddress), ("httpQueryParameterName: User", .queryParameter("User")),
            ("httpCookie: {name: id}", .cookie(HashCookiePlan(name: "id"))),
            ("httpCookie: {name: id, ttl: 0s}", .cookie(HashCookiePlan(name: "id", lifetime: .zero))),
            (
                """
                httpCookie: {name: id, ttl: 1h, path: /shop,
                  attributes: [{name: SameSite, value: Lax}, {name: Secure}]}
                """,
                .cookie(
                    HashCookiePlan(
                        name: "id", path: "/shop", lifetime: .seconds(3600), attributes: ["SameSite=Lax", "Secure"]))
            ),
        ])
    func keys(given: String, expected: ConsistentHashPlan.Key) {
        #expect(
            cluster(under: "loadBalancer: {consistentHash: {\(given)}}")?.balancing
                == .consistentHash(ConsistentHashPlan(key: expected, table: .ring(minimumSize: 1024))))
    }

    @Test(
        "B2: tables of consistent hashes",
        arguments: [
            ("ringHash: {}", ConsistentHashPlan.Table.ring(minimumSize: 1024)),
            ("ringHash: {minimumRingSize: 7}", .ring(minimumSize: 7)),
            ("minimumRingSize: 0", .ring(minimumSize: 1024)), ("minimumRingSize: 9", .ring(minimumSize: 9)),
            ("maglev: {tableSize: 251}", .maglev(size: 251)), ("maglev: {}", .maglev(size: 65_537)),
            ("ringHash: {minimumRingSize: 18446744073709551615}", .ring(minimumSize: .max)),
        ])
    func tables(given: String, expected: ConsistentHashPlan.Table) {
        #expect(
            cluster(under: "loadBalancer: {consistentHash: {useSourceIp: true, \(given)}}")?.balancing
                == .consistentHash(ConsistentHashPlan(key: .sourceAddress, table: expected)))
    }

    @Test(
        "B2: a hash of nothing is a random pick",
        arguments: ["useSourceIp: false", "ringHash: {}", "httpHeaderName: \"\""])
    func noKey(given: String) {
        #expect(cluster(under: "loadBalancer: {consistentHash: {\(given)}}")?.balancing == .random)
    }

    @Test(
        "B3: warmup",
        arguments: [
            ("warmup: {duration: 30s}", WarmupPlan(duration: .seconds(30))),
            (
                "warmup: {duration: 1m, minimumPercent: 0, aggression: 2.5}",
                WarmupPlan(duration: .seconds(60), minimumPercent: 0, aggression: 2.5)
            ),
            ("warmupDurationSecs: 20s", WarmupPlan(duration: .seconds(20))),
            ("warmupDurationSecs: 20s, warmup: {duration: 5s}", WarmupPlan(duration: .seconds(5))),
            ("simple: ROUND_ROBIN, warmup: {duration: 5s}", WarmupPlan(duration: .seconds(5))),
            ("simple: RANDOM, warmup: {duration: 5s}", nil),
            ("consistentHash: {useSourceIp: true}, warmup: {duration: 5s}", nil), ("simple: LEAST_REQUEST", nil),
        ])
    func warmup(given: String, expected: WarmupPlan?) throws {
        #expect(try #require(cluster(under: "loadBalancer: {\(given)}")).warmup == expected)
    }
}
