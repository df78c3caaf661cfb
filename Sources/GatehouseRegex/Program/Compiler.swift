/// Writes a tree as a program, from its end to its beginning: each piece is told where to go on.
struct Compiler {
    private var program = Program()
    private var written: [[Program.Transition]: Int32] = [:]

    /// A piece of program.
    private struct Piece {
        /// Where it begins.
        let entry: Int32
        /// Whether it may match the empty text. Yes where it is not certain.
        let isNullable: Bool
    }

    /// The program of a pattern. Group 0 is the whole match and has no instructions.
    static func compile(_ tree: Node) throws(RegexError) -> Program {
        var compiler = Compiler()
        compiler.program.start = try compiler.write(tree, then: Program.match).entry
        return compiler.program
    }

    private mutating func write(_ node: Node, then next: Int32) throws(RegexError) -> Piece {
        switch node {
        case .empty:
            return Piece(entry: next, isNullable: true)
        case .literal(let codePoint):
            var entry = next
            for byte in UTF8Ranges.encode(codePoint).reversed() {
                entry = try self.add([Program.Transition(low: byte, high: byte, next: entry)])
            }
            return Piece(entry: entry, isNullable: false)
        case .set(let set):
            return Piece(
                entry: try self.write(UTF8Ranges.sequences(of: set)[...], depth: 0, then: next), isNullable: false)
        case .anyByte:
            return Piece(entry: try self.add([Program.Transition(low: 0, high: 0xFF, next: next)]), isNullable: false)
        case .assertion(let assertion):
            self.program.assertions.formUnion(assertion)
            return Piece(entry: try self.add(.assert(assertion, next: next)), isNullable: true)
        case .capture(let inner, let index):
            let end = try self.add(.save(slot: Int32(2 * index + 1), next: next))
            let piece = try self.write(inner, then: end)
            let entry = try self.add(.save(slot: Int32(2 * index), next: piece.entry))
            return Piece(entry: entry, isNullable: piece.isNullable)
        case .concatenation(let parts):
            var piece = Piece(entry: next, isNullable: true)
            for part in parts.reversed() {
                let before = try self.write(part, then: piece.entry)
                piece = Piece(entry: before.entry, isNullable: before.isNullable && piece.isNullable)
            }
            return piece
        case .alternation(let branches):
            var entry: Int32?
            var isNullable = false
            for branch in branches.reversed() {
                let piece = try self.write(branch, then: next)
                isNullable = isNullable || piece.isNullable
                if let other = entry {
                    entry = try self.add(.split(piece.entry, other))
                } else {
                    entry = piece.entry
                }
            }
            return Piece(entry: entry ?? next, isNullable: isNullable)
        case .repetition(let inner, let minimum, let maximum, let greedy):
            return try self.write(inner, minimum: minimum, maximum: maximum, greedy: greedy, then: next)
        }
    }

    // MARK: Repetitions

    private mutating func write(
        _ inner: Node, minimum: Int, maximum: Int?, greedy: Bool, then next: Int32
    ) throws(RegexError) -> Piece {
        var piece: Piece
        var copies = minimum
        if let maximum {
            // x{2,5} is xx(x(x(x)?)?)?
            piece = Piece(entry: next, isNullable: true)
            for _ in minimum..<maximum {
                let optional = try self.write(inner, then: piece.entry)
                piece = Piece(entry: try self.branch(optional.entry, or: next, greedy: greedy), isNullable: true)
            }
        } else {
            // x{2,} is xx+, x{0,} is (x+)? where x may be empty, which keeps the order of preference right.
            let loop = try self.add(.split(next, next))
            let body = try self.write(inner, then: loop)
            self.program.instructions[Int(loop)] = greedy ? .split(body.entry, next) : .split(next, body.entry)
            if minimum == 0 {
                let entry = body.isNullable ? try self.branch(body.entry, or: next, greedy: greedy) : loop
                return Piece(entry: entry, isNullable: true)
            }
            piece = body
            copies -= 1
        }
        for _ in 0..<copies {
            let before = try self.write(inner, then: piece.entry)
            piece = Piece(entry: before.entry, isNullable: before.isNullable)
        }
        return piece
    }

    private mutating func branch(_ body: Int32, or next: Int32, greedy: Bool) throws(RegexError) -> Int32 {
        try self.add(greedy ? .split(body, next) : .split(next, body))
    }

    // MARK: Sets

    /// Writes byte sequences as a tree by their first bytes. They are sorted, and their ranges at one depth under the
    /// same bytes before are either the same or apart.
    private mutating func write(
        _ sequences: ArraySlice<UTF8Ranges.Sequence>, depth: Int, then next: Int32
    ) throws(RegexError) -> Int32 {
        var transitions: [Program.Transition] = []
        var index = sequences.startIndex
        while index < sequences.endIndex {
            let range = sequences[index][depth]
            var end = index + 1
            while end < sequences.endIndex, sequences[end][depth] == range { end += 1 }
            let isLast = sequences[index].count == depth + 1
            let target = isLast ? next : try self.write(sequences[index..<end], depth: depth + 1, then: next)
            let isAdjacent = transitions.last.map { $0.next == target && $0.high &+ 1 == range.lowerBound } ?? false
            if isAdjacent {
                transitions[transitions.count - 1].high = range.upperBound
            } else {
                transitions.append(.init(low: range.lowerBound, high: range.upperBound, next: target))
            }
            index = end
        }
        // Most branches of a large set end alike; they are written once.
        if depth > 0, let known = self.written[transitions] { return known }
        let entry = try self.add(transitions)
        if depth > 0 { self.written[transitions] = entry }
        return entry
    }

    // MARK: Instructions

    private mutating func add(_ transitions: [Program.Transition]) throws(RegexError) -> Int32 {
        let start = Int32(self.program.transitions.count)
        self.program.transitions += transitions
        return try self.add(.bytes(start..<(start + Int32(transitions.count))))
    }

    private mutating func add(_ instruction: Program.Instruction) throws(RegexError) -> Int32 {
        guard self.program.instructions.count + self.program.transitions.count <= Limits.programSize else {
            throw RegexError(
                .tooLarge,
                "The pattern is too large once its repetitions are written out. Use smaller counts, or `*` and `+`.")
        }
        self.program.instructions.append(instruction)
        return Int32(self.program.instructions.count - 1)
    }
}
