extension Parser {
    /// Reads `*`, `+` or `?`, with `?` after it for the lazy form.
    mutating func repeatLast() throws(RegexError) {
        let start = self.index
        let sign = self.scalars[start]
        self.index += 1
        let isLazy = self.skip("?")
        let minimum = sign == "+" ? 1 : 0
        let maximum = sign == "?" ? 1 : nil
        try self.repeatLast(minimum: minimum, maximum: maximum, isLazy: isLazy, from: start)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`. Anything else that begins with `{` is that character, as in RE2.
    ///
    /// - Returns: Whether it was a repetition.
    mutating func repeatLastCounted() throws(RegexError) -> Bool {
        let start = self.index
        guard let (minimum, maximum) = self.counts() else {
            self.index = start + 1
            self.appendLiteral(0x7B)
            return false
        }
        let isLazy = self.skip("?")
        if let maximum, maximum < minimum {
            throw RegexError(
                .badRepetition, "`\(self.text(from: start))` has its bounds the wrong way round.", at: start)
        }
        guard max(minimum, maximum ?? 0) <= Limits.repetition else {
            throw RegexError(
                .badRepetition,
                "`\(self.text(from: start))` repeats more than \(Limits.repetition) times, RE2's limit.", at: start)
        }
        try self.repeatLast(minimum: minimum, maximum: maximum, isLazy: isLazy, from: start)
        return true
    }

    private mutating func counts() -> (minimum: Int, maximum: Int?)? {
        self.index += 1
        guard let minimum = self.integer() else { return nil }
        var maximum: Int? = minimum
        if self.skip(",") {
            maximum = nil
            if self.peek() != "}" {
                guard let number = self.integer() else { return nil }
                maximum = number
            }
        }
        return self.skip("}") ? (minimum, maximum) : nil
    }

    /// A decimal number without leading zeros, small enough to be meant as one.
    private mutating func integer() -> Int? {
        let start = self.index
        var value = 0
        while let digit = self.peek(), case "0"..."9" = digit {
            guard value < 100_000_000 else { return nil }
            value = value * 10 + Int(digit.value - 0x30)
            self.index += 1
        }
        let length = self.index - start
        guard length > 0, length == 1 || self.scalars[start] != "0" else { return nil }
        return value
    }

    private mutating func repeatLast(minimum: Int, maximum: Int?, isLazy: Bool, from start: Int) throws(RegexError) {
        if let preceding = self.precedingRepetition {
            let text = self.text(from: preceding)
            let advice =
                text.hasSuffix("+") && text != "++"
                ? "Possessive quantifiers do not exist in RE2, and are not needed: nothing backtracks."
                : "Put the inner one in a group if a repetition of a repetition is meant: `(?:x*)+`."
            throw RegexError(.badRepetition, "`\(text)` is a repetition of a repetition. \(advice)", at: preceding)
        }
        let top = self.stack.count - 1
        guard var item = self.stack[top].sequence.popLast() else {
            throw RegexError(
                .badRepetition,
                "`\(self.text(from: start))` has nothing before it to repeat; for the character itself write `\\` before it.",
                at: start)
        }
        item.node = .repeated(item.node, minimum: minimum, maximum: maximum, greedy: isLazy == self.flags.swapsGreed)
        item.depth += 1
        item.copies *= max(maximum ?? minimum, 1)
        guard item.copies <= Limits.repetition else {
            throw RegexError(
                .badRepetition,
                "Repetitions inside one another come to \(item.copies) copies here; RE2's limit is \(Limits.repetition).",
                at: start)
        }
        guard item.depth + self.stack.count <= Limits.depth else { throw self.tooDeep(at: start) }
        self.append(item)
    }

    func tooDeep(at offset: Int) -> RegexError {
        RegexError(
            .tooLarge, "Groups and repetitions are nested more than \(Limits.depth) deep; flatten the pattern.",
            at: offset)
    }
}
