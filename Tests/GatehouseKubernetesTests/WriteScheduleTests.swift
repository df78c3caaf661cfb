import GatehouseModel
import GatehouseObjects
import Testing

@testable import GatehouseKubernetes

@Suite("What a replica writes next")
struct WriteScheduleTests {
    private let start = ContinuousClock.now
    private let key = ResourceKey(kind: "Gateway", namespace: "n", name: "g")
    private let event = EventObject(namespace: "n", name: "g.1", json: [:], isRepeated: false)

    private func schedule(statuses: Int = 1, events: Int = 1) -> WriteSchedule {
        WriteSchedule(pace: .init(statuses: 1, statusBurst: statuses, events: 2, eventBurst: events))
    }

    @Test("Who does not lead writes nothing and keeps nothing")
    func following() {
        var schedule = self.schedule()
        schedule.lookAt([self.key])
        #expect(schedule.next(at: self.start) == .idle)
        schedule.lead([])
        #expect(schedule.next(at: self.start) == .idle)
        schedule.lookAt([self.key])
        schedule.follow()
        #expect(schedule.counts.waiting == 0)
        // The answers to what was on its way then are counted, and nothing comes of them.
        schedule.wrote(self.key, telling: [self.event])
        schedule.failed(self.key, code: nil, at: self.start, random: 0.5)
        #expect(schedule.counts == .init(writes: 1, failures: 1, droppedEvents: 0, waiting: 0))
        schedule.lead([self.key])
        #expect(schedule.next(at: self.start) == .status(self.key))
    }

    @Test("Events come before statuses, each at a pace of its own")
    func paces() {
        var schedule = self.schedule(events: 2)
        let other = EventObject(namespace: "n", name: "g.2", json: [:], isRepeated: false)
        let third = EventObject(namespace: "n", name: "g.3", json: [:], isRepeated: false)
        schedule.lead([self.key])
        schedule.wrote(ResourceKey(kind: "Gateway", namespace: "n", name: "h"), telling: [self.event, other, third])
        #expect(schedule.next(at: self.start) == .event(self.event))
        #expect(schedule.next(at: self.start) == .event(other))
        #expect(schedule.next(at: self.start) == .status(self.key))
        schedule.takeStatus(at: self.start)
        schedule.lookAt([self.key])
        #expect(schedule.next(at: self.start) == .wait(.milliseconds(500)))
        #expect(schedule.next(at: self.start + .milliseconds(500)) == .event(third))
        #expect(schedule.next(at: self.start + .milliseconds(500)) == .wait(.milliseconds(500)))
        #expect(schedule.next(at: self.start + .seconds(1)) == .status(self.key))
    }

    @Test("To look at a status that is as it should be takes nothing of the pace")
    func looking() {
        var schedule = self.schedule()
        let other = ResourceKey(kind: "Gateway", namespace: "n", name: "h")
        schedule.lead([self.key, other])
        #expect(schedule.next(at: self.start) == .status(self.key))
        schedule.settled(self.key)
        #expect(schedule.next(at: self.start) == .status(other))
    }

    @Test(
        "What could not be written is tried again, unless it is gone",
        arguments: [
            (nil, 1, 1), (409, 1, 1), (429, 1, 1), (500, 1, 1), (403, 1, 1), (422, 1, 1), (404, 0, 0),
        ] as [(Int?, Int, Int)])
    func failures(code: Int?, waiting: Int, failures: Int) {
        var schedule = self.schedule()
        schedule.lead([self.key])
        _ = schedule.next(at: self.start)
        schedule.failed(self.key, code: code, at: self.start, random: 0.5)
        #expect(schedule.counts == .init(writes: 0, failures: failures, droppedEvents: 0, waiting: waiting))
    }

    @Test("What fails in one way is not waited for as long as in the other")
    func kindsOfFailure() {
        var schedule = self.schedule(statuses: 5)
        schedule.lead([self.key])
        var now = self.start
        for (code, wait) in [(403, 30_000), (500, 800), (500, 1600), (403, 30_000)] {
            #expect(schedule.next(at: now) == .status(self.key))
            schedule.failed(self.key, code: code, at: now, random: 0.5)
            #expect(schedule.next(at: now) == .wait(.milliseconds(wait)))
            now += .milliseconds(wait)
        }
    }

    @Test("What is not allowed is tried again, seldom", arguments: [403, 422])
    func refused(code: Int) {
        var schedule = self.schedule(statuses: 5)
        schedule.lead([self.key])
        var now = self.start
        for seconds in [30, 60, 120] {
            #expect(schedule.next(at: now) == .status(self.key))
            schedule.failed(self.key, code: code, at: now, random: 0.5)
            #expect(schedule.next(at: now) == .wait(.seconds(seconds)))
            now += .seconds(seconds)
        }
    }
}
