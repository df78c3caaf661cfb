/// Finds the matches of a program in one text, from left to right.
///
/// Of the matches that begin leftmost it finds the one that a backtracking engine would find first, as RE2 does.
///
/// A value is used for one text by one caller and owns its scratch space.
struct Search: ~Copyable {
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
    /// A stack of what is still to be tried at this position, with room for two entries an instruction.
    private let pending: UnsafeMutablePointer<Pending>
    /// For each instruction, the last step that came to it.
    private let visited: UnsafeMutablePointer<Int>
    private var step = 0
    /// Where the last match and its groups begin and end.
    private(set) var match: Match

    init(_ regex: Regex, in text: UnsafeRawBufferPointer) {
        self.program = regex.program
        self.text = text
        self.viability = Viability(regex.program, regex.predecessors, in: text, extent: .part)
        let count = regex.program.instructions.count
        self.pending = .allocate(capacity: 2 * count + 2)
        self.visited = .allocate(capacity: count)
        self.visited.initialize(repeating: 0, count: count)
        self.match = Match(captureCount: regex.captureCount)
    }

    deinit {
        self.pending.deallocate()
        self.visited.deallocate()
    }

    /// How much work was done, for tests.
    var steps: Int { self.viability.steps }

    /// Finds the first match that begins at `start` or later and leaves it in `match`.
    ///
    /// Calls must not go back to the left, or they are slow.
    mutating func find(from start: Int) -> Bool {
        var position = start
        while position <= self.text.count {
            if self.viability.contains(self.program.start, at: position) { return self.walk(from: position) }
            position += 1
        }
        return false
    }

    private mutating func walk(from start: Int) -> Bool {
        self.match.begin()
        var position = start
        var instruction = self.program.start
        while let way = self.leave(position, from: instruction) {
            switch way {
            case .end:
                self.match.end(start..<position)
                return true
            case .onward(let next):
                instruction = next
                position += 1
            }
        }
        return false
    }

    /// The preferred way on from a position. There is one, as the position was found viable.
    private mutating func leave(_ position: Int, from instruction: Int32) -> Way? {
        // Most instructions consume a byte, with nothing to choose.
        if case .bytes(let transitions) = self.program.instructions[Int(instruction)] {
            return self.consume(transitions, at: position).map { .onward($0) }
        }
        let holding: Assertion = self.program.assertions.isEmpty ? [] : Assertion(at: position, in: self.text)
        self.step += 1
        self.pending[0] = .visit(instruction)
        var count = 1
        while count > 0 {
            count -= 1
            switch self.pending[count] {
            case .restore(let slot, let old): self.match.slots[slot] = old
            case .visit(let index):
                guard self.visited[Int(index)] != self.step else { continue }
                self.visited[Int(index)] = self.step
                switch self.program.instructions[Int(index)] {
                case .match: return .end
                case .bytes(let transitions):
                    if let next = self.consume(transitions, at: position) { return .onward(next) }
                case .split(let first, let second):
                    self.pending[count] = .visit(second)
                    self.pending[count + 1] = .visit(first)
                    count += 2
                case .assert(let assertion, let next):
                    guard holding.isSuperset(of: assertion) else { continue }
                    self.pending[count] = .visit(next)
                    count += 1
                case .save(let slot, let next):
                    let slot = Int(slot)
                    self.pending[count] = .restore(slot: slot, position: self.match.slots[slot])
                    self.pending[count + 1] = .visit(next)
                    count += 2
                    self.match.slots[slot] = position
                }
            }
        }
        return nil
    }

    private mutating func consume(_ transitions: Range<Int32>, at position: Int) -> Int32? {
        guard position < self.text.count else { return nil }
        let byte = self.text[position]
        for index in Int(transitions.lowerBound)..<Int(transitions.upperBound) {
            let transition = self.program.transitions[index]
            guard transition.low <= byte, byte <= transition.high else { continue }
            return self.viability.contains(transition.next, at: position + 1) ? transition.next : nil
        }
        return nil
    }
}
