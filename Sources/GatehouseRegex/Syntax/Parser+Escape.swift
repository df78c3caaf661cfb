extension Parser {
    /// Reads `\` and what follows, outside a character class.
    mutating func escape() throws(RegexError) {
        let start = self.index
        switch self.peek(1) {
        case "A": self.appendEscaped(.assertion(.textStart))
        case "z": self.appendEscaped(.assertion(.textEnd))
        case "b": self.appendEscaped(.assertion(.wordBoundary))
        case "B": self.appendEscaped(.assertion(.noWordBoundary))
        case "C": self.appendEscaped(.anyByte)
        case "Q": self.readQuoted()
        case "Z":
            throw RegexError(
                .unsupported, "RE2 does not have `\\Z`; use `\\z` for the end of the text, or `\\n?\\z`.", at: start)
        case "G", "K", "R", "X", "h", "H", "N":
            self.index += 2
            throw RegexError(
                .unsupported, "RE2 does not have `\(self.text(from: start))`; write out what it should match.",
                at: start)
        default:
            if let set = try self.escapedClass() { return self.append(.set(set)) }
            self.appendLiteral(try self.escapedCodePoint())
        }
    }

    private mutating func appendEscaped(_ node: Node) {
        self.index += 2
        self.append(node)
    }

    /// `\Q…\E`: all characters between are themselves. Without `\E` it goes on to the end.
    private mutating func readQuoted() {
        self.index += 2
        while let next = self.peek() {
            if next == "\\", self.peek(1) == "E" {
                self.index += 2
                return
            }
            self.index += 1
            self.appendLiteral(next.value)
        }
    }

    /// Reads an escape that stands for a set: `\d`, `\W`, `\pN`, `\p{Greek}`. Reads nothing if it is another one.
    mutating func escapedClass() throws(RegexError) -> CodePointSet? {
        guard let letter = self.peek(1) else { return nil }
        switch letter {
        case "p", "P": return try self.property()
        default: break
        }
        guard let (set, isNegated) = CodePointSet.perl(letter) else { return nil }
        self.index += 2
        return isNegated ? self.withCase(set).inverted : self.withCase(set)
    }

    /// The set with its variants under `(?i)`.
    func withCase(_ set: CodePointSet) -> CodePointSet { self.flags.ignoresCase ? set.foldingCase() : set }

    private mutating func property() throws(RegexError) -> CodePointSet {
        let start = self.index
        var isNegated = self.scalars[start + 1] == "P"
        self.index += 2
        let nameStart: Int
        let nameEnd: Int
        if self.skip("{") {
            nameStart = self.index
            guard let end = self.scalars[nameStart...].firstIndex(of: "}") else {
                throw RegexError(.badClass, "`\(self.text(from: start))` lacks its `}`.", at: start)
            }
            nameEnd = end
            self.index = end + 1
        } else {
            nameStart = self.index
            nameEnd = min(nameStart + 1, self.scalars.count)
            self.index = nameEnd
        }
        var name = self.text(nameStart..<nameEnd)
        if name.hasPrefix("^") {
            isNegated.toggle()
            name.removeFirst()
        }
        guard let set = CodePointSet.unicode(name) else {
            throw RegexError(
                .badClass,
                "`\(self.text(from: start))` names no Unicode class; there are general categories such as `\\p{L}` or `\\p{Nd}`, scripts such as `\\p{Greek}`, and `\\p{Any}`.",
                at: start)
        }
        return isNegated ? self.withCase(set).inverted : self.withCase(set)
    }

    /// Reads an escape that stands for one code point.
    mutating func escapedCodePoint() throws(RegexError) -> UInt32 {
        let start = self.index
        self.index += 1
        guard let letter = self.peek() else {
            throw RegexError(
                .badEscape, "The pattern ends in a single `\\`; write `\\\\` for the character.", at: start)
        }
        self.index += 1
        switch letter {
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "a": return 0x07
        case "f": return 0x0C
        case "v": return 0x0B
        case "0"..."7": return try self.octal(letter, from: start)
        case "x":
            if let value = self.hexadecimal() { return value }
        default:
            // A punctuation mark stands for itself; letters and digits are kept for meanings.
            let isAlphanumeric = CodePointSet.posix("alnum")?.contains(letter.value) ?? true
            if letter.isASCII, !isAlphanumeric { return letter.value }
        }
        throw self.badEscape(from: start)
    }

    /// Up to three octal digits; a single one other than 0 would be a backreference.
    private mutating func octal(_ first: Unicode.Scalar, from start: Int) throws(RegexError) -> UInt32 {
        var value = first.value - 0x30
        var digits = 1
        while digits < 3, let next = self.peek(), case "0"..."7" = next {
            value = value * 8 + (next.value - 0x30)
            digits += 1
            self.index += 1
        }
        guard first == "0" || digits > 1 else { throw self.badEscape(from: start) }
        return value
    }

    /// `7F` or `{10FFFF}` after `\x`.
    private mutating func hexadecimal() -> UInt32? {
        guard self.skip("{") else {
            guard let high = self.hexadecimalDigit(), let low = self.hexadecimalDigit() else { return nil }
            return high * 16 + low
        }
        guard var value = self.hexadecimalDigit() else { return nil }
        while let digit = self.hexadecimalDigit() {
            value = value * 16 + digit
            guard value <= CodePointSet.last else { return nil }
        }
        return self.skip("}") ? value : nil
    }

    private mutating func hexadecimalDigit() -> UInt32? {
        guard let digit = self.peek(), digit.isASCII, let value = Character(digit).hexDigitValue else { return nil }
        self.index += 1
        return UInt32(value)
    }

    private func badEscape(from start: Int) -> RegexError {
        let text = self.text(from: start)
        guard case "1"..."9" = self.scalars[start + 1] else {
            return RegexError(.badEscape, "`\(text)` is no escape that RE2 knows.", at: start)
        }
        return RegexError(
            .unsupported,
            "`\(text)` is a backreference, which RE2 leaves out so that a match takes time in proportion to the text. Use the exact text, or match the parts in separate conditions.",
            at: start)
    }
}
