import GatehouseModel
import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseControl

@Suite("Events of conditions that change", .overSockets) struct EventRecorderTests {
    static func status(_ conditions: Condition..., name: String = "gw", uid: String? = "u") -> ResourceStatus {
        ResourceStatus(
            key: ResourceKey(kind: "Gateway", namespace: "default", name: name), uid: uid, conditions: conditions)
    }

    static let programmed = Condition(.programmed, .yes, .programmed, "Listening.")
    static let closed = Condition(.programmed, .no, .addressInUse, "In use.")
    static let conflict = Condition(.conflicted, .yes, .hostConflict, "Of a.")
    static let noConflict = Condition(.conflicted, .no, .noConflicts, "None.")

    static func lines(_ events: [Event]) -> [String] {
        events.map { "\($0.level.rawValue) \($0.reason.rawValue): \($0.message) ×\($0.count)" }
    }

    @Test(
        "what is told of a change",
        arguments: [
            ([], [Self.programmed, Self.noConflict], ["Normal Programmed: Listening. ×1"]),
            (
                [], [Self.closed, Self.conflict],
                ["Warning AddressInUse: In use. ×1", "Warning HostConflict: Of a. ×1"]
            ),
            ([Self.programmed], [Self.closed], ["Warning AddressInUse: In use. ×1"]),
            ([Self.closed], [Self.programmed], ["Normal Programmed: Listening. ×1"]),
            ([Self.conflict], [Self.noConflict], ["Normal NoConflicts: None. ×1"]),
            ([Self.closed], [Self.closed], []),
            ([Self.programmed], [Condition(.programmed, .yes, .programmed, "Elsewhere.")], []),
            (
                [Self.closed], [Condition(.programmed, .no, .addressInUse, "Still.")],
                ["Warning AddressInUse: Still. ×1"]
            ),
            (
                [Self.programmed],
                [Condition(.accepted, .no, .noGateway, "Gone."), Condition(.programmed, .no, .notAccepted, "None.")],
                ["Warning NoGateway: Gone. ×1"]
            ),
        ] as [([Condition], [Condition], [String])])
    func changes(old: [Condition], new: [Condition], expected: [String]) {
        var recorder = EventRecorder()
        var status = Self.status()
        status.conditions = new
        #expect(Self.lines(recorder.events(for: status, replacing: old, now: 1)) == expected)
    }

    @Test("the same event again keeps its name and is counted")
    func counted() throws {
        var recorder = EventRecorder()
        let first = try #require(recorder.events(for: Self.status(Self.closed), replacing: [], now: 10).first)
        _ = recorder.events(for: Self.status(Self.programmed), replacing: [Self.closed], now: 20)
        let second = try #require(
            recorder.events(for: Self.status(Self.closed), replacing: [Self.programmed], now: 30).first)
        #expect(second.name == first.name)
        #expect((second.count, second.firstTimestamp, second.lastTimestamp) == (2, 10, 30))
        let later = try #require(
            recorder.events(for: Self.status(Self.closed), replacing: [Self.programmed], now: 30 + 601).first)
        #expect(later.count == 1)
        #expect(later.name != first.name)
    }

    @Test("events that differ in their message only become one, after ten")
    func combined() throws {
        var recorder = EventRecorder()
        var events: [Event] = []
        for number in 1...12 {
            let condition = Condition(.programmed, .no, .addressInUse, "Message \(number).")
            events += recorder.events(for: Self.status(condition), replacing: [], now: number)
        }
        #expect(Set(events.map(\.name)).count == 11)
        #expect(events[10].name == events[11].name)
        #expect(events[11].message == "(combined from similar events): Message 12.")
        #expect((events[11].count, events[11].firstTimestamp) == (2, 11))
    }

    @Test("a resource has 25 events in a row and one more every five minutes; others are not held up")
    func budget() {
        var recorder = EventRecorder()
        func tell(_ name: String, at now: Int) -> Int {
            recorder.events(for: Self.status(Self.closed, name: name), replacing: [], now: now).count
        }
        let told = (0..<40).reduce(0) { sum, _ in sum + tell("a", at: 0) }
        #expect(told == 25)
        #expect(recorder.dropped == 15)
        #expect(tell("b", at: 0) == 1)
        #expect(tell("a", at: 299) == 0)
        #expect(tell("a", at: 300) == 1)
        #expect(tell("a", at: 301) == 0)
        #expect(tell("a", at: 0) == 0)
        #expect((0..<40).reduce(0) { sum, _ in sum + tell("a", at: 1_000_000) } == 25)
    }

    @Test("what is remembered is bounded")
    func memory() {
        var limits = EventRecorder.Limits()
        limits.remembered = 8
        var recorder = EventRecorder(limits: limits)
        var count = 0
        for number in 0..<100 {
            count +=
                recorder.events(for: Self.status(Self.closed, name: "gw-\(number)"), replacing: [], now: number).count
        }
        #expect(count == 100)
        let again = recorder.events(for: Self.status(Self.closed, name: "gw-99"), replacing: [], now: 100)
        #expect(again.first?.count == 2)
        let forgotten = recorder.events(for: Self.status(Self.closed, name: "gw-0"), replacing: [], now: 100)
        #expect(forgotten.first?.count == 1)
    }

    @Test("an event is an object of core/v1, whose name is one")
    func json() throws {
        var recorder = EventRecorder()
        let name = String(repeating: "n", count: 253)
        let event = try #require(
            recorder.events(for: Self.status(Self.closed, name: name), replacing: [], now: 1_767_323_045).first)
        #expect(event.name.utf8.count == 253)
        #expect(event.name.wholeMatch(of: /n{236}\.[0-9a-f]{16}/) != nil)
        let json = event.json(component: "gatehouse", instance: "pod-1")
        #expect(json["metadata"] == ["name": .string(event.name), "namespace": "default"])
        #expect(
            json["involvedObject"] == [
                "apiVersion": "networking.istio.io/v1", "kind": "Gateway", "namespace": "default",
                "name": .string(name), "uid": "u",
            ])
        #expect(json["type"] == "Warning")
        #expect(json["reason"] == "AddressInUse")
        #expect(json["count"] == 1)
        #expect(json["firstTimestamp"] == "2026-01-02T03:04:05Z")
        #expect(json["lastTimestamp"] == "2026-01-02T03:04:05Z")
        #expect(json["source"] == ["component": "gatehouse", "host": "pod-1"])
        #expect(json["reportingInstance"] == "pod-1")
    }
}
