import GatehouseRegex

/// Regular expressions: compiling, matching whole texts and replacing.
enum RegexBenchmarks {
    private static let path = Array("/api/v1/users/abc_def-123/detail/some/longer/path/index.png".utf8)

    static func run(_ harness: Harness) throws {
        for pattern in [
            "/api/v[0-9]+/.*", ".*\\.(png|jpg|gif|css|js)", "(.*)/(.*)/(.*)", "(?i).*(android|iphone|mobile).*",
            "/api/v1/(users|orders)/[a-zA-Z0-9_-]{1,64}/.*",
        ] {
            harness.measure("regex: compile \(pattern)") { try? Regex(pattern) }
            let regex = try Regex(pattern)
            self.matching(harness, "regex: match 59 bytes by \(pattern)", regex, self.path)
        }
        // The automaton would have 32,768 states.
        let exponential = try Regex("(a|b)*a(a|b){14}")
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 64)
        self.matching(harness, "regex: match 64 bytes without an automaton", exponential, text)
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        self.matching(harness, "regex: match 1 MiB by (x+x+)+y|(a*)*", try Regex("(x+x+)+y|(a*)*"), long)

        let rewrite = try Regex("^/api/(v[0-9]+)/([^/]+)/([^/]+)(/.*)$")
        let substitution = try Substitution("/\\2/\\3/of/\\1\\4", groups: rewrite.captureCount)
        harness.measure("regex: replace 4 groups in 59 bytes") {
            self.path.withUnsafeBytes { rewrite.replaceAll(in: $0, with: substitution)?.count }
        }
    }

    private static func matching(_ harness: Harness, _ name: String, _ regex: Regex, _ text: [UInt8]) {
        harness.measure(name) { text.withUnsafeBytes { regex.fullMatches($0) } }
    }
}
