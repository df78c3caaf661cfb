import Testing

@Suite struct FlowTests {
    @Test(
        "brackets and braces make lists and mappings",
        arguments: [
            ("[]", "[]"),
            ("{}", "{}"),
            ("[a, b , c]", "[a, b, c]"),
            ("[a, b,]", "[a, b]"),
            ("{a: 1, b: [2, {c: 3}]}", "{a: 1, b: [2, {c: 3}]}"),
            ("a: {b: 1}\nc: [2]", "{a: {b: 1}, c: [2]}"),
            ("{a, b: }", "{a: ~, b: ~}"),
            ("[a: 1, b]", "[{a: 1}, b]"),
            ("{\"a\":1,\"b\":[true,null]}", "{\"a\": 1, \"b\": [true, null]}"),
            ("{\n\t\"a\": {\n\t\t\"b\": \"c\"\n\t}\n}", "{\"a\": {\"b\": \"c\"}}"),
            ("[a\n  b, 'c\n  d']", "[a b, \"c d\"]"),
            ("[a, # one\n b # two\n]", "[a, b]"),
            ("[http://a:80/x, b]", "[http://a:80/x, b]"),
            ("[1.2.3.4, 2001:db8::]", "[1.2.3.4, 2001:db8::]"),
            ("[::1, fe80::]", "[::1, fe80::]"),
            ("{a: \"x\", ? b : 2}", "{a: \"x\", b: 2}"),
            ("[? a : 1]", "[{a: 1}]"),
            ("[-1, a-b]", "[-1, a-b]"),
            ("{\"a\\/b\": \"\\u00e9\\ud83d\\ude00\"}", "{\"a/b\": \"é😀\"}"),
        ])
    func structure(text: String, expected: String) {
        #expect(TreeNotation.document(text) == expected)
    }

    @Test(
        "what is left open, left out or mixed up is refused at its line",
        arguments: [
            ("a: 1\nb: [1, 2", "line 2"),
            ("{a: 1", "line 1"),
            ("{a: 1]", "line 1"),
            ("[a, b}", "line 1"),
            ("[,]", "line 1"),
            ("{,}", "line 1"),
            ("[a b: c d: e]", "line 1"),
            ("[\"a\" \"b\"]", "line 1"),
            ("{[a]: 1}", "line 1"),
            ("[[a]: 1]", "line 1"),
            ("{a: 1}}", "line 1"),
            ("[- a]", "line 1"),
            ("[", "line 1"),
            ("{\n\n", "line 1"),
        ])
    func refusal(text: String, line: String) {
        #expect(TreeNotation.document(text) == "\(line): syntax")
    }
}
