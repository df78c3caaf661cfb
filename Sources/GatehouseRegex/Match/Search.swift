/// Finds the matches of a program in one text, from left to right.
///
/// Of the matches that begin leftmost it finds the one that a backtracking engine would find first, as RE2 does.
struct Search {
    private enum Pending {
        case visit(Int32)
        case restore(slot: Int, position: Int)
    }

    private enum Way {
        /// The match ends here.
        case end
        /// The match goes on with this instruction after the byte here.
        case onward(Int32)
    }

    private let program: Program
    private let text: UnsafeRawBufferPointer
    private var viability: Viability
    /// Where groups begin and end, two for each; -1 where a group took no part.
    private var slots: [Int]
    private var pending: [Pending] = []
    private var visited: IndexSet

    init(_ program: Program, _ predecessors: Predecessors, in text: UnsafeRawBufferPointer, groups: Int) {
        self.program = program
        self.text = text
        self.viability = Viability(program, predecessors, in: text, extent: .part)
        self.slots = [Int](repeating: -1, count: 2 * (groups + 1))
        self.visited = IndexSet(below: program.instructions.count)
    }

    /// How much work was done, for tests.
    var steps: Int { self.viability.steps }

    /// The first match that begins at `start` or later. Calls must not go back to the left, or they are slow.
    mutating func next(from start: Int) -> Match? {
        var position = start
        while position <= self.text.count {
            if self.viability.contains(self.program.start, at: position) { return self.match(at: position) }
            position += 1
        }
        return nil
    }

    private mutating func match(at start: Int) -> Match? {
        for slot in self.slots.indices { self.slots[slot] = -1 }
        var position = start
        var instruction = self.program.start
        while let way = self.leave(position, from: instruction) {
            switch way {
            case .end:
                self.slots[0] = start
                self.slots[1] = position
                return Match(slots: self.slots)
            case .onward(let next):
                instruction = next
                position += 1
            }
        }
        return nil
    }

    /// The preferred way on from a position. There is one, as the position was found viable.
    private mutating func leave(_ position: Int, from instruction: Int32) -> Way? {
        let holding: Assertion = self.program.assertions.isEmpty ? [] : Assertion(at: position, in: self.text)
        self.visited.removeAll()
        self.pending.removeAll(keepingCapacity: true)
        self.pending.append(.visit(instruction))
        while let pending = self.pending.popLast() {
            switch pending {
            case .restore(let slot, let old): self.slots[slot] = old
            case .visit(let index):
                guard !self.visited.contains(index) else { continue }
                self.visited.insert(index)
                switch self.program.instructions[Int(index)] {
                case .match: return .end
                case .bytes(let transitions):
                    if let next = self.consume(transitions, at: position) { return .onward(next) }
                case .split(let first, let second):
                    self.pending.append(.visit(second))
                    self.pending.append(.visit(first))
                case .assert(let assertion, let next):
                    if holding.isSuperset(of: assertion) { self.pending.append(.visit(next)) }
                case .save(let slot, let next):
                    let slot = Int(slot)
                    self.pending.append(.restore(slot: slot, position: self.slots[slot]))
                    self.slots[slot] = position
                    self.pending.append(.visit(next))
                }
            }
        }
        return nil
    }

    private mutating func consume(_ transitions: Range<Int32>, at position: Int) -> Int32? {
        guard position < self.text.count else { return nil }
        let byte = self.text[position]
        for transition in self.program.transitions[Int(transitions.lowerBound)..<Int(transitions.upperBound)]
        where transition.low <= byte && byte <= transition.high {
            return self.viability.contains(transition.next, at: position + 1) ? transition.next : nil
        }
        return nil
    }
}
