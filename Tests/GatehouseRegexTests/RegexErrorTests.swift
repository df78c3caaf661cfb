import GatehouseRegex
import Testing

@Suite("Patterns that are refused")
struct RegexErrorTests {
    struct Case: Sendable {
        let pattern: String
        let kind: RegexError.Kind
        let offset: Int
        let says: String
    }

    @Test(
        "the error says what is wrong, where, and what to do instead",
        arguments: [
            Case(pattern: "/a(?=b)", kind: .unsupported, offset: 2, says: "`(?=` is lookaround"),
            Case(pattern: "(?<!a)b", kind: .unsupported, offset: 0, says: "`(?<!` is lookaround"),
            Case(pattern: "(a)\\1", kind: .unsupported, offset: 3, says: "`\\1` is a backreference"),
            Case(pattern: "(?P<n>a)(?P=n)", kind: .unsupported, offset: 8, says: "references to an earlier group"),
            Case(pattern: "a*+", kind: .badRepetition, offset: 1, says: "Possessive"),
            Case(pattern: "(?>a)", kind: .unsupported, offset: 0, says: "atomic"),
            Case(pattern: "a**", kind: .badRepetition, offset: 1, says: "`**` is a repetition of a repetition"),
            Case(pattern: "*", kind: .badRepetition, offset: 0, says: "nothing before it"),
            Case(pattern: "a{1001}", kind: .badRepetition, offset: 1, says: "1000"),
            Case(pattern: "a{3,2}", kind: .badRepetition, offset: 1, says: "wrong way round"),
            Case(pattern: "(a{100}){11}", kind: .badRepetition, offset: 8, says: "1100 copies"),
            Case(pattern: "ab[c", kind: .badClass, offset: 2, says: "`[` is never closed"),
            Case(pattern: "[z-a]", kind: .badClass, offset: 1, says: "`z-a`"),
            Case(pattern: "\\p{Klingon}", kind: .badClass, offset: 0, says: "`\\p{Klingon}`"),
            Case(pattern: "[[:vowel:]]", kind: .badClass, offset: 1, says: "`[:vowel:]`"),
            Case(pattern: "a(b", kind: .unbalancedParentheses, offset: 1, says: "never closed"),
            Case(pattern: "ab)", kind: .unbalancedParentheses, offset: 2, says: "closes nothing"),
            Case(pattern: "\\y", kind: .badEscape, offset: 0, says: "`\\y`"),
            Case(pattern: "a\\", kind: .badEscape, offset: 1, says: "single `\\`"),
            Case(pattern: "(?x)a", kind: .badGroup, offset: 0, says: "the flags `i`, `m`, `s`, `U`"),
            Case(pattern: "(?P<a-b>c)", kind: .badGroup, offset: 0, says: "named group"),
        ])
    func teaches(example: Case) throws {
        let error = try #require(throws: RegexError.self) { try Regex(example.pattern) }
        #expect(error.kind == example.kind)
        #expect(error.offset == example.offset)
        #expect(error.message.contains(example.says), "\(error.message)")
        #expect(error.description.hasSuffix("(at character \(example.offset + 1))"))
    }

    @Test("a pattern of more than 64 KiB is refused, one of 64 KiB is not")
    func length() throws {
        #expect(try Regex(String(repeating: "a", count: 65536)).captureCount == 0)
        let error = try #require(throws: RegexError.self) { try Regex(String(repeating: "a", count: 65537)) }
        #expect(error.kind == .tooLarge)
    }

    @Test(
        "nesting has an end, whatever it is made of",
        arguments: ["(", "(?:", "*(?i)*?(?i)", "(a|", "?(?i)??(?i)", "{2}(?i)", "[", "(?i:(?s:"])
    func depth(piece: String) throws {
        #expect(throws: RegexError.self) { try Regex("a" + String(repeating: piece, count: 5000)) }
        let nested = String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200)
        #expect(try Regex(nested).fullMatches("a"))
        let tooDeep = String(repeating: "(?:", count: 300) + "a" + String(repeating: ")", count: 300)
        let error = try #require(throws: RegexError.self) { try Regex(tooDeep) }
        #expect(error.kind == .tooLarge)
    }

    @Test(
        "a program that repetitions make too large is refused",
        arguments: ["\\pL{1000}", "(?:[^a]\\p{Lu}\\d{100}){9}\\PL{1000}"])
    func size(pattern: String) throws {
        let error = try #require(throws: RegexError.self) { try Regex(pattern) }
        #expect(error.kind == .tooLarge)
    }

    @Test("A3: a substitution is refused when it names no group or escapes nothing")
    func substitutions() throws {
        for text in ["\\2", "\\", "a\\b", "\\$"] {
            let error = try #require(throws: RegexError.self) { try Substitution(text, groups: 1) }
            #expect(error.kind == .badSubstitution)
        }
        _ = try Substitution("\\0\\1\\\\$2", groups: 1)
    }
}
