import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Health checks: when to ask, and what answers make of an endpoint")
struct HealthCheckStateTests {
    private static let plan = HealthCheckPlan(
        question: .tcp, interval: .seconds(10), timeout: .seconds(2), healthyThreshold: 2, unhealthyThreshold: 3)

    /// An endpoint under checks, with a clock that goes from check to check.
    private struct Checked {
        var state: HealthCheckState
        var plan = HealthCheckStateTests.plan

        init(isPresumedWell: Bool = true) {
            self.state = HealthCheckState(isPresumedWell: isPresumedWell, now: Moment.seconds(100), jitter: 0)
        }

        /// Asks when it is due, and answers after a second.
        mutating func check(_ answer: HealthAnswer) -> HealthCheckState.Change? {
            let now = self.state.next
            guard case .ask(let number) = self.state.timePassed(to: now, under: self.plan, jitter: 0) else {
                return nil
            }
            return self.state.answered(
                answer, check: number, now: now + Moment.seconds(1), under: self.plan, jitter: 0)
        }

        mutating func checks(_ answers: [Bool]) -> [HealthCheckState.Change?] {
            answers.map { self.check($0 ? .good : .unreachable) }
        }
    }

    @Test("the first answer decides at once, whatever was presumed", arguments: [true, false], [true, false])
    func first(isPresumedWell: Bool, isGood: Bool) {
        var checked = Checked(isPresumedWell: isPresumedWell)
        #expect(checked.state.isWell == isPresumedWell)
        #expect(!checked.state.isAnswered)
        let change = checked.check(isGood ? .good : .badStatus(500))
        #expect(checked.state.isWell == isGood)
        #expect(checked.state.isAnswered)
        #expect(change == (isGood == isPresumedWell ? nil : isGood ? .becameWell : .becameUnwell))
    }

    @Test("it takes the threshold of bad answers in a row to make a well endpoint unwell")
    func unhealthy() {
        var checked = Checked()
        #expect(
            checked.checks([true, false, false, true, false, false, false, false])
                == [nil, nil, nil, nil, nil, nil, .becameUnwell, nil])
        #expect(!checked.state.isWell)
        #expect(checked.state.failures == 6)
    }

    @Test("it takes the threshold of good answers in a row to make it well again")
    func healthy() {
        var checked = Checked()
        #expect(
            checked.checks([false, true, false, true, true, true])
                == [.becameUnwell, nil, nil, nil, .becameWell, nil])
        #expect(checked.state.isWell)
    }

    @Test("thresholds below 1 are 1", arguments: [1, 0, -1])
    func thresholds(threshold: Int) {
        var checked = Checked()
        checked.plan.healthyThreshold = threshold
        checked.plan.unhealthyThreshold = threshold
        #expect(checked.checks([true, false, true, false]) == [nil, .becameUnwell, .becameWell, .becameUnwell])
    }

    @Test(
        "every bad answer is one",
        arguments: [
            HealthAnswer.badStatus(404), .badGRPCStatus(12), .badGRPCStatus(nil), .notServing(.notServing), .malformed,
            .unreachable, .timedOut,
        ])
    func bad(answer: HealthAnswer) {
        var checked = Checked()
        #expect(checked.check(answer) == .becameUnwell)
    }

    @Test("the first check is due after the jitter, not before")
    func start() {
        var state = HealthCheckState(isPresumedWell: true, now: 1000, jitter: 500)
        #expect(state.next == 1500)
        #expect(state.timePassed(to: 1499, under: Self.plan, jitter: 0) == .wait)
        #expect(state.timePassed(to: 1500, under: Self.plan, jitter: 0) == .ask(check: 1))
        #expect(state.timePassed(to: 1501, under: Self.plan, jitter: 0) == .wait)
    }

    @Test("the interval begins with the answer, and is longer by the jitter")
    func interval() {
        var state = HealthCheckState(isPresumedWell: true, now: 0, jitter: 0)
        #expect(state.timePassed(to: 0, under: Self.plan, jitter: 0) == .ask(check: 1))
        #expect(state.next == Moment.seconds(2))
        _ = state.answered(.good, check: 1, now: Moment.seconds(1), under: Self.plan, jitter: 77)
        #expect(state.next == Moment.seconds(11) + 77)
        #expect(state.timePassed(to: Moment.seconds(11) + 76, under: Self.plan, jitter: 99) == .wait)
        #expect(state.timePassed(to: Moment.seconds(11) + 77, under: Self.plan, jitter: 0) == .ask(check: 2))
        #expect(state.checks == 2)
    }

    @Test("no answer in time is a bad one; what comes later says nothing")
    func timeout() {
        var state = HealthCheckState(isPresumedWell: true, now: 0, jitter: 0)
        #expect(state.timePassed(to: 0, under: Self.plan, jitter: 0) == .ask(check: 1))
        #expect(state.timePassed(to: Moment.seconds(2) - 1, under: Self.plan, jitter: 0) == .wait)
        #expect(
            state.timePassed(to: Moment.seconds(2), under: Self.plan, jitter: 5)
                == .abandon(check: 1, .becameUnwell))
        #expect(state.next == Moment.seconds(12) + 5)
        #expect(state.answered(.good, check: 1, now: Moment.seconds(3), under: Self.plan, jitter: 0) == nil)
        #expect(!state.isWell)
        #expect(state.next == Moment.seconds(12) + 5)
        #expect(state.failures == 1)
    }

    @Test("an answer to a check that was given up does not count for the next one")
    func lateAnswer() {
        var state = HealthCheckState(isPresumedWell: true, now: 0, jitter: 0)
        _ = state.timePassed(to: 0, under: Self.plan, jitter: 0)
        _ = state.timePassed(to: Moment.seconds(2), under: Self.plan, jitter: 0)
        #expect(state.timePassed(to: Moment.seconds(12), under: Self.plan, jitter: 0) == .ask(check: 2))
        var plan = Self.plan
        plan.healthyThreshold = 1
        #expect(state.answered(.good, check: 1, now: Moment.seconds(12), under: plan, jitter: 0) == nil)
        #expect(state.answered(.good, check: 2, now: Moment.seconds(13), under: plan, jitter: 0) == .becameWell)
        #expect(state.answered(.timedOut, check: 2, now: Moment.seconds(13), under: plan, jitter: 0) == nil)
        #expect(state.isWell)
    }

    @Test("an answer that nobody asked for says nothing", arguments: [0, 1, UInt64.max])
    func unasked(check: UInt64) {
        var state = HealthCheckState(isPresumedWell: true, now: 0, jitter: 0)
        #expect(state.answered(.unreachable, check: check, now: 0, under: Self.plan, jitter: 0) == nil)
        #expect(state == HealthCheckState(isPresumedWell: true, now: 0, jitter: 0))
    }

    @Test("a shorter interval of a reload holds at once, a longer one from the next check on")
    func reload() {
        var state = HealthCheckState(isPresumedWell: true, now: 0, jitter: 0)
        _ = state.timePassed(to: 0, under: Self.plan, jitter: 0)
        _ = state.answered(.good, check: 1, now: 0, under: Self.plan, jitter: 0)
        var plan = Self.plan
        plan.interval = .seconds(60)
        #expect(state.timePassed(to: Moment.seconds(1), under: plan, jitter: 0) == .wait)
        #expect(state.next == Moment.seconds(10))
        plan.interval = .seconds(3)
        #expect(state.timePassed(to: Moment.seconds(1), under: plan, jitter: 0) == .wait)
        #expect(state.next == Moment.seconds(4))
    }

    @Test("times without sense neither trap nor make checks without end", arguments: [Duration.zero, .seconds(-5)])
    func shortest(duration: Duration) {
        var plan = Self.plan
        plan.interval = duration
        plan.timeout = duration
        var state = HealthCheckState(isPresumedWell: true, now: 0, jitter: 0)
        _ = state.timePassed(to: 0, under: plan, jitter: 0)
        #expect(state.next == 1_000_000)
        _ = state.answered(.good, check: 1, now: 0, under: plan, jitter: 0)
        #expect(state.next == 1_000_000)
    }

    @Test("the end of all time does not trap")
    func far() {
        var plan = Self.plan
        plan.interval = .seconds(Int64.max)
        var state = HealthCheckState(isPresumedWell: true, now: .max, jitter: .max)
        #expect(state.timePassed(to: .max, under: plan, jitter: .max) == .ask(check: 1))
        #expect(state.answered(.unreachable, check: 1, now: .max, under: plan, jitter: .max) == .becameUnwell)
        #expect(state.next == .max)
    }
}
