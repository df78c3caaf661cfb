/// Makes the automaton of a program by the subset construction, all of it ahead of the first text.
///
/// It gives up at a bound of memory or work, because a few patterns have automata of exponential size. Those are
/// interpreted.
struct Determinizer {
    /// A set of instructions that the text so far may have led to, not followed through splits and conditions yet,
    /// because conditions depend on the byte to come.
    private struct State: Hashable {
        let kernel: [Int32]
        let before: Neighbour
    }

    private let program: Program
    private let classes: ByteClasses
    private var table: [UInt16] = []
    private var offsets: [State: Int] = [:]
    private var states: [State] = []
    private var stepsLeft = Limits.determinizationSteps
    private var closure: IndexSet
    /// For each class of bytes, where it leads to from the state at hand. Kept to be filled again for the next state.
    private var targets: [[Int32]]

    /// The automaton, or `nil` when it or the work would be too large.
    static func automaton(of program: Program) -> Automaton? {
        var determinizer = Determinizer(program)
        return determinizer.build()
    }

    private init(_ program: Program) {
        self.program = program
        self.classes = ByteClasses(of: program)
        self.closure = IndexSet(below: program.instructions.count)
        self.targets = [[Int32]](repeating: [], count: self.classes.count)
    }

    private var stride: Int { self.classes.count + 1 }

    private mutating func build() -> Automaton? {
        guard self.offset(of: State(kernel: [], before: .other)) != nil,
            let start = self.offset(of: State(kernel: [self.program.start], before: self.remembered(.edge)))
        else { return nil }
        var index = 1
        while index < self.states.count {
            guard self.writeRow(index) else { return nil }
            index += 1
        }
        return Automaton(
            table: self.table, start: start, classes: self.classes.classes, classCount: self.classes.count)
    }

    /// What of a neighbour makes a difference to the conditions of this program.
    private func remembered(_ before: Neighbour) -> Neighbour {
        if self.program.assertions.looksAtBytes { return before }
        return self.program.assertions.contains(.textStart) && before == .edge ? .edge : .other
    }

    private mutating func offset(of state: State) -> Int? {
        if let known = self.offsets[state] { return known }
        let offset = self.states.count * self.stride
        guard offset + self.stride <= Limits.tableEntries else { return nil }
        self.offsets[state] = offset
        self.states.append(state)
        self.table.append(contentsOf: repeatElement(0, count: self.stride))
        return offset
    }

    /// Fills in where a state leads to; false when a bound is reached.
    private mutating func writeRow(_ index: Int) -> Bool {
        let state = self.states[index]
        let row = index * self.stride
        self.follow(state, before: .edge)
        if self.closure.contains(Program.match) { self.table[row + self.classes.count] = 1 }

        // One closure serves all classes whose bytes are alike to conditions.
        let looks = self.program.assertions.looksAtBytes
        for kind in looks ? [Neighbour.other, .newline, .word] : [.other] {
            self.follow(state, before: kind)
            self.collectTargets()
            for name in self.targets.indices where !self.targets[name].isEmpty {
                let neighbour = Neighbour(self.classes.representatives[name])
                guard !looks || neighbour == kind else { continue }
                Self.sort(&self.targets[name])
                self.stepsLeft -= self.targets[name].count
                let next = State(kernel: self.targets[name], before: self.remembered(neighbour))
                guard let offset = self.offset(of: next) else { return false }
                self.table[row + name] = UInt16(truncatingIfNeeded: offset)
            }
        }
        return self.stepsLeft > 0
    }

    /// Finds where the closure leads to by each class.
    private mutating func collectTargets() {
        for name in self.targets.indices { self.targets[name].removeAll(keepingCapacity: true) }
        for member in self.closure.members {
            guard case .bytes(let range) = self.program.instructions[Int(member)] else { continue }
            for index in Int(range.lowerBound)..<Int(range.upperBound) {
                let transition = self.program.transitions[index]
                for (name, byte) in self.classes.representatives.enumerated()
                where transition.low <= byte && byte <= transition.high {
                    self.targets[name].append(transition.next)
                    self.stepsLeft -= 1
                }
            }
        }
    }

    /// Follows splits and those conditions that hold, and leaves what is reached in `closure`.
    private mutating func follow(_ state: State, before next: Neighbour) {
        let holding = Assertion(between: state.before, and: next)
        self.closure.removeAll()
        for member in state.kernel { self.closure.insert(member) }
        var index = 0
        while index < self.closure.members.count {
            switch self.program.instructions[Int(self.closure.members[index])] {
            case .match, .bytes: break
            case .split(let first, let second):
                self.closure.insert(first)
                self.closure.insert(second)
            case .assert(let assertion, let next): if holding.isSuperset(of: assertion) { self.closure.insert(next) }
            case .save(_, let next): self.closure.insert(next)
            }
            index += 1
        }
        self.stepsLeft -= index
    }

    /// Sorts, and drops what is there twice.
    private static func sort(_ kernel: inout [Int32]) {
        guard kernel.count > 1 else { return }
        kernel.sort()
        var kept = 0
        for index in 1..<kernel.count where kernel[index] != kernel[kept] {
            kept += 1
            kernel[kept] = kernel[index]
        }
        kernel.removeSubrange((kept + 1)...)
    }
}
