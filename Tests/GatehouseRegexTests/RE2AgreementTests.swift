import GatehouseRegex
import Testing

@Suite("What RE2 says")
struct RE2AgreementTests {
    @Test("a pattern that RE2 takes compiles", arguments: RE2Syntax.accepted)
    func accepts(pattern: String) throws {
        _ = try Regex(pattern)
    }

    @Test("a pattern that RE2 refuses is refused", arguments: RE2Syntax.refused)
    func refuses(pattern: String) {
        #expect(throws: RegexError.self) { try Regex(pattern) }
    }

    @Test("the whole text matches when RE2 says so, with the automaton and without", arguments: RE2Match.all)
    func matchesWhole(fact: RE2Match) throws {
        let regex = try Regex(fact.pattern)
        #expect(regex.fullMatches(fact.text) == fact.whole)
        #expect(regex.fullMatchesInterpreted(Array(fact.text.utf8)) == fact.whole)
    }

    @Test("the first match and its groups are where RE2 finds them", arguments: RE2Match.all)
    func findsFirst(fact: RE2Match) throws {
        #expect(try Regex(fact.pattern).found(in: fact.text) == fact.found)
    }

    @Test("a text that matches as a whole begins with the literal prefix", arguments: RE2Match.all.filter(\.whole))
    func beginsWithPrefix(fact: RE2Match) throws {
        #expect(Array(fact.text.utf8).starts(with: try Regex(fact.pattern).literalPrefix))
    }

    @Test("A3: every match is replaced as RE2's GlobalReplace does it", arguments: RE2Replacement.all)
    func replaces(fact: RE2Replacement) throws {
        let regex = try Regex(fact.pattern)
        #expect(try regex.replaceAll(in: fact.text, with: fact.substitution) == fact.result)
    }

    @Test("bytes that are no UTF-8 match what they match in RE2", arguments: RE2Bytes.all)
    func matchesBytes(fact: RE2Bytes) throws {
        let regex = try Regex(fact.pattern)
        #expect(regex.fullMatches(fact.bytes) == fact.whole)
        #expect(regex.fullMatchesInterpreted(fact.bytes) == fact.whole)
    }
}
