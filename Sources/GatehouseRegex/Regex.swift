/// A regular expression of RE2's syntax and meaning, over bytes that are meant to be UTF-8.
///
/// Every operation takes time in proportion to the text, whatever the pattern: nothing backtracks. Where the pattern's
/// deterministic automaton is small, as it nearly always is, it is made in advance and ``fullMatches(_:)`` is one table
/// look-up a byte; the few other patterns are interpreted. A value is immutable and holds no caches, so that any number
/// of event loops may use it at once.
///
/// One difference from RE2 is known: where a repeated alternation prefers the empty text (`(?:|a+)*`), RE2 sometimes finds
/// a longer first match than its own rules say. Whether a whole text matches is not affected.
///
/// Bytes that are not UTF-8 match `\C` and nothing else, with RE2's laxity towards overlong forms and surrogates.
/// Unicode's categories and cases are those of the standard library's version of Unicode, the scripts those of 15.1;
/// `\d`, `\s`, `\w`, `\b` and the POSIX classes know ASCII only.
public struct Regex: Sendable, Hashable {
    /// The pattern as it was given.
    public let pattern: String
    /// How many groups capture. Group 0, the whole match, does not count.
    public let captureCount: Int
    /// Bytes that every text begins with that matches as a whole; empty where none can be told.
    public let literalPrefix: [UInt8]

    let program: Program
    let predecessors: Predecessors
    let automaton: Automaton?

    /// Compiles a pattern.
    ///
    /// This takes from microseconds to a few milliseconds; compile once and keep the value.
    public init(_ pattern: String) throws(RegexError) {
        var parser = try Parser(pattern)
        let parsed = try parser.parse()
        self.pattern = pattern
        self.captureCount = parsed.captureCount
        self.program = try Compiler.compile(parsed.tree)
        self.predecessors = Predecessors(of: self.program)
        self.automaton = Determinizer.automaton(of: self.program)
        self.literalPrefix = self.program.literalPrefix()
    }

    /// Whether the whole text matches. Allocates nothing where the automaton is made in advance.
    public func fullMatches(_ text: UnsafeRawBufferPointer) -> Bool {
        if let automaton = self.automaton { return automaton.accepts(text) }
        guard text.starts(with: self.literalPrefix) else { return false }
        var viability = Viability(self.program, self.predecessors, in: text, extent: .toEnd)
        return viability.contains(self.program.start, at: 0)
    }

    /// The leftmost match that begins at `start` or later; of those that begin there, the one that a backtracking
    /// engine would find first.
    ///
    /// Conditions such as `^` and `\b` see the text before `start`.
    public func firstMatch(in text: UnsafeRawBufferPointer, from start: Int = 0) -> Match? {
        guard start >= 0 else { return nil }
        var search = Search(self, in: text)
        return search.find(from: start) ? search.match : nil
    }

    /// The text with every match replaced, or `nil` when nothing matched: RE2's `GlobalReplace`.
    ///
    /// Matches do not overlap; the empty match directly after another one is not replaced.
    public func replaceAll(in text: UnsafeRawBufferPointer, with substitution: Substitution) -> [UInt8]? {
        var search = Search(self, in: text)
        var output: [UInt8] = []
        var position = 0
        var previousEnd: Int?
        while search.find(from: position) {
            let range = search.match.range
            output += text[position..<range.lowerBound]
            position = range.upperBound
            if range.isEmpty, range.lowerBound == previousEnd {
                let end = min(position + UTF8Ranges.characterLength(at: position, in: text), text.count)
                output += text[position..<end]
                position += max(end - position, 1)
            } else {
                substitution.append(search.match, in: text, to: &output)
                previousEnd = position
            }
        }
        guard previousEnd != nil else { return nil }
        if position < text.count { output += text[position...] }
        return output
    }

    /// Whether both were made of the same pattern.
    public static func == (left: Self, right: Self) -> Bool { left.pattern == right.pattern }

    /// Hashes the pattern.
    public func hash(into hasher: inout Hasher) { hasher.combine(self.pattern) }
}

extension Regex: CustomStringConvertible {
    /// The pattern.
    public var description: String { self.pattern }
}
