import GatehousePlan
import GatehouseUpstream
import Testing

@Suite("Keep-alive pings")
struct PingScheduleTests {
    private static func schedule() -> PingSchedule {
        PingSchedule(HTTP2KeepalivePlan(interval: .seconds(10), timeout: .seconds(3)), now: 0)
    }

    private static func seconds(_ count: UInt64) -> UInt64 { count * 1_000_000_000 }

    @Test("one is sent after each interval, which runs from the last answer")
    func interval() {
        var schedule = Self.schedule()
        #expect(schedule.nextAt == Self.seconds(10))
        #expect(schedule.timePassed(now: Self.seconds(9)) == .wait)
        #expect(schedule.timePassed(now: Self.seconds(10)) == .ping)
        let isAnswer = schedule.answered(now: Self.seconds(12))
        #expect(isAnswer)
        #expect(schedule.nextAt == Self.seconds(22))
        #expect(schedule.timePassed(now: Self.seconds(22)) == .ping)
    }

    @Test("without an answer in time the other end is given up")
    func timeout() {
        var schedule = Self.schedule()
        _ = schedule.timePassed(now: Self.seconds(10))
        #expect(schedule.timePassed(now: Self.seconds(12)) == .wait)
        #expect(schedule.timePassed(now: Self.seconds(13)) == .giveUp)
    }

    @Test("what comes meanwhile gives the answer more time, and is none")
    func alive() {
        var schedule = Self.schedule()
        schedule.received(now: Self.seconds(5))
        #expect(schedule.nextAt == Self.seconds(10))
        _ = schedule.timePassed(now: Self.seconds(10))
        schedule.received(now: Self.seconds(12))
        #expect(schedule.timePassed(now: Self.seconds(14)) == .wait)
        #expect(schedule.isAwaiting)
        #expect(schedule.timePassed(now: Self.seconds(15)) == .giveUp)
    }

    @Test("an answer to nothing is none")
    func unasked() {
        var schedule = Self.schedule()
        let isAnswer = schedule.answered(now: Self.seconds(1))
        #expect(!isAnswer)
        #expect(schedule.nextAt == Self.seconds(10))
    }

    @Test("times of zero are taken for a millisecond")
    func zero() {
        let schedule = PingSchedule(HTTP2KeepalivePlan(interval: .zero, timeout: .zero), now: 0)
        #expect(schedule.nextAt == 1_000_000)
    }
}
