extension Parser {
    /// Reads `[…]`.
    mutating func characterClass() throws(RegexError) -> CodePointSet {
        let start = self.index
        self.index += 1
        let isNegated = self.skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        // A `]` in the first place is a member.
        var isFirst = true
        while let next = self.peek(), isFirst || next != "]" {
            isFirst = false
            if let set = try self.posixClass() {
                ranges += set.ranges
            } else if next == "\\", let set = try self.escapedClass() {
                ranges += set.ranges
            } else {
                let range = try self.classRange(classStart: start)
                ranges += self.withCase(CodePointSet([range])).ranges
            }
        }
        guard self.skip("]") else { throw self.missingBracket(from: start) }
        let set = CodePointSet(ranges)
        return isNegated ? set.inverted : set
    }

    private func missingBracket(from start: Int) -> RegexError {
        RegexError(
            .badClass, "This `[` is never closed; add `]`, or write `\\[` for the character.", at: start)
    }

    /// Reads `[:alpha:]` or `[:^alpha:]`. Reads nothing where there is no `:]` to come.
    private mutating func posixClass() throws(RegexError) -> CodePointSet? {
        let start = self.index
        guard self.peek() == "[", self.peek(1) == ":" else { return nil }
        var end = start + 2
        while end + 1 < self.scalars.count, !(self.scalars[end] == ":" && self.scalars[end + 1] == "]") { end += 1 }
        guard end + 1 < self.scalars.count else { return nil }
        self.index = end + 2
        var name = self.text((start + 2)..<end)
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        guard let set = CodePointSet.posix(name) else {
            throw RegexError(
                .badClass,
                "`\(self.text(from: start))` names no POSIX class; these are alnum, alpha, ascii, blank, cntrl, digit, graph, lower, print, punct, space, upper, word and xdigit.",
                at: start)
        }
        return isNegated ? self.withCase(set).inverted : self.withCase(set)
    }

    /// Reads `x` or `x-y`.
    private mutating func classRange(classStart: Int) throws(RegexError) -> ClosedRange<UInt32> {
        let start = self.index
        let low = try self.classCodePoint(classStart: classStart)
        guard self.peek() == "-", let after = self.peek(1), after != "]" else { return low...low }
        self.index += 1
        let high = try self.classCodePoint(classStart: classStart)
        guard low <= high else {
            throw RegexError(.badClass, "`\(self.text(from: start))` is a range from high to low.", at: start)
        }
        return low...high
    }

    private mutating func classCodePoint(classStart: Int) throws(RegexError) -> UInt32 {
        guard let next = self.peek() else { throw self.missingBracket(from: classStart) }
        if next == "\\" { return try self.escapedCodePoint() }
        self.index += 1
        return next.value
    }
}
