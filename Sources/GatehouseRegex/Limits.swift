/// What a pattern may cost. Every number bounds memory or stack that somebody's configuration could otherwise choose.
enum Limits {
    /// UTF-8 bytes in a pattern. Istio admits 1024; the rest is room for patterns made by the gateway itself.
    static let patternBytes = 64 << 10

    /// Groups and repetitions inside one another. RE2 knows no such limit and Go stops at 1000; what we do with the
    /// tree is recursive, and this keeps it within a small thread's stack.
    static let depth = 250

    /// The largest count in `x{n,m}`, and the largest product of counts inside one another. RE2's number.
    static let repetition = 1000

    /// Instructions and byte transitions in a program, about 15 MiB. RE2's default memory budget ends in this region.
    static let programSize = 500_000

    /// Entries in the table of a precompiled automaton: offsets into it fit 16 bits.
    static let tableEntries = 1 << 16

    /// Steps that building the automaton may take, a few milliseconds, before the program is interpreted instead.
    static let determinizationSteps = 400_000

    /// Bytes of literal prefix worth knowing.
    static let literalPrefix = 256
}
