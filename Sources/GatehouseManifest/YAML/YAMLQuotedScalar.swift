/// Scalars in quotes.
extension YAMLParser {
    mutating func singleQuoted() throws(YAMLError) -> Scalar {
        let line = self.line
        self.position += 1
        let start = self.position
        if let verbatim = self.verbatim(upTo: UInt8(ascii: "'"), line: line) {
            if self.current != UInt8(ascii: "'") { return verbatim }
            self.position = start
        }
        let pooled = self.tree.pool.count
        while true {
            switch self.current {
            case _ where self.isAtEnd: throw self.error("The quote on this line is never closed.", line: line)
            case UInt8(ascii: "'"):
                self.position += 1
                if self.current != UInt8(ascii: "'") { return self.pooled(since: pooled, line: line) }
                self.keep()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): self.foldQuoted(since: pooled)
            default: self.keep()
            }
        }
    }

    mutating func doubleQuoted() throws(YAMLError) -> Scalar {
        let line = self.line
        self.position += 1
        if let verbatim = self.verbatim(upTo: UInt8(ascii: "\""), line: line) { return verbatim }
        let pooled = self.tree.pool.count
        // What an escape stands for is kept when a line is folded, even if it is a blank.
        var firm = pooled
        while true {
            switch self.current {
            case _ where self.isAtEnd: throw self.error("The quote on this line is never closed.", line: line)
            case UInt8(ascii: "\""):
                self.position += 1
                return self.pooled(since: pooled, line: line)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): self.foldQuoted(since: firm)
            case UInt8(ascii: "\\"):
                self.position += 1
                try self.escape()
                firm = self.tree.pool.count
            default: self.keep()
            }
        }
    }

    /// The scalar if it ends on this line and says what it is; otherwise the position stays.
    private mutating func verbatim(upTo quote: UInt8, line: Int) -> Scalar? {
        var position = self.position
        while position < self.end {
            switch self.bytes[position] {
            case quote:
                let start = self.position
                self.position = position + 1
                return Scalar(kind: .text, start: start, count: position - start, line: line)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): return nil
            default: position += 1
            }
        }
        return nil
    }

    private func pooled(since start: Int, line: Int) -> Scalar {
        Scalar(kind: .text, start: start, count: self.tree.pool.count - start, isPooled: true, line: line)
    }

    private mutating func keep() {
        self.tree.pool.append(self.current)
        self.position += 1
    }

    /// One line break becomes a space, several become one less; blanks around them go.
    private mutating func foldQuoted(since start: Int) {
        while self.tree.pool.count > start, let last = self.tree.pool.last, Self.isBlank(last) {
            self.tree.pool.removeLast()
        }
        var breaks = 0
        while self.isAtBreak {
            self.skipBreak()
            self.skipBlanks()
            breaks += 1
        }
        if breaks == 1 { self.tree.pool.append(UInt8(ascii: " ")) }
        for _ in 1..<breaks { self.tree.pool.append(UInt8(ascii: "\n")) }
    }

    /// What follows a backslash.
    private mutating func escape() throws(YAMLError) {
        let byte = self.current
        if self.isAtBreak {
            self.skipBreak()
            self.skipBlanks()
            return
        }
        let code: UInt32
        switch byte {
        case UInt8(ascii: "x"): code = try self.hexadecimal(digits: 2)
        case UInt8(ascii: "u"): code = try self.utf16Escape()
        case UInt8(ascii: "U"): code = try self.hexadecimal(digits: 8)
        default:
            guard let meaning = Self.escapes[byte] else {
                throw self.error("This backslash begins no escape that YAML knows; use single quotes, or `\\\\`.")
            }
            code = meaning
            self.position += 1
        }
        guard code != 0, let scalar = Unicode.Scalar(code) else {
            throw self.error("This escape is no character that may be in a text.")
        }
        self.tree.pool.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// `uXXXX`, of which JSON writes two for one character outside the basic plane.
    private mutating func utf16Escape() throws(YAMLError) -> UInt32 {
        let code = try self.hexadecimal(digits: 4)
        guard code & 0xFC00 == 0xD800, self.current == UInt8(ascii: "\\"), self.byte(after: 1) == UInt8(ascii: "u")
        else {
            return code
        }
        self.position += 1
        let low = try self.hexadecimal(digits: 4)
        guard low & 0xFC00 == 0xDC00 else { return code }
        return 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
    }

    /// The digits after the current byte.
    private mutating func hexadecimal(digits: Int) throws(YAMLError) -> UInt32 {
        self.position += 1
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = Character(Unicode.Scalar(self.current)).hexDigitValue else {
                throw self.error("This escape needs \(digits) hexadecimal digits.")
            }
            value = value << 4 | UInt32(digit)
            self.position += 1
        }
        return value
    }

    private static let escapes: [UInt8: UInt32] = [
        UInt8(ascii: "0"): 0, UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09,
        UInt8(ascii: "\t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "e"): 0x1B, UInt8(ascii: " "): 0x20, UInt8(ascii: "\""): 0x22,
        UInt8(ascii: "/"): 0x2F, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "N"): 0x85, UInt8(ascii: "_"): 0xA0,
        UInt8(ascii: "L"): 0x2028, UInt8(ascii: "P"): 0x2029,
    ]
}
