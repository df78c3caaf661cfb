import Testing

@Suite struct BlockTests {
    @Test(
        "indentation makes mappings and lists",
        arguments: [
            ("a: 1", "{a: 1}"),
            ("a: 1\nb: 2\n", "{a: 1, b: 2}"),
            ("a:\n  b:\n    c: 1\n  d: 2\ne: 3", "{a: {b: {c: 1}, d: 2}, e: 3}"),
            ("  a: 1\n  b: 2", "{a: 1, b: 2}"),
            ("- a\n- b", "[a, b]"),
            ("a:\n- 1\n- 2\nb: 3", "{a: [1, 2], b: 3}"),
            ("a:\n  - 1\n  - 2\nb: 3", "{a: [1, 2], b: 3}"),
            ("- a: 1\n  b: 2\n- a: 3", "[{a: 1, b: 2}, {a: 3}]"),
            ("- - 1\n  - 2\n- - 3", "[[1, 2], [3]]"),
            ("-\n  a: 1\n-\n  b: 2", "[{a: 1}, {b: 2}]"),
            ("- a:\n  - 1\n  b: 2", "[{a: [1], b: 2}]"),
            ("a:\nb:\n", "{a: ~, b: ~}"),
            ("-\n- 1\n-", "[~, 1, ~]"),
            ("a: # why\n  # and this\n  b: 1 # so\n\n\nc: 2", "{a: {b: 1}, c: 2}"),
            ("a: 1\r\nb:\r\n  - 2\r\n", "{a: 1, b: [2]}"),
            ("a: 1\rb: 2", "{a: 1, b: 2}"),
            ("\u{FEFF}a: 1", "{a: 1}"),
            ("\"a b\": 1\n'c': 2", "{\"a b\": 1, \"c\": 2}"),
            ("a : 1", "{a: 1}"),
            ("a:\tb", "{a: b}"),
            ("? a\n: 1\n? b\n", "{a: 1, b: ~}"),
            ("a:   \n   b: 1", "{a: {b: 1}}"),
            ("host: http://a:80/x#y", "{host: http://a:80/x#y}"),
            ("time: 12:30:45", "{time: 12:30:45}"),
            ("a: -1\nb: ?x\nc: :y", "{a: -1, b: ?x, c: :y}"),
        ])
    func structure(text: String, expected: String) {
        #expect(TreeNotation.document(text) == expected)
    }

    @Test(
        "what is no structure is refused at its line",
        arguments: [
            ("a: b: c", "line 1"),
            ("a: 1\n  b: 2", "line 2"),
            ("a:\n    b: 1\n  c: 2", "line 3"),
            ("a:\n  b: 1\n c: 2", "line 3"),
            ("a: - 1", "line 1"),
            ("a: 1\n- b", "line 2"),
            ("- a\nb: 1", "line 2"),
            ("a: 1\nb", "line 2"),
            ("a: 1\nb\nc: 2", "line 2"),
            ("a: \"b\" c", "line 1"),
            ("a: [1] b", "line 1"),
            ("[a]: 1", "line 1"),
            ("? [a]\n: 1", "line 1"),
            (": 1", "line 1"),
            ("a:\n\tb: 1", "line 2"),
            ("a: @b", "line 1"),
            ("a: `b`", "line 1"),
            ("a: %b", "line 1"),
            ("a:\n  - b\n c", "line 3"),
        ])
    func refusal(text: String, line: String) {
        #expect(TreeNotation.document(text) == "\(line): syntax")
    }
}
