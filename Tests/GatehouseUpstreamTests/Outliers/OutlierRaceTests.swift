import GatehousePlan
import GatehouseTestSupport
import Synchronization
import Testing

@testable import GatehouseUpstream

@Suite("outlierDetection: many workers at once")
struct OutlierRaceTests {
    private static let workers = 8

    /// A clock that goes on by a millisecond whenever somebody looks at it.
    private final class Clock: Sendable {
        private let time = Atomic<UInt64>(1)

        var now: UInt64 { self.time.wrappingAdd(1_000_000, ordering: .relaxed).newValue }
    }

    @Test("each full row of failures is reported exactly once")
    func rows() async {
        let endpoint = EndpointHealth()
        let plan = OutlierDetectionPlan(consecutive5xx: 5)
        let reports = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.workers {
                group.addTask {
                    (0..<50_000).count { _ in endpoint.record(.answered(status: 500), under: plan) != nil }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(reports == Self.workers * 50_000 / 5)
    }

    @Test("one worker gets the ejection of an endpoint")
    func oneEjection() async {
        let plan = OutlierDetectionPlan(maxEjectionPercent: 100)
        let cluster = ClusterHealth()
        let endpoints = (0..<500).map { _ in EndpointHealth() }
        let events = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.workers {
                group.addTask {
                    endpoints.count {
                        cluster.eject($0, for: .consecutive5xx, now: 0, plan: plan, endpointCount: 500) != nil
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(events == 500)
        #expect(cluster.activeEjections == 500)
        #expect(endpoints.map(\.ejections) == Array(repeating: 1, count: 500))
        #expect(cluster.generation == 500)
    }

    @Test("the ceiling holds while endpoints are ejected, let in and leave at once, and all places come back")
    func ceiling() async {
        let plan = OutlierDetectionPlan(interval: .nanoseconds(1), baseEjectionTime: .zero, maxEjectionPercent: 10)
        let cluster = ClusterHealth()
        let endpoints = (0..<100).map { _ in EndpointHealth() }
        let clock = Clock()
        let most = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<Self.workers {
                group.addTask {
                    var random = SeededNumbers(seed: UInt64(worker))
                    var most = 0
                    for _ in 0..<5_000 {
                        let endpoint = endpoints[Int.random(in: 0..<100, using: &random)]
                        let now = clock.now
                        _ = cluster.eject(
                            endpoint, for: .consecutive5xx, now: now, plan: plan, endpointCount: endpoints.count)
                        most = max(most, cluster.activeEjections, endpoints.count(where: \.isEjected))
                        switch UInt.random(in: 0..<50, using: &random) {
                        case 0: cluster.leave(endpoint)
                        case 1: _ = cluster.checked(endpoint, answer: .good, isWell: true, now: now)
                        case 2...20: _ = cluster.sweep(endpoints, now: now, plan: plan)
                        default: break
                        }
                    }
                    return most
                }
            }
            return await group.reduce(0, max)
        }
        #expect((1...10).contains(most))
        #expect(cluster.activeEjections == endpoints.count(where: \.isEjected))
        for endpoint in endpoints { cluster.leave(endpoint) }
        #expect(cluster.activeEjections == 0)
    }

    @Test("sweeps of many workers at once let each endpoint in exactly once")
    func sweeps() async {
        let plan = OutlierDetectionPlan(interval: .seconds(10), maxEjectionPercent: 100)
        let cluster = ClusterHealth()
        let endpoints = (0..<50).map { _ in EndpointHealth() }
        _ = cluster.sweep(endpoints, now: 0, plan: plan)
        for round in 1...200 {
            let start = Moment.seconds(UInt64(round) * 1000)
            for endpoint in endpoints {
                _ = cluster.eject(endpoint, for: .consecutive5xx, now: start, plan: plan, endpointCount: 50)
            }
            #expect(cluster.activeEjections == 50)
            let places = await withTaskGroup(of: [Int].self) { group in
                for _ in 0..<Self.workers {
                    group.addTask {
                        cluster.sweep(endpoints, now: start + Moment.seconds(500), plan: plan).map(\.place)
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            #expect(places == Array(0..<50))
            #expect(cluster.activeEjections == 0)
        }
    }

    @Test("of the workers that look at the same moment, one sweeps")
    func sweeper() async {
        let plan = OutlierDetectionPlan(interval: .nanoseconds(1))
        let cluster = ClusterHealth()
        let clock = Clock()
        let sweeps = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<Self.workers {
                group.addTask {
                    (0..<20_000).compactMap { _ in
                        // A moment has eight looks.
                        let now = clock.now / 8_000_000
                        return cluster.isSweeper(now: now, plan: plan) ? now : nil
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(sweeps).count == sweeps.count)
        #expect(sweeps.count > 1000)
    }

    @Test("so do sweeps when the plan has disappeared")
    func removal() async {
        let plan = OutlierDetectionPlan(maxEjectionPercent: 100)
        let cluster = ClusterHealth()
        let endpoints = (0..<500).map { _ in EndpointHealth() }
        for endpoint in endpoints {
            _ = cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: plan, endpointCount: 500)
        }
        let places = await withTaskGroup(of: [Int].self) { group in
            for _ in 0..<Self.workers {
                group.addTask { cluster.sweep(endpoints, now: 1, plan: nil).map(\.place) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(places.sorted() == Array(0..<500))
        #expect(cluster.activeEjections == 0)
    }

    @Test("who sees a new generation sees the change")
    func visibility() async {
        let plan = OutlierDetectionPlan(maxEjectionPercent: 100)
        let cluster = ClusterHealth()
        let endpoints = (0..<2_000).map { _ in EndpointHealth() }
        let stale = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for endpoint in endpoints {
                    _ = cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: plan, endpointCount: 2_000)
                }
                return 0
            }
            group.addTask {
                var seen: UInt64 = 0
                var stale = 0
                while seen < 2_000 {
                    guard cluster.hasChanged(since: &seen) else {
                        await Task.yield()
                        continue
                    }
                    // Ejected in their order: the generation is how many are out at least.
                    stale += endpoints.prefix(Int(seen)).count { $0.isUsable }
                }
                return stale
            }
            return await group.reduce(0, +)
        }
        #expect(stale == 0)
    }
}
