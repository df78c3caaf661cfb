@testable import GatehouseRegex
import Testing

@Suite("Time in proportion to the text")
struct LinearTimeTests {
    /// Patterns that make a backtracking engine take exponential time, and one whose automaton is exponential.
    static let patterns = [
        "(a*)*b", "(a|aa)+$", "(x+x+)+y", "(a|a)*c", "(.*a){12}", "(a|b)*a(a|b){14}", "a*a*a*a*a*a*a*a*b",
        "(a?){30}a{30}",
        "([a-z]+)*[A-Z]", "(?:a.*b|a)", "a.*b|.*c|a",
    ]

    @Test("the work of the search grows with the text and no faster", arguments: Self.patterns)
    func searchIsLinear(pattern: String) throws {
        let regex = try Regex(pattern)
        let short = Self.steps(regex, length: 4096)
        let long = Self.steps(regex, length: 8192)
        #expect(long <= 2 * short + short / 4 && short > 0)
    }

    @Test("finding all matches is linear too, where searching again after each match would be quadratic")
    func allMatchesAreLinear() throws {
        let regex = try Regex("a.*b|a")
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000)
        let replaced = try text.withUnsafeBytes {
            regex.replaceAll(in: $0, with: try Substitution("x", groups: 0))
        }
        #expect(replaced == [UInt8](repeating: UInt8(ascii: "x"), count: text.count))

        let steps = { (count: Int) in
            text[..<count].withUnsafeBytes { bytes in
                var search = Search(regex, in: bytes)
                var position = 0
                while search.find(from: position) { position = search.match.range.upperBound }
                return search.steps
            }
        }
        #expect(steps(8000) <= 5 * steps(2000))
    }

    @Test("a mebibyte of the worst text is answered, a smaller one without an automaton", arguments: Self.patterns)
    func mebibyte(pattern: String) throws {
        let regex = try Regex(pattern)
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: regex.automaton == nil ? 1 << 14 : 1 << 20)
        #expect(regex.fullMatches(text + [0x21]) == false)
    }

    @Test("a pattern whose automaton would be exponential is interpreted, with the same answers")
    func interpreted() throws {
        let regex = try Regex("(a|b)*a(a|b){14}")
        #expect(regex.automaton == nil)
        for length in [14, 15, 40, 700] {
            for place in [length - 15, length - 14] where place >= 0 {
                var text = [UInt8](repeating: UInt8(ascii: "b"), count: length)
                text[place] = UInt8(ascii: "a")
                #expect(regex.fullMatches(text) == (place == length - 15))
            }
        }
        #expect(!regex.fullMatches(""))
    }

    @Test("a pattern of a gateway has its automaton made in advance")
    func precompiled() throws {
        for pattern in [
            "/api/v[0-9]+/.*", ".*\\.(png|jpg|css)$", "(?i).*(android|iphone|mobile).*",
            "[a-z]{1,63}(\\.[a-z]{1,63}){1,8}",
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ".{0,1000}", "\\w+@\\w+\\.com", "(x+x+)+y",
        ] {
            #expect(try Regex(pattern).automaton != nil, "\(pattern)")
        }
    }

    @Test("matches on either side of a block of positions are found")
    func blocks() throws {
        let regex = try Regex("(a+)(b)|c$")
        for length in [255, 256, 257, 511, 512, 513, 1025] {
            for place in [0, length / 2, length - 3] {
                var text = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                text.replaceSubrange(place..<(place + 3), with: Array("aab".utf8))
                let match = text.withUnsafeBytes { regex.firstMatch(in: $0) }
                #expect(match?.range == place..<(place + 3))
                #expect(match?[1] == place..<(place + 2))
            }
        }
    }

    private static func steps(_ regex: Regex, length: Int) -> Int {
        [UInt8](repeating: UInt8(ascii: "a"), count: length).withUnsafeBytes { bytes in
            var search = Search(regex, in: bytes)
            _ = search.find(from: 0)
            return search.steps
        }
    }
}
