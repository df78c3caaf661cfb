/// A compiled pattern: a nondeterministic automaton over bytes, as RE2 and its kin have it.
struct Program: Sendable {
    /// One state of the automaton.
    enum Instruction: Sendable {
        /// The end of a match.
        case match
        /// Consumes a byte by whichever of these transitions has it; none of them overlap.
        case bytes(Range<Int32>)
        /// Goes both ways, the first preferred.
        case split(Int32, Int32)
        /// Goes on where the condition holds.
        case assert(Assertion, next: Int32)
        /// Notes the position in a slot: group n begins in slot 2n and ends in slot 2n + 1.
        case save(slot: Int32, next: Int32)
    }

    /// Bytes that lead to an instruction.
    struct Transition: Hashable, Sendable {
        var low: UInt8
        var high: UInt8
        var next: Int32
    }

    /// Where the match instruction is, in every program.
    static let match: Int32 = 0

    var instructions: [Instruction] = [.match]
    var transitions: [Transition] = []
    var start = Program.match
    /// Every condition that occurs.
    var assertions: Assertion = []
}
