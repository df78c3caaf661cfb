extension Parser {
    /// Reads `(`, `(?:`, `(?P<name>`, `(?<name>`, `(?flags)` or `(?flags:`.
    mutating func openGroup() throws(RegexError) {
        let start = self.index
        guard self.peek(1) == "?" else {
            self.index += 1
            return try self.push(capturing: true, from: start)
        }
        try self.refuseLookaround(from: start)
        let isNamed = self.peek(2) == "<" || (self.peek(2) == "P" && self.peek(3) == "<")
        if isNamed { return try self.openNamedGroup(from: start) }
        try self.readFlags(from: start)
    }

    /// Reads `)`.
    mutating func closeGroup() throws(RegexError) {
        let offset = self.index
        self.index += 1
        guard self.stack.count > 1 else {
            throw RegexError(
                .unbalancedParentheses, "This `)` closes nothing; remove it, or write `\\)` for the character.",
                at: offset)
        }
        var item = self.finishGroup()
        let group = self.stack.removeLast()
        self.flags = group.outerFlags
        item.depth += 1
        if let index = group.capture { item.node = .capture(item.node, index: index) }
        guard item.depth + self.stack.count <= Limits.depth else { throw self.tooDeep(at: group.offset) }
        self.append(item)
    }

    private mutating func push(capturing: Bool, from start: Int) throws(RegexError) {
        guard self.stack.count < Limits.depth else { throw self.tooDeep(at: start) }
        if capturing { self.captureCount += 1 }
        self.stack.append(
            Group(capture: capturing ? self.captureCount : nil, outerFlags: self.flags, offset: start))
    }

    private func refuseLookaround(from start: Int) throws(RegexError) {
        let isBehind = self.peek(2) == "<"
        let sign = self.peek(isBehind ? 3 : 2)
        guard sign == "=" || sign == "!" else { return }
        let text = self.text(start..<(start + (isBehind ? 4 : 3)))
        throw RegexError(
            .unsupported,
            "`\(text)` is lookaround, which RE2 leaves out so that a match takes time in proportion to the text. Match the surroundings themselves, or say the exception in a rule of its own before this one.",
            at: start)
    }

    private mutating func openNamedGroup(from start: Int) throws(RegexError) {
        self.index += self.peek(2) == "<" ? 3 : 4
        let nameStart = self.index
        while let next = self.peek(), next != ">" {
            guard Self.isNameCharacter(next) else { break }
            self.index += 1
        }
        let nameEnd = self.index
        guard self.skip(">"), nameEnd > nameStart else {
            throw RegexError(
                .badGroup,
                "`\(self.text(start..<max(nameEnd, start)))` does not become a named group; it is `(?P<name>` with letters, digits and `_`.",
                at: start)
        }
        try self.push(capturing: true, from: start)
    }

    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
            .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation:
            return true
        default:
            return false
        }
    }

    /// Reads `(?i-s)` or `(?i-s:`.
    private mutating func readFlags(from start: Int) throws(RegexError) {
        self.index += 2
        var flags = self.flags
        var value = true
        var sawFlag = false
        while let next = self.peek() {
            self.index += 1
            switch next {
            case "i": flags.ignoresCase = value
            case "m": flags.multiline = value
            case "s": flags.dotMatchesNewline = value
            case "U": flags.swapsGreed = value
            case "-":
                guard value else { throw self.badGroup(from: start) }
                value = false
                sawFlag = false
                continue
            case ":", ")":
                guard value || sawFlag else { throw self.badGroup(from: start) }
                if next == ":" { try self.push(capturing: false, from: start) }
                self.flags = flags
                return
            default: throw self.badGroup(from: start)
            }
            sawFlag = true
        }
        throw self.badGroup(from: start)
    }

    private func badGroup(from start: Int) -> RegexError {
        let text = self.text(from: start)
        switch self.scalars[self.index - 1] {
        case ">":
            return RegexError(
                .unsupported, "`\(text)` is an atomic group. RE2 has none, and needs none: nothing backtracks.",
                at: start)
        case "#":
            return RegexError(.unsupported, "`\(text)` is a comment, which RE2 does not have; remove it.", at: start)
        case "P", "=":
            return RegexError(
                .unsupported,
                "`\(text)` is no group. `(?P<name>…)` names one; references to an earlier group do not exist in RE2.",
                at: start)
        default:
            return RegexError(
                .badGroup,
                "`\(text)` is no group. After `(?` stand the flags `i`, `m`, `s`, `U` and then `)` or `:`, or a name as in `(?P<name>`.",
                at: start)
        }
    }
}
