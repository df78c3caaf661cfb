import GatehouseModel
import GatehouseObjects
import Testing

@testable import GatehouseKubernetes

@Suite("What is written to the cluster")
struct WritingTests {
    private let start = ContinuousClock.now

    private func key(_ name: String) -> ResourceKey { ResourceKey(kind: "Gateway", namespace: "n", name: name) }

    private func event(_ name: String, isRepeated: Bool = false, count: Int64 = 1) -> EventObject {
        EventObject(namespace: "n", name: name, json: ["count": .integer(count)], isRepeated: isRepeated)
    }

    @Test("Each object is looked at once, however often it is said that there is something to say, in that order")
    func order() {
        var queue = StatusQueue()
        queue.lookAt([self.key("b"), self.key("a")])
        queue.lookAt([self.key("c"), self.key("b")])
        #expect(queue.count == 3)
        let looks = (0..<4).map { _ in queue.next(at: self.start) }
        #expect(looks == [.look(self.key("b")), .look(self.key("a")), .look(self.key("c")), .idle])
        queue.lookAt([self.key("b")])
        #expect(queue.next(at: self.start) == .look(self.key("b")))
    }

    @Test("Gateways come before thousands of others")
    func gatewaysFirst() {
        var queue = StatusQueue()
        let others = (0..<3000).map { ResourceKey(kind: "VirtualService", namespace: "n", name: "v\($0)") }
        queue.lookAt(others)
        #expect(queue.next(at: self.start) == .look(others[0]))
        queue.lookAt([self.key("a")])
        #expect(queue.next(at: self.start) == .look(self.key("a")))
        let rest = (0..<3000).map { _ in queue.next(at: self.start) }
        #expect(rest == others.dropFirst().map { .look($0) } + [.idle])
    }

    @Test("What failed is tried again later and later, or at once where there is something else to say")
    func failures() {
        var queue = StatusQueue()
        queue.lookAt([self.key("a")])
        _ = queue.next(at: self.start)
        queue.failed(self.key("a"), at: self.start, random: 0.5)
        #expect(queue.next(at: self.start) == .wait(.milliseconds(800)))
        let later = self.start + .milliseconds(800)
        #expect(queue.count == 1)
        #expect(queue.next(at: later) == .look(self.key("a")))
        queue.failed(self.key("a"), at: later, random: 0.5)
        #expect(queue.next(at: later) == .wait(.milliseconds(1600)))
        queue.lookAt([self.key("a")])
        #expect(queue.next(at: later) == .look(self.key("a")))
        queue.settled(self.key("a"))
        #expect(queue.next(at: later + .seconds(60)) == .idle)
        queue.lookAt([self.key("a")])
        queue.clear()
        #expect(queue.next(at: later) == .idle)
    }

    @Test("What is to be tried again is waited for in the order of its times, and counted once")
    func held() {
        var queue = StatusQueue()
        let keys = ["a", "b", "c"].map(self.key)
        for (key, random) in zip(keys, [1, 0, 0.5]) { queue.failed(key, at: self.start, random: random) }
        #expect(queue.count == 3)
        #expect(queue.next(at: self.start) == .wait(.milliseconds(600)))
        #expect(queue.next(at: self.start + .milliseconds(600)) == .look(keys[1]))
        queue.lookAt([keys[2]])
        #expect(queue.next(at: self.start + .milliseconds(600)) == .look(keys[2]))
        #expect(queue.count == 1)
        // The time of the one that was taken out is waited for in vain, once.
        #expect(queue.next(at: self.start + .milliseconds(600)) == .wait(.milliseconds(200)))
        #expect(queue.next(at: self.start + .milliseconds(800)) == .wait(.milliseconds(200)))
        #expect(queue.next(at: self.start + .seconds(1)) == .look(keys[0]))
        #expect(queue.next(at: self.start + .seconds(1)) == .idle)
    }

    @Test("What somebody else has changed is looked at after a while, and once")
    func forbearance() {
        var queue = StatusQueue()
        let later = self.start + .milliseconds(500)
        queue.lookAt(self.key("a"), atEarliest: later)
        queue.lookAt(self.key("a"), atEarliest: later + .seconds(1))
        #expect(queue.next(at: self.start) == .wait(.milliseconds(500)))
        #expect(queue.next(at: later) == .look(self.key("a")))
        #expect(queue.next(at: later) == .idle)
        // What has failed is not tried sooner for it.
        queue.failed(self.key("b"), at: later, random: 0.5)
        queue.lookAt(self.key("b"), atEarliest: later)
        #expect(queue.next(at: later) == .wait(.milliseconds(800)))
    }

    @Test("Of an Event that happens again while it waits the last is written, once, as the first would be")
    func again() {
        var queue = EventQueue()
        queue.add(self.event("a"))
        queue.add(self.event("b", isRepeated: true))
        queue.add(self.event("a", isRepeated: true, count: 2))
        #expect(queue.count == 2)
        #expect(queue.next() == self.event("a", count: 2))
        #expect(queue.next() == self.event("b", isRepeated: true))
        #expect(queue.next() == nil)
    }

    @Test("Events that wait are bounded, what is beyond is counted")
    func bound() {
        var queue = EventQueue()
        for number in 0..<(EventQueue.capacity + 7) { queue.add(self.event("e\(number)")) }
        #expect(queue.count == EventQueue.capacity)
        #expect(queue.dropped == 7)
        queue.clear()
        #expect(queue.next() == nil)
    }

    @Test("The path of a status is that of the version that the object was read in")
    func paths() {
        let observed = ObservedObject(
            apiVersion: "networking.istio.io/v1", plural: "gateways", resourceVersion: "1", status: [:])
        #expect(
            observed.path(of: self.key("g"), subresource: "status")
                == "/apis/networking.istio.io/v1/namespaces/n/gateways/g/status")
    }
}
