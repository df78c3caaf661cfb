// What RE2 itself answers (google-re2 1.1.20251105, default options), recorded once by a script that asked it.
// The patterns and texts are our own: what gateways are configured with, and each piece of the syntax.

/// A pattern, a substitution, a text, and what RE2's `GlobalReplace` makes of it: nothing where nothing matched.
struct RE2Replacement: Sendable {
    let pattern: String
    let substitution: String
    let text: String
    let result: String?

    init(_ pattern: String, _ substitution: String, _ text: String, _ result: String?) {
        self.pattern = pattern
        self.substitution = substitution
        self.text = text
        self.result = result
    }

    // swift-format-ignore
    static let all: [Self] = [
        .init("^/service/([^/]+)(/.*)$", #"\2/instance/\1"#, "/service/foo/v1/api", "/v1/api/instance/foo"),
        .init("^/service/([^/]+)(/.*)$", #"\2/instance/\1"#, "/service/foo", nil),
        .init("^/service/([^/]+)(/.*)$", #"\2/instance/\1"#, "/other", nil),
        .init("one", "two", "/xxx/one/yyy/one/zzz", "/xxx/two/yyy/two/zzz"),
        .init("one", "two", "/xxx", nil),
        .init("(?i)/xxx/", "/yyy/", "/aaa/XxX/bbb", "/aaa/yyy/bbb"),
        .init("^(.*?)one(.*)$", #"\1two\2"#, "/xxx/one/yyy/one/zzz", "/xxx/two/yyy/one/zzz"),
        .init(#"(/v)(\d+)"#, #"\1x\2\2"#, "/v1/v22/v", "/vx11/vx2222/v"),
        .init(#"(/v)(\d+)"#, #"\1x\2\2"#, "/", nil),
        .init("a*", "-", "baac", "-b-c-"),
        .init("a*", "-", "", "-"),
        .init("a*", "-", "aaa", "-"),
        .init("a*", "-", "日a", "-日-"),
        .init("a*?", "-", "baac", "-b-a-a-c-"),
        .init("", ".", "ab", ".a.b."),
        .init("", ".", "", "."),
        .init("", ".", "é日", ".é.日."),
        .init("", ".", "😀", ".😀."),
        .init("b*", #"<\0>"#, "abbb", "<>a<bbb>"),
        .init("b*", #"<\0>"#, "bb", "<bb>"),
        .init("(a)|b", #"[\1]"#, "ab", "[a][]"),
        .init("(a)|b", #"[\1]"#, "ba", "[][a]"),
        .init("(a)|b", #"[\1]"#, "c", nil),
        .init("/+", "/", "//a///b/", "/a/b/"),
        .init("/+", "/", "a", nil),
        .init(#"\.html$"#, "", "/a.html", "/a"),
        .init(#"\.html$"#, "", "/a.html.html", "/a.html"),
        .init(#"\.html$"#, "", "/a.htm", nil),
        .init("^", "/prefix", "/a", "/prefix/a"),
        .init("^", "/prefix", "", "/prefix"),
        .init("$", "/suffix", "/a", "/a/suffix"),
        .init("(?m)^", "> ", "a\nb\n", "> a\n> b\n> "),
        .init(#"\b"#, "|", "ab cd", "|ab| |cd|"),
        .init("[aeiou]", #"\0\0"#, "education", "eeduucaatiioon"),
        .init(#"(\w+) (\w+)"#, #"\2 \1"#, "hello world again you", "world hello you again"),
        .init(".*", "/all", "/a", "/all"),
        .init(".*", "/all", "", "/all"),
        .init(".*", "/all", "a\nb", "/all\n/all"),
        .init("(.*)", #"<\1>"#, "ab", "<ab>"),
        .init(".*?", "x", "ab", "xaxbx"),
        .init(#"\\"#, "/", #"a\b"#, "a/b"),
        .init("/", #"\\"#, "a/b", #"a\b"#),
        .init("x?", "_", "axb", "_a_b_"),
        .init("x?", "_", "xx", "__"),
        .init("(a|ab)(c|bcd)?", #"(\1,\2)"#, "abcd abc ac a", "(a,bcd) (a,)bc (a,c) (a,)"),
        .init(#"\pL+"#, #"{\0}"#, "aé 日1", "{aé} {日}1"),
        .init("a{2}", "b", "aaaaa", "bba"),
        .init("(?:)", ",", "abc", ",a,b,c,"),
        .init("[^/]+$", "index", "/a/b/c", "/a/b/index"),
        .init("[^/]+$", "index", "/a/", nil),
        .init("^/(?:old|legacy)(/.*)?$", #"/new\1"#, "/old", "/new"),
        .init("^/(?:old|legacy)(/.*)?$", #"/new\1"#, "/legacy/x", "/new/x"),
        .init("^/(?:old|legacy)(/.*)?$", #"/new\1"#, "/older", nil),
        .init("ab|a", "X", "abaab", "XXX"),
        .init("a|ab", "X", "abaab", "XbXXb"),
    ]
}
