import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct SnapshotSequenceTests {
    /// Linear congruences, so that a seed tells what happens.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return self.state ^ (self.state >> 33)
        }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: choices.indices, using: &self)]
        }
    }

    private static let names = ["a.com", "b.com", "*.com", "*"]
    private static let paths = ["/", "/a/b", "/c"]

    private static func route(_ random: inout Random, clusters: Int) -> RoutePlan {
        let cluster = Int.random(in: 0...clusters, using: &random)
        let destination = WeightedDestination(
            host: "c\(cluster)", port: 80, clusterName: "c\(cluster)",
            cluster: cluster < clusters ? ClusterID(cluster) : nil,
            weight: random.pick([0, 1]))
        let pattern: PathCondition.Pattern = random.pick([.prefix("/a"), .exact("/c"), .regex("/.*"), .regex("(")])
        var policy = RoutePolicy()
        if Int.random(in: 0..<6, using: &random) == 0 {
            policy.mirrors = [MirrorPolicy(destination: destination, share: 1)]
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            let name = random.pick(["limit 1", "limit 2", "limit 3"])
            policy.rateLimits = [RateLimitPolicy(requests: 1, unit: .seconds(1), burst: 1, name: name)]
        }
        let action: RouteAction = random.pick([
            .forward(ForwardAction(destinations: [destination])), .says(random.pick(["x", "y"])),
        ])
        return RoutePlan(
            condition: RouteCondition(path: PathCondition(pattern)), action: action, policy: policy, origin: .rule())
    }

    private static func cluster(_ name: String, _ random: inout Random) -> ClusterPlan {
        ClusterPlan(
            name: name, host: name, port: 80, serviceName: name, serviceNamespace: "default",
            connectTimeout: .seconds(random.pick([1, 1, 1, 2])),
            origin: Origin(kind: "Service", namespace: "default", name: name))
    }

    /// Everything about a snapshot that a request could meet.
    private static func behaviour(_ result: CompileResult) -> [String] {
        let snapshot = result.snapshot
        var lines = result.problems.map { "\($0)" } + snapshot.clusters.map { "\($0.index) \($0.plan)" }
        for host in snapshot.listeners.map(\.routes).flatMap(\.virtualHosts) {
            lines.append("\(host.plan)")
            for route in host.routes {
                lines.append("\(route.plan)")
                // What counts is the limit at the place, and that there is one.
                let limits = route.rateLimits.map { place in
                    snapshot.rateLimits.indices.contains(place) ? snapshot.rateLimits[place].name : "none"
                }
                lines.append("\(limits)")
                guard case .forward(let forward) = route.action else { continue }
                for destination in forward.destinations + route.mirrors.map(\.destination) {
                    let place = snapshot.clusters.firstIndex { $0 === destination.cluster }
                    lines.append("\(destination.plan.cluster?.index == place)")
                }
            }
        }
        for name in ["a.com", "b.com", "x.com", "other"] {
            for path in Self.paths {
                switch snapshot.listeners[0].routes.match(.get(path, host: name), .plain()) {
                case .noVirtualHost: lines.append("none")
                case .noRoute(let host): lines.append("\(host.name): none")
                case .redirectToTLS(let host): lines.append("\(host.name): TLS")
                case .route(let route): lines.append("\(route.plan)")
                }
            }
        }
        return lines
    }

    @Test("What is taken from the snapshot before makes no difference", arguments: 0..<30 as Range<UInt64>)
    func makesNoDifference(seed: UInt64) {
        var random = Random(state: seed)
        var clusters = [Self.cluster("c0", &random), Self.cluster("c1", &random)]
        var hosts = Self.names.map { VirtualHostPlan.host($0, [Self.route(&random, clusters: 2)]) }
        var snapshot: Snapshot?
        for step in 0..<40 {
            let place = Int.random(in: hosts.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: hosts.swapAt(place, 0)
            case 1: hosts[place].requiresTLS.toggle()
            case 2: hosts[place].routes.append(Self.route(&random, clusters: clusters.count))
            case 3:
                clusters[Int.random(in: clusters.indices, using: &random)] = Self.cluster(
                    random.pick(["c0", "c7"]), &random)
            default: hosts[place].routes = [Self.route(&random, clusters: clusters.count)]
            }
            var plan = GatewayPlan.serving(hosts)
            plan.clusters = clusters
            let result = Snapshot.compile(plan, generation: UInt64(step), reusing: snapshot)
            #expect(Self.behaviour(result) == Self.behaviour(Snapshot.compile(plan, generation: UInt64(step))))
            snapshot = result.snapshot
        }
    }
}
