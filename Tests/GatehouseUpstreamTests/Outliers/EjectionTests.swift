import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("outlierDetection: who is ejected")
struct EjectionTests {
    private static let plan = OutlierDetectionPlan()

    /// Ejects as many of so many endpoints as may be; how many that are.
    private static func ejected(of count: Int, percent: Int) -> Int {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(maxEjectionPercent: percent)
        let endpoints = (0..<count).map { _ in EndpointHealth() }
        let events = endpoints.compactMap {
            cluster.eject($0, for: .consecutive5xx, now: 0, plan: plan, endpointCount: count)
        }
        #expect(events.map(\.active) == Array(1..<(events.count + 1)))
        #expect(endpoints.count(where: \.isEjected) == events.count)
        #expect(cluster.activeEjections == events.count)
        #expect(cluster.totals.refused == count - events.count)
        return events.count
    }

    @Test(
        "maxEjectionPercent: rounded down, but one always",
        arguments: [
            (1, 10, 1), (2, 10, 1), (9, 10, 1), (10, 10, 1), (11, 10, 1), (19, 10, 1), (20, 10, 2), (100, 10, 10),
            (1, 50, 1), (2, 50, 1), (3, 50, 1), (9, 50, 4), (10, 50, 5), (1, 100, 1), (2, 100, 2), (10, 100, 10),
            (10, 0, 1), (100, 1, 1), (100, 99, 99), (3, 34, 1), (3, 67, 2), (10, 1000, 10), (10, -5, 1),
        ])
    func ceiling(count: Int, percent: Int, expected: Int) {
        #expect(Self.ejected(of: count, percent: percent) == expected)
    }

    @Test("numbers without sense do not trap", arguments: [0, -1, Int.min, Int.max])
    func nonsense(count: Int) {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(interval: .zero, baseEjectionTime: .seconds(Int64.max), maxEjectionPercent: 100)
        for _ in 0..<2 {
            _ = cluster.eject(
                EndpointHealth(), for: .consecutive5xx, now: .max, plan: plan, endpointCount: count)
        }
        #expect(cluster.activeEjections == (count == .max ? 2 : 1))
    }

    @Test("an event has all that a line of the log needs")
    func event() {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(baseEjectionTime: .seconds(7), maxEjectionPercent: 100)
        let endpoints = [EndpointHealth(), EndpointHealth()]
        _ = cluster.eject(endpoints[0], for: .consecutive5xx, now: 0, plan: plan, endpointCount: 2)
        let event = cluster.eject(
            endpoints[1], for: .consecutiveLocalOriginFailures, now: 0, plan: plan, endpointCount: 2)
        #expect(
            event
                == EjectionEvent(
                    change: .ejected(.consecutiveLocalOriginFailures, for: .seconds(7)), ejections: 1, active: 2))
    }

    @Test("who is out is not ejected again, and that is no overflow")
    func twice() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        #expect(cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 1) != nil)
        #expect(cluster.eject(endpoint, for: .consecutive5xx, now: 1, plan: Self.plan, endpointCount: 1) == nil)
        #expect(endpoint.ejections == 1)
        #expect(cluster.totals == ClusterHealth.Totals(consecutive5xx: 1))
    }

    @Test("totals are kept by reason")
    func totals() {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(maxEjectionPercent: 100)
        let reasons: [EjectionReason] = [
            .consecutive5xx, .consecutiveGatewayErrors, .consecutiveGatewayErrors, .consecutiveLocalOriginFailures,
            .consecutiveLocalOriginFailures, .consecutiveLocalOriginFailures,
        ]
        for reason in reasons {
            _ = cluster.eject(EndpointHealth(), for: reason, now: 0, plan: plan, endpointCount: 6)
        }
        _ = cluster.eject(EndpointHealth(), for: .consecutive5xx, now: 0, plan: plan, endpointCount: 6)
        #expect(
            cluster.totals
                == ClusterHealth.Totals(
                    consecutive5xx: 1, consecutiveGatewayErrors: 2, consecutiveLocalOriginFailures: 3, refused: 1))
    }

    @Test("the generation goes up with each change, and with nothing else")
    func generation() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        var seen = cluster.generation
        #expect(!cluster.hasChanged(since: &seen))
        _ = cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 1)
        #expect(cluster.hasChanged(since: &seen))
        #expect(!cluster.hasChanged(since: &seen))
        _ = cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 1)
        _ = cluster.eject(EndpointHealth(), for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 1)
        #expect(!cluster.hasChanged(since: &seen))
        cluster.leave(endpoint)
        #expect(cluster.hasChanged(since: &seen))
        cluster.leave(endpoint)
        #expect(!cluster.hasChanged(since: &seen))
        #expect(seen == cluster.generation)
    }

    @Test("an endpoint that leaves gives its place back, once")
    func leaving() {
        let cluster = ClusterHealth()
        let endpoints = [EndpointHealth(), EndpointHealth()]
        _ = cluster.eject(endpoints[0], for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 2)
        #expect(cluster.eject(endpoints[1], for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 2) == nil)
        cluster.leave(endpoints[0])
        cluster.leave(endpoints[0])
        #expect(cluster.activeEjections == 0)
        #expect(!endpoints[0].isEjected)
        #expect(cluster.eject(endpoints[1], for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 1) != nil)
        #expect(cluster.activeEjections == 1)
    }

    @Test("an endpoint that has left is not ejected by a try that ends late, and gives back no place that it had not")
    func late() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        cluster.leave(endpoint)
        #expect(cluster.activeEjections == 0)
        #expect(cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: Self.plan, endpointCount: 1) == nil)
        #expect(cluster.activeEjections == 0)
        #expect(cluster.totals == ClusterHealth.Totals())
    }
}
