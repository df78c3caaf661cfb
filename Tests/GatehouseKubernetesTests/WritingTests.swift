import GatehouseModel
import GatehouseObjects
import Testing

@testable import GatehouseKubernetes

@Suite("What is written to the cluster")
struct WritingTests {
    private let start = ContinuousClock.now

    private func key(_ name: String) -> ResourceKey { ResourceKey(kind: "Gateway", namespace: "n", name: name) }

    private func event(_ number: Int) -> ClusterEvent {
        ClusterEvent(object: self.key("g"), severity: .warning, reason: "R", message: "number \(number)")
    }

    @Test("Only statuses that differ from what is there are written, those of others beside them are let be")
    func differences() {
        var queue = StatusQueue()
        queue.setDesired([self.key("a"): ["x": 1], self.key("b"): ["x": 1], self.key("c"): ["x": 1]])
        let present: [ResourceKey: JSON] = [self.key("a"): ["x": 1, "other": 2], self.key("b"): ["x": 2]]
        var writes: [StatusQueue.Next] = []
        for _ in 0..<2 { writes.append(queue.next(at: self.start) { present[$0] }) }
        #expect(writes == [.write(self.key("b"), ["x": 1]), .idle])
    }

    @Test("A status is looked at again when another one is desired, or all are")
    func again() {
        var queue = StatusQueue()
        let status: (ResourceKey) -> JSON? = { _ in ["x": 0] }
        queue.setDesired([self.key("a"): ["x": 0]])
        #expect(queue.next(at: self.start, status: status) == .idle)
        queue.setDesired([self.key("a"): ["x": 0]])
        #expect(queue.count == 0)
        queue.setDesired([self.key("a"): ["x": 1]])
        #expect(queue.next(at: self.start, status: status) == .write(self.key("a"), ["x": 1]))
        queue.wrote(self.key("a"))
        #expect(queue.next(at: self.start, status: status) == .idle)
        queue.lookAtAll()
        #expect(queue.next(at: self.start, status: status) == .write(self.key("a"), ["x": 1]))
    }

    @Test("What failed is tried again later and later, or not at all")
    func failures() {
        var queue = StatusQueue()
        let status: (ResourceKey) -> JSON? = { _ in [:] }
        queue.setDesired([self.key("a"): ["x": 1]])
        _ = queue.next(at: self.start, status: status)
        queue.failed(self.key("a"), at: self.start, isFinal: false, random: 0.5)
        #expect(queue.next(at: self.start, status: status) == .wait(.milliseconds(800)))
        let later = self.start + .milliseconds(800)
        #expect(queue.next(at: later, status: status) == .write(self.key("a"), ["x": 1]))
        queue.failed(self.key("a"), at: later, isFinal: false, random: 0.5)
        #expect(queue.next(at: later, status: status) == .wait(.milliseconds(1600)))
        queue.failed(self.key("a"), at: later, isFinal: true, random: 0.5)
        #expect(queue.next(at: later + .seconds(60), status: status) == .idle)
    }

    @Test("What happens again is counted in the Event that told of it first")
    func counting() throws {
        var queue = EventQueue(seed: 0xfe)
        queue.happened(self.event(1))
        let next = queue.next()
        let first = try #require(next)
        #expect(first.write == .create(name: "g.ff"))
        queue.wrote(first.event)
        queue.happened(self.event(1))
        queue.happened(self.event(1))
        #expect(queue.count == 1)
        #expect(queue.next()?.write == .count(name: "g.ff", 3))
        #expect(queue.next() == nil)
        queue.lost(first.event)
        queue.happened(self.event(1))
        #expect(queue.next()?.write == .create(name: "g.100"))
    }

    @Test("Events that wait are bounded, what is beyond is counted")
    func bound() {
        var queue = EventQueue(seed: 0)
        for number in 0..<(EventQueue.capacity + 7) { queue.happened(self.event(number)) }
        #expect(queue.count == EventQueue.capacity)
        #expect(queue.dropped == 7)
        for number in 0..<(2 * EventQueue.memory) {
            queue.happened(self.event(number))
            _ = queue.next()
        }
        #expect(queue.count < EventQueue.capacity)
    }

    @Test("An Event names its object, and its message is no longer than the server takes")
    func objects() {
        let event = ClusterEvent(
            object: self.key("g"), severity: .normal, reason: "Programmed", message: String(repeating: "ä", count: 1000)
        )
        let observed = ObservedObject(
            apiVersion: "networking.istio.io/v1", plural: "gateways", uid: "u", generation: 1, status: [:])
        let object = event.object(named: "g.1", about: observed, reporter: "pod", time: "2024-01-01T00:00:00Z")
        #expect(object["involvedObject"]?["uid"] == "u")
        #expect(object["metadata"] == ["name": "g.1", "namespace": "n"])
        #expect(object["message"]?.string?.utf8.count == 1024)
        #expect(
            observed.path(of: self.key("g"), subresource: "status")
                == "/apis/networking.istio.io/v1/namespaces/n/gateways/g/status")
    }
}
