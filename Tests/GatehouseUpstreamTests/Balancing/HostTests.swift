import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Hosts of plans")
struct HostTests {
    @Test(
        "B2: the key is address and port",
        arguments: [
            ("10.0.0.1", 80, "10.0.0.1:80"), ("2001:db8::1", 443, "[2001:db8::1]:443"),
            ("unix:///run/app.sock", 0, "unix:///run/app.sock"),
        ])
    func key(address: String, port: Int, expected: String) {
        let host = LoadBalancer.Host(Endpoint(address: address, port: port))
        #expect(String(decoding: host.key, as: UTF8.self) == expected)
    }

    @Test("B5: a host is healthy when it is ready and well", arguments: [true, false], [true, false])
    func health(isReady: Bool, isWell: Bool) {
        let endpoint = Endpoint(
            address: "10.0.0.1", port: 80, weight: 3, isReady: isReady, priority: 2, locality: "a/b/c",
            localityWeight: 40)
        let host = LoadBalancer.Host(endpoint, isWell: isWell, warmupStart: 9)
        #expect(host.isReady == isReady)
        #expect(host.isHealthy == (isReady && isWell))
        #expect(host.weight == 3 && host.priority == 2 && host.locality == "a/b/c")
        #expect(host.localityWeight == 40 && host.warmupStart == 9)
    }

    @Test("A balancer takes from a plan how it picks, warms up and panics")
    func plan() {
        var plan = ClusterPlan(
            name: "c", host: "h", port: 80, serviceName: "h", serviceNamespace: "n", balancing: .roundRobin,
            warmup: WarmupPlan(duration: .seconds(100)),
            outlierDetection: OutlierDetectionPlan(minHealthPercent: 50),
            origin: Origin(kind: "Service", namespace: "n", name: "s"))
        var hosts: [LoadBalancer.Host] = .some(4, healthy: 0)
        hosts[3].warmupStart = 0
        var balancer = LoadBalancer(hosts, of: plan, random: 1, now: 0)
        let counts = balancer.counts(of: 4, picks: 31_000)
        for (count, expected) in zip(counts, [10_000, 10_000, 10_000, 1000]) { #expect(abs(count - expected) <= 2) }
        plan.outlierDetection = nil
        var calm = LoadBalancer(hosts, of: plan, random: 1, now: 0)
        #expect(calm.pick(random: 1, now: 0) { _ in 0 } == nil)
    }
}
