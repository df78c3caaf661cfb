import GatehouseRegex
import Testing

@Suite("Regular expressions")
struct RegexTests {
    @Test(
        "the literal prefix is what every match begins with",
        arguments: [
            ("/api/v1", "/api/v1"), ("^/api/v[0-9]", "/api/v"), ("/api(/.*)?", "/api"), ("/(foo|fob)", "/fo"),
            ("(?i)/api", "/"), ("a|b", ""), (".*", ""), ("a*b", ""), ("a+b", "a"), ("(?:abc){2}d*", "abcabc"),
            ("é", "é"), ("[é]x", "éx"), ("", ""), ("a{3,5}", "aaa"), ("\\Q/a.b\\E.*", "/a.b"), ("(a)(b)c?", "ab"),
        ])
    func prefix(pattern: String, expected: String) throws {
        #expect(String(decoding: try Regex(pattern).literalPrefix, as: UTF8.self) == expected)
    }

    @Test("groups are counted, those that do not capture left out")
    func groups() throws {
        #expect(try Regex("(a)(?:b)((c))(?P<n>d)(?i:e)").captureCount == 4)
        #expect(try Regex("abc").captureCount == 0)
    }

    @Test("a search may begin in the middle and still sees what is before")
    func from() throws {
        let text = Array("foo foo".utf8)
        let first = { (pattern: String, start: Int) in
            try text.withUnsafeBytes { try Regex(pattern).firstMatch(in: $0, from: start)?.range }
        }
        #expect(try first("foo", 1) == 4..<7)
        #expect(try first("^foo", 1) == nil)
        #expect(try first("\\boo", 1) == nil)
        #expect(try first("$", 7) == 7..<7)
        #expect(try first("foo", 8) == nil)
        #expect(try first("foo", -1) == nil)
    }

    @Test("a group that took no part has no range, nor has one that does not exist")
    func missingGroups() throws {
        let match = try Array("b".utf8).withUnsafeBytes { try Regex("(a)|b").firstMatch(in: $0) }
        #expect(match?[0] == 0..<1)
        #expect(match?[1] == nil)
        #expect(match?[2] == nil)
        #expect(match?[-1] == nil)
    }

    @Test("patterns are equal when their text is")
    func equality() throws {
        #expect(try Regex("a+") == Regex("a+"))
        #expect(try Regex("a+") != Regex("aa*"))
        #expect(try Set([Regex("a"), Regex("a"), Regex("b")]).count == 2)
    }

    @Test("one value may be used from many tasks at once")
    func concurrentUse() async throws {
        let regex = try Regex("/v([0-9]+)/.*")
        let results = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask { regex.fullMatches("/v\(index)/x") && regex.found(in: "/v\(index)/") != "" }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == [Bool](repeating: true, count: 64))
    }
}
