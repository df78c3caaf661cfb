import GatehouseStore
import Testing

@testable import GatehouseKubernetes

@Suite("Time")
struct TimeTests {
    @Test(
        "Points in time are written as Kubernetes writes them",
        arguments: [
            (0, 0, "1970-01-01T00:00:00.000000Z"), (951_782_399, 5, "2000-02-28T23:59:59.000005Z"),
            (951_782_400, 999_999, "2000-02-29T00:00:00.999999Z"), (4_107_542_400, 0, "2100-03-01T00:00:00.000000Z"),
            (1_798_761_599, 123_456, "2026-12-31T23:59:59.123456Z"), (-1, 0, "1969-12-31T23:59:59.000000Z"),
        ])
    func wallTime(seconds: Int, microseconds: Int, text: String) {
        #expect(WallTime(seconds: seconds, microseconds: microseconds).microText == text)
    }

    @Test("Waiting times double from 0.8 to 30 seconds, within a quarter, and begin anew after a success")
    func backoff() {
        var backoff = Backoff()
        let delays = (0..<8).map { _ in backoff.next(random: 0.5) }
        #expect(delays == [0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30].map { .milliseconds($0 * 1000) })
        backoff.reset()
        #expect(backoff.next(random: 0) == .milliseconds(600))
        #expect(backoff.next(random: 1) == .milliseconds(2000))
        for _ in 0..<2000 { #expect(backoff.next(random: 1) <= .milliseconds(37_500)) }
    }

    @Test("A pace lets a burst through at once and the rest at its rate")
    func pace() {
        var pace = WritePace(rate: 10, burst: 3)
        let start = ContinuousClock.now
        for _ in 0..<3 {
            #expect(pace.delay(at: start) == nil)
            pace.take(at: start)
        }
        #expect(pace.delay(at: start) == .milliseconds(100))
        #expect(pace.delay(at: start + .milliseconds(100)) == nil)
        pace.take(at: start + .milliseconds(100))
        #expect(pace.delay(at: start + .milliseconds(100)) == .milliseconds(100))
        #expect(pace.delay(at: start + .seconds(9)) == nil)
    }
}
