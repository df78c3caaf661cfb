import Testing

@testable import GatehouseDNS

/// A gate that expectations may change.
private final class Gate {
    private var gate: QueryGate<Int>

    init(limit: Int) { self.gate = QueryGate(limit: limit) }

    var active: Int { self.gate.active }

    func enter(_ query: Int, isFollowUp: Bool = false) -> Bool { self.gate.enter(query, isFollowUp: isFollowUp) }

    func leave() -> Int? { self.gate.leave() }
}

@Suite("The limit on queries")
struct QueryGateTests {
    @Test("so many are under way, and the others come in their order")
    func order() {
        let gate = Gate(limit: 2)
        #expect(gate.enter(1))
        #expect(gate.enter(2))
        #expect(!gate.enter(3))
        #expect(!gate.enter(4))
        #expect(gate.active == 2)
        #expect(gate.leave() == 3)
        #expect(gate.leave() == 4)
        #expect(gate.active == 2)
        #expect(gate.leave() == nil)
        #expect(gate.active == 1)
        #expect(gate.enter(5))
        #expect(!gate.enter(6))
    }

    @Test("what goes on with a lookup comes before what begins one")
    func followUps() {
        let gate = Gate(limit: 1)
        #expect(gate.enter(1))
        for (query, isFollowUp) in [(2, false), (3, true), (4, false), (5, true)] {
            #expect(!gate.enter(query, isFollowUp: isFollowUp))
        }
        let left = (0..<5).map { _ in gate.leave() }
        #expect(left == [3, 5, 2, 4, nil])
    }

    @Test("a limit below one is one", arguments: [0, -1])
    func limit(limit: Int) {
        let gate = Gate(limit: limit)
        #expect(gate.enter(1))
        #expect(!gate.enter(2))
    }

    @Test("leaving more often than entering does no harm")
    func empty() {
        let gate = Gate(limit: 1)
        #expect(gate.leave() == nil)
        #expect(gate.active == 0)
        #expect(gate.enter(1))
        #expect(!gate.enter(2))
    }

    @Test("a long line keeps its order while it grows and shrinks")
    func longLine() {
        let gate = Gate(limit: 1)
        #expect(gate.enter(-1))
        var left: [Int] = []
        for number in 0..<1000 {
            #expect(!gate.enter(number))
            if number % 3 == 0, let next = gate.leave() { left.append(next) }
        }
        while let next = gate.leave() { left.append(next) }
        #expect(left == Array(0..<1000))
    }
}
