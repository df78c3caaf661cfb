import GatehouseRegex
import Testing

@testable import GatehouseRouting

@Suite struct RequiredLiteralTests {
    @Test(
        "The longest text that every match holds is read off the pattern; in doubt, none",
        arguments: [
            ("/foo", "/foo"), ("/a/[0-9]+/items", "/items"), (".*/service-1/.*", "/service-1/"), ("/ab?c", "/a"),
            ("/abc*d", "/ab"), ("/abc+d", "/abc"), ("/x{2}yz", "yz"), ("a|b", ""), ("(?i)abc", ""),
            ("a(b|c)def", "def"),
            ("a\\.b\\/c", "a.b/c"), ("\\d+/v", "/v"), ("\\x41bc", ""), ("\\Qab\\E", ""), ("[]a]bc", "bc"),
            ("[^]]bc", "bc"),
            ("[[:alpha:]]bc", ""), ("(?:x|y)/z", "/z"), ("(?P<n>x)/z", "/z"), ("^/a$", "/a"), ("é?x", "x"), ("", ""),
            ("(a[)]b)cd", "cd"), ("a{b", ""), ("ab\\", ""),
        ])
    func literal(pattern: String, expected: String) {
        #expect(String(decoding: RequiredLiteral.find(in: pattern), as: UTF8.self) == expected)
    }

    @Test("No match lacks the text", arguments: 0..<40)
    func soundness(seed: Int) {
        var random = SeededRandom(seed: UInt64(1000 + seed))
        let pieces = [
            "a", "b", "/", ".", ".*", "a?", "b+", "(a|b)", "[ab]", "\\.", "a{2}", "b{0,1}", "(?:ab)*", "c", "$", "^",
            "|", "a*?",
        ]
        for _ in 0..<40 {
            let pattern = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                pieces[Int.random(in: pieces.indices, using: &random)]
            }.joined()
            guard let regex = try? Regex(pattern) else { continue }
            let literal = RequiredLiteral.find(in: pattern)
            for _ in 0..<60 {
                let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    Array("ab/.c".utf8)[Int.random(in: 0..<5, using: &random)]
                }
                guard text.withUnsafeBytes({ regex.fullMatches($0) }) else { continue }
                #expect(text.holds(literal), "\(pattern) matches \(String(decoding: text, as: UTF8.self))")
            }
        }
    }
}

extension [UInt8] {
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        part.isEmpty || (0...Swift.max(0, self.count - part.count)).contains { self[$0...].starts(with: part) }
    }
}
