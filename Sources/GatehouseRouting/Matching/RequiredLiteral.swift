/// Finds a text that occurs in everything that a regular expression matches as a whole, by reading the pattern.
///
/// Only the outermost sequence is read, and in doubt nothing is found: the answer narrows a search down and must never
/// exclude a match.
struct RequiredLiteral {
    /// Longer texts are cut: they would only make the search for them slower.
    private static let longest = 32

    private var rest: Substring.UnicodeScalarView
    /// Characters that follow each other in every match so far.
    private var run: [Unicode.Scalar] = []
    private var best: [UInt8] = []

    private init(_ pattern: String) { self.rest = pattern[...].unicodeScalars }

    /// The longest such text; empty where none can be told.
    static func find(in pattern: String) -> [UInt8] {
        var reader = RequiredLiteral(pattern)
        guard reader.read() else { return [] }
        return Array(reader.best.prefix(self.longest))
    }

    /// Reads the pattern; false where it holds what is not understood.
    private mutating func read() -> Bool {
        while let scalar = self.rest.popFirst() {
            switch scalar {
            case "|", ")": return false
            case "(": guard self.skipGroup() else { return false }
            case "[": guard self.skipClass() else { return false }
            case ".", "^", "$": self.endRun()
            case "*", "?":
                self.dropLast()
                self.endRun()
            case "+": self.endRun()
            case "{":
                self.dropLast()
                self.endRun()
                guard self.skipRepetition() else { return false }
            case "\\": guard self.readEscape() else { return false }
            default: self.run.append(scalar)
            }
        }
        self.endRun()
        return true
    }

    private mutating func dropLast() { if !self.run.isEmpty { self.run.removeLast() } }

    private mutating func endRun() {
        var text: [UInt8] = []
        for scalar in self.run { text.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
        self.run = []
        if text.count > self.best.count { self.best = text }
    }

    /// Punctuation stands for itself; classes and assertions end the run; anything else is not understood.
    private mutating func readEscape() -> Bool {
        guard let escaped = self.rest.popFirst() else { return false }
        switch escaped {
        case "d", "D", "w", "W", "s", "S", "b", "B", "A", "z", "C":
            self.endRun()
            return true
        default:
            guard escaped.isASCII, !escaped.properties.isAlphabetic, escaped.properties.numericType == nil else {
                return false
            }
            self.run.append(escaped)
            return true
        }
    }

    /// Skips what follows `{`, which is a repetition's count.
    private mutating func skipRepetition() -> Bool {
        while let scalar = self.rest.popFirst() {
            if scalar == "}" { return true }
            guard scalar == "," || ("0"..."9").contains(scalar) else { return false }
        }
        return false
    }

    /// Skips a class, of which `[` has been read. A `]` directly after `[` or `[^` is a member.
    private mutating func skipClass() -> Bool {
        self.endRun()
        var isFirst = true
        while let scalar = self.rest.popFirst() {
            switch scalar {
            case "^" where isFirst: continue
            case "]" where !isFirst: return true
            // Named classes and escapes of several characters are left to the engine.
            case "[": return false
            case "\\": guard let next = self.rest.popFirst(), next != "Q" else { return false }
            default: break
            }
            isFirst = false
        }
        return false
    }

    /// Skips a group, of which `(` has been read. Flags may change what the rest means, so they are not understood.
    private mutating func skipGroup() -> Bool {
        self.endRun()
        if self.rest.first == "?" {
            self.rest.removeFirst()
            guard let kind = self.rest.popFirst(), kind == ":" || kind == "P" || kind == "<" else { return false }
        }
        while let scalar = self.rest.popFirst() {
            switch scalar {
            case ")": return true
            case "(": guard self.skipGroup() else { return false }
            case "[": guard self.skipClass() else { return false }
            case "\\": guard let next = self.rest.popFirst(), next != "Q" else { return false }
            default: break
            }
        }
        return false
    }
}
