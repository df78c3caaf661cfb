import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("outlierDetection: who is let in again, and when")
struct SweepTests {
    /// A cluster of one endpoint, with a clock.
    private struct Stage {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        var plan: OutlierDetectionPlan
        var now = Moment.seconds(1000)

        init(interval: Duration = .seconds(10), base: Duration = .seconds(30)) {
            self.plan = OutlierDetectionPlan(interval: interval, baseEjectionTime: base)
            self.sweep()
        }

        @discardableResult
        func sweep() -> [EjectionEvent] {
            self.cluster.sweep([self.endpoint], now: self.now, plan: self.plan).map(\.event)
        }

        /// How long an ejection lasts, if it is ejected now.
        func eject() -> Duration? {
            let event = self.cluster.eject(
                self.endpoint, for: .consecutive5xx, now: self.now, plan: self.plan, endpointCount: 1)
            guard case .ejected(_, let duration) = event?.change else { return nil }
            return duration
        }

        /// Sweeps once in each second until the endpoint is in; the seconds that took, at most 1000.
        mutating func secondsUntilIn() -> Int {
            for second in 1...1000 {
                self.now += Moment.seconds(1)
                self.sweep()
                if !self.endpoint.isEjected { return second }
            }
            return .max
        }
    }

    @Test("the duration counts from the ejection, and is looked at only on the interval")
    func interval() {
        var stage = Stage()
        stage.now += Moment.seconds(3)
        #expect(stage.eject() == .seconds(30))
        // Sweeps are at 10, 20, 30 and 40: at 30 it has been out for 27 s.
        #expect(stage.secondsUntilIn() == 37)
    }

    @Test(
        "the duration is over to the millisecond, and never before",
        arguments: [0, 1, 300_001, 999_999], [(-1, false), (0, true), (1, true)])
    func exact(fraction: UInt64, edge: (offset: Int64, isOver: Bool)) {
        var stage = Stage(interval: .nanoseconds(1))
        stage.now += fraction
        #expect(stage.eject() == .seconds(30))
        // An ejection within a millisecond counts from the next one.
        let end = (stage.now + 999_999) / 1_000_000 * 1_000_000 + Moment.seconds(30)
        stage.now = UInt64(Int64(end) + edge.offset)
        stage.sweep()
        #expect(stage.endpoint.isEjected == !edge.isOver)
    }

    @Test("an event says that the time is over and how many are out still")
    func event() {
        var stage = Stage()
        _ = stage.eject()
        stage.now += Moment.seconds(30)
        #expect(stage.sweep() == [EjectionEvent(change: .letIn(.timeIsOver), ejections: 1, active: 0)])
        #expect(stage.cluster.activeEjections == 0)
        #expect(stage.sweep().isEmpty)
    }

    @Test("who is let in is named by its place, and the others stay out")
    func places() {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(maxEjectionPercent: 100)
        let endpoints = (0..<4).map { _ in EndpointHealth() }
        _ = cluster.sweep(endpoints, now: 0, plan: plan)
        _ = cluster.eject(endpoints[3], for: .consecutive5xx, now: 0, plan: plan, endpointCount: 4)
        _ = cluster.eject(endpoints[1], for: .consecutive5xx, now: 0, plan: plan, endpointCount: 4)
        _ = cluster.eject(endpoints[2], for: .consecutive5xx, now: 1_000_000, plan: plan, endpointCount: 4)
        let events = cluster.sweep(endpoints, now: Moment.seconds(30), plan: plan)
        #expect(events.map(\.place) == [1, 3])
        #expect(events.map(\.event.active) == [2, 1])
        #expect(endpoints.map(\.isEjected) == [false, false, true, false])
    }

    @Test("each ejection lasts a base longer, up to 300 s")
    func growing() {
        var stage = Stage()
        var durations: [Duration] = []
        for _ in 0..<12 {
            durations.append(stage.eject() ?? .zero)
            _ = stage.secondsUntilIn()
        }
        #expect(durations == (1...12).map { .seconds(min(30 * $0, 300)) })
        #expect(stage.endpoint.ejections == 12)
    }

    @Test("the cap is the base where that is more than 300 s")
    func longBase() {
        var stage = Stage(base: .seconds(400))
        #expect(stage.eject() == .seconds(400))
        #expect(stage.secondsUntilIn() == 400)
        #expect(stage.eject() == .seconds(400))
    }

    @Test("a base of nothing lets in with the next sweep")
    func noBase() {
        var stage = Stage(base: .zero)
        #expect(stage.eject() == .zero)
        #expect(stage.secondsUntilIn() == 10)
    }

    @Test("each interval in good health takes one ejection off the next duration")
    func improving() {
        var stage = Stage()
        for _ in 0..<3 {
            _ = stage.eject()
            _ = stage.secondsUntilIn()
        }
        // It was let in by a sweep: the next one is the first that finds it in for an interval.
        stage.now += Moment.seconds(10)
        stage.sweep()
        #expect(stage.eject() == .seconds(90))
        _ = stage.secondsUntilIn()
        for _ in 0..<3 {
            stage.now += Moment.seconds(10)
            stage.sweep()
        }
        #expect(stage.eject() == .seconds(30))
    }

    @Test("after long good health it is as if it never had been ejected")
    func recovered() {
        var stage = Stage()
        for _ in 0..<5 {
            _ = stage.eject()
            _ = stage.secondsUntilIn()
        }
        for _ in 0..<20 {
            stage.now += Moment.seconds(10)
            stage.sweep()
        }
        #expect(stage.eject() == .seconds(30))
        #expect(stage.endpoint.ejections == 6)
    }

    @Test("at the cap, the first interval in good health does not shorten the next ejection, as in Envoy")
    func atCap() {
        var stage = Stage()
        for _ in 0..<15 {
            _ = stage.eject()
            _ = stage.secondsUntilIn()
        }
        stage.now += Moment.seconds(10)
        stage.sweep()
        stage.now += Moment.seconds(10)
        stage.sweep()
        // 11 - 2 + 1.
        #expect(stage.eject() == .seconds(300))
        _ = stage.secondsUntilIn()
        for _ in 0..<3 {
            stage.now += Moment.seconds(10)
            stage.sweep()
        }
        #expect(stage.eject() == .seconds(240))
    }

    @Test("an endpoint that is in but unwell makes nothing good")
    func unwell() {
        var stage = Stage()
        _ = stage.eject()
        _ = stage.secondsUntilIn()
        _ = stage.cluster.checked(stage.endpoint, answer: .timedOut, isWell: false, now: stage.now)
        for _ in 0..<5 {
            stage.now += Moment.seconds(10)
            stage.sweep()
        }
        #expect(stage.eject() == .seconds(60))
    }

    @Test("who is let in starts without failures")
    func failures() {
        var stage = Stage()
        for _ in 0..<4 { _ = stage.endpoint.record(.answered(status: 500), under: stage.plan) }
        _ = stage.eject()
        _ = stage.secondsUntilIn()
        for _ in 0..<4 { #expect(stage.endpoint.record(.answered(status: 500), under: stage.plan) == nil) }
        #expect(stage.endpoint.record(.answered(status: 500), under: stage.plan) == .consecutive5xx)
    }

    @Test("of the calls in an interval one does the work; the first call of all starts the interval")
    func once() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        let plan = OutlierDetectionPlan(interval: .seconds(10), baseEjectionTime: .zero)
        func isLetIn(at seconds: UInt64) -> Bool {
            _ = cluster.eject(endpoint, for: .consecutive5xx, now: 0, plan: plan, endpointCount: 1)
            return !cluster.sweep([endpoint], now: Moment.seconds(seconds), plan: plan).isEmpty
        }
        #expect(
            [5, 6, 14, 15, 15, 24, 40, 41, 49, 50].map { isLetIn(at: $0) }
                == [false, false, false, true, false, false, true, false, false, true])
    }

    @Test("a worker whose look at the clock is older than another's sweep does not bring the next one forward")
    func late() {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(interval: .seconds(10))
        let sweeps = [0, 10, 9, 19, 20, 12, 29, 30].map { cluster.isSweeper(now: Moment.seconds($0), plan: plan) }
        #expect(sweeps == [false, true, false, false, true, false, false, true])
    }

    @Test("a shorter interval of a reload holds at once")
    func shorter() {
        var stage = Stage(interval: .seconds(3600), base: .seconds(1))
        _ = stage.eject()
        stage.plan.interval = .seconds(2)
        #expect(stage.secondsUntilIn() == 2)
    }

    @Test("an endpoint that is gone is swept without harm, and nothing brings it back", arguments: [true, false])
    func gone(hasPlan: Bool) {
        var stage = Stage()
        _ = stage.eject()
        stage.cluster.leave(stage.endpoint)
        stage.now += Moment.seconds(60)
        let plan = hasPlan ? stage.plan : nil
        #expect(stage.cluster.sweep([stage.endpoint], now: stage.now, plan: plan).isEmpty)
        #expect(stage.eject() == nil)
        #expect(stage.cluster.activeEjections == 0)
    }

    @Test("when the plan disappears, all are let in at once and nothing is remembered")
    func removed() {
        let cluster = ClusterHealth()
        let plan = OutlierDetectionPlan(maxEjectionPercent: 100)
        let endpoints = (0..<3).map { _ in EndpointHealth() }
        _ = cluster.sweep(endpoints, now: 0, plan: plan)
        _ = cluster.eject(endpoints[0], for: .consecutive5xx, now: 0, plan: plan, endpointCount: 3)
        _ = cluster.eject(endpoints[2], for: .consecutive5xx, now: 0, plan: plan, endpointCount: 3)
        for _ in 0..<4 { _ = endpoints[1].record(.answered(status: 500), under: plan) }
        let events = cluster.sweep(endpoints, now: 1, plan: nil)
        #expect(events.map(\.place) == [0, 2])
        #expect(events.map(\.event.change) == [.letIn(.detectionRemoved), .letIn(.detectionRemoved)])
        #expect(cluster.activeEjections == 0)
        #expect(endpoints.map(\.isUsable) == endpoints.map { _ in true })
        #expect(cluster.sweep(endpoints, now: 2, plan: nil).isEmpty)
        // With the plan back, durations and rows begin anew.
        #expect(endpoints[1].record(.answered(status: 500), under: plan) == nil)
        let again = cluster.eject(endpoints[0], for: .consecutive5xx, now: 3, plan: plan, endpointCount: 3)
        #expect(again?.change == .ejected(.consecutive5xx, for: .seconds(30)))
        #expect(again?.ejections == 2)
    }

    @Test("the failures of a row are forgotten with the plan even if nobody is out")
    func removedInARow() {
        let stage = Stage()
        for _ in 0..<4 { _ = stage.endpoint.record(.answered(status: 500), under: stage.plan) }
        #expect(stage.cluster.sweep([stage.endpoint], now: stage.now, plan: nil).isEmpty)
        #expect(stage.endpoint.record(.answered(status: 500), under: stage.plan) == nil)
    }

    @Test("a worker that ejects under the old plan after that leaves nobody out")
    func removedLate() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        let plan = OutlierDetectionPlan()
        _ = cluster.sweep([endpoint], now: 0, plan: plan)
        _ = cluster.sweep([endpoint], now: 1, plan: nil)
        _ = cluster.eject(endpoint, for: .consecutive5xx, now: 2, plan: plan, endpointCount: 1)
        _ = cluster.sweep([endpoint], now: 2, plan: plan)
        #expect(endpoint.isEjected)
        #expect(cluster.sweep([endpoint], now: 3, plan: nil).count == 1)
        #expect(endpoint.isUsable)
    }

    @Test("times of centuries do not trap; what is out is in at their end", arguments: [UInt64.max, 1 << 63, 0])
    func far(now: UInt64) {
        var stage = Stage(interval: .seconds(Int64.max), base: .seconds(Int64.max))
        stage.now = now
        #expect(stage.eject() == .milliseconds((1 << 42) - 1))
        stage.sweep()
        stage.now = .max
        stage.sweep()
        #expect(!stage.endpoint.isEjected)
        #expect(stage.cluster.activeEjections == 0)
    }
}
