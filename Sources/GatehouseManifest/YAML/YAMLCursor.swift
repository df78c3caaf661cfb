/// Moving over the bytes. The byte at the end reads as 0, which no document contains.
extension YAMLParser {
    var isAtEnd: Bool { self.position >= self.end }

    var current: UInt8 { self.position < self.end ? self.bytes[self.position] : 0 }

    func byte(after offset: Int) -> UInt8 {
        let position = self.position + offset
        return position < self.end ? self.bytes[position] : 0
    }

    /// The column of the current byte, from 0. Only spaces and indicators stand before anything whose column matters, so
    /// that bytes are as good as characters.
    var column: Int { self.position - self.lineStart }

    var isAtBreak: Bool { self.current == UInt8(ascii: "\n") || self.current == UInt8(ascii: "\r") }

    /// Whether nothing but blanks stands before the current byte on its line.
    var isFirstOnLine: Bool {
        var position = self.lineStart
        while position < self.position, Self.isBlank(self.bytes[position]) { position += 1 }
        return position == self.position
    }

    /// Whether a comment begins here.
    var isAtComment: Bool {
        self.current == UInt8(ascii: "#")
            && (self.position == self.lineStart || Self.isBlank(self.bytes[self.position - 1]))
    }

    /// Whether the rest of the line holds a token, after `skipBlanks`.
    var hasTokenOnLine: Bool { !self.isAtEnd && !self.isAtBreak && !self.isAtComment }

    /// Whether an indicator such as `-` stands here by itself.
    func isIndicator(_ character: Unicode.Scalar) -> Bool {
        self.current == UInt8(ascii: character) && Self.endsToken(self.byte(after: 1))
    }

    mutating func skipBlanks() {
        while Self.isBlank(self.current) { self.position += 1 }
    }

    mutating func skipLine() {
        while !self.isAtEnd, !self.isAtBreak { self.position += 1 }
    }

    /// Moves over a line break, if there is one here.
    mutating func skipBreak() {
        guard self.isAtBreak else { return }
        let isPair = self.current == UInt8(ascii: "\r") && self.byte(after: 1) == UInt8(ascii: "\n")
        self.position += isPair ? 2 : 1
        self.line += 1
        self.lineStart = self.position
    }

    /// Moves to the next token, over blanks, comments and line breaks.
    mutating func skipToToken(inFlow: Bool = false) throws(YAMLError) {
        while true {
            self.skipBlanks()
            if self.isAtComment { self.skipLine() }
            if !self.isAtBreak { break }
            self.skipBreak()
        }
        if inFlow || self.isAtEnd { return }
        var position = self.lineStart
        while self.bytes[position] == UInt8(ascii: " ") { position += 1 }
        if self.bytes[position] == UInt8(ascii: "\t"), self.isFirstOnLine {
            throw self.error("This line is indented with a tab; YAML is indented with spaces only.")
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Whether an indicator ends before this byte.
    static func endsToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0: true
        default: false
        }
    }

    /// Whether this byte separates values in a flow collection.
    static func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }
}
