/// What the text of a label selector is made of.
enum LabelSelectorToken: Hashable {
    case end
    case comma
    case open
    case close
    case not
    case equal
    case doubleEqual
    case notEqual
    case greaterThan
    case lessThan
    /// A key, value or word: all between white space and the characters above.
    case word(String)

    /// As it was written.
    var text: String {
        switch self {
        case .end: ""
        case .comma: ","
        case .open: "("
        case .close: ")"
        case .not: "!"
        case .equal: "="
        case .doubleEqual: "=="
        case .notEqual: "!="
        case .greaterThan: ">"
        case .lessThan: "<"
        case .word(let word): word
        }
    }
}

/// Takes tokens from the text of a label selector.
struct LabelSelectorLexer {
    private var rest: Substring.UTF8View

    init(_ text: String) { self.rest = text[...].utf8 }

    mutating func next() -> LabelSelectorToken {
        while let byte = self.rest.first, Self.isSpace(byte) { self.rest.removeFirst() }
        guard let byte = self.rest.first else { return .end }
        guard Self.isSpecial(byte) else { return .word(self.takeWord()) }
        self.rest.removeFirst()
        switch byte {
        case UInt8(ascii: ","): return .comma
        case UInt8(ascii: "("): return .open
        case UInt8(ascii: ")"): return .close
        case UInt8(ascii: ">"): return .greaterThan
        case UInt8(ascii: "<"): return .lessThan
        case UInt8(ascii: "!"): return self.takesEqual() ? .notEqual : .not
        default: return self.takesEqual() ? .doubleEqual : .equal
        }
    }

    private mutating func takesEqual() -> Bool {
        guard self.rest.first == UInt8(ascii: "=") else { return false }
        self.rest.removeFirst()
        return true
    }

    private mutating func takeWord() -> String {
        let word = self.rest.prefix { !Self.isSpace($0) && !Self.isSpecial($0) }
        self.rest = self.rest[word.endIndex...]
        return String(Substring(word))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func isSpecial(_ byte: UInt8) -> Bool { "=!(),><".utf8.contains(byte) }
}
