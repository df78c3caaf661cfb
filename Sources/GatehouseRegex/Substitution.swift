/// What replaces each match: text in which `\0` to `\9` stand for groups and `\\` for a backslash, as in RE2.
public struct Substitution: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text([UInt8])
        case group(Int)
    }

    let parts: [Part]

    /// Reads a substitution text.
    ///
    /// - Parameter groups: How many groups the pattern has (``Regex/captureCount``).
    public init(_ text: String, groups: Int) throws(RegexError) {
        var parts: [Part] = []
        var literal: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "\\") else {
                literal.append(byte)
                continue
            }
            let escaped = bytes.next()
            switch escaped {
            case UInt8(ascii: "\\"): literal.append(byte)
            case .some(let digit) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit):
                let group = Int(digit - UInt8(ascii: "0"))
                guard group <= groups else {
                    throw RegexError(
                        .badSubstitution,
                        "`\\\(group)` names a group that the pattern does not have; it has \(groups).")
                }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = []
                parts.append(.group(group))
            default:
                throw RegexError(
                    .badSubstitution,
                    "In a substitution `\\` stands before a digit, for a group, or before another `\\`. Groups are written `\\1`, not `$1`."
                )
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
    }

    /// Appends the replacement of one match.
    func append(_ match: Match, in text: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        for part in self.parts {
            switch part {
            case .text(let bytes): output += bytes
            case .group(let group): if let range = match[group] { output += text[range] }
            }
        }
    }
}
