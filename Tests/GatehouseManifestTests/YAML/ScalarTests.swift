import Testing

@testable import GatehouseManifest

@Suite struct ScalarTests {
    @Test(
        "plain and quoted scalars fold their lines",
        arguments: [
            ("a: b c\n  d\n\n  e\nf: 1", "{a: b c d\\ne, f: 1}"),
            ("a:\n  b\n  c", "{a: b c}"),
            ("a: b # no\nc: d#e", "{a: b, c: d#e}"),
            ("a: 'it''s'", "{a: \"it's\"}"),
            ("a: 'b\n  c\n\n  d'", "{a: \"b c\\nd\"}"),
            ("a: \"b\\n\\tc\\\\\\\"\\x41\"", "{a: \"b\\n\\tc\\\"A\"}"),
            ("a: \"b \\\n   c\"", "{a: \"b c\"}"),
            ("a: \"b\\t\n  c\"", "{a: \"b\\t c\"}"),
            ("a: \"b   \n   c\"", "{a: \"b c\"}"),
            ("a: ''\nb: \"\"", "{a: \"\", b: \"\"}"),
            ("a: '#'\nb: 'c: d'", "{a: \"#\", b: \"c: d\"}"),
        ])
    func folding(text: String, expected: String) {
        // The notation does not double backslashes; the one text with one is compared as it is.
        #expect(TreeNotation.document(text) == expected)
    }

    @Test(
        "blocks keep or fold their lines, and their ends as they are told",
        arguments: [
            ("a: |\n  b\n  c\nd: 1", "{a: \"b\\nc\\n\", d: 1}"),
            ("a: |-\n  b\n  c\n\nd: 1", "{a: \"b\\nc\", d: 1}"),
            ("a: |+\n  b\n\nd: 1", "{a: \"b\\n\\n\", d: 1}"),
            ("a: |\n  b\n    c\n\n  d\n", "{a: \"b\\n  c\\n\\nd\\n\"}"),
            ("a: |2\n    b\n", "{a: \"  b\\n\"}"),
            ("a: |  # comment\n  # text\n", "{a: \"# text\\n\"}"),
            ("a: >\n  b\n  c\n\n  d\n", "{a: \"b c\\nd\\n\"}"),
            ("a: >-\n  b\n    c\n  d\n", "{a: \"b\\n  c\\nd\"}"),
            ("a: |\nb: 1", "{a: \"\", b: 1}"),
            ("- |\n b\n- c", "[\"b\\n\", c]"),
            ("a: |\n  b: c\n  - d\n", "{a: \"b: c\\n- d\\n\"}"),
            ("a: |\r\n  b\r\n  c\r\n", "{a: \"b\\nc\\n\"}"),
            ("a: |\n  last line", "{a: \"last line\"}"),
        ])
    func blocks(text: String, expected: String) {
        #expect(TreeNotation.document(text) == expected)
    }

    @Test(
        "broken scalars are refused at the line where they begin or break",
        arguments: [
            ("a: 'b", "line 1"),
            ("a: 1\nb: \"c\nd: 2", "line 2"),
            ("a: \"\\q\"", "line 1"),
            ("a: \"\\u12\"", "line 1"),
            ("a: \"\\ud800\"", "line 1"),
            ("a: \"\\0\"", "line 1"),
            ("a: | b\n  c", "line 1"),
        ])
    func refusal(text: String, line: String) {
        #expect(TreeNotation.document(text) == "\(line): syntax")
    }

    @Test(
        "plain scalars mean what they mean to Kubernetes",
        arguments: [
            ("", YAMLPlainValue.null), ("~", .null), ("null", .null), ("Null", .null), ("nULL", .string),
            ("true", .bool(true)), ("yes", .bool(true)), ("On", .bool(true)), ("y", .bool(true)), ("n", .bool(false)),
            ("no", .bool(false)), ("FALSE", .bool(false)), ("tRUE", .string), ("yeah", .string),
            ("0", .integer(magnitude: 0, isNegative: false)), ("-12", .integer(magnitude: 12, isNegative: true)),
            ("+7", .integer(magnitude: 7, isNegative: false)), ("0x1F", .integer(magnitude: 31, isNegative: false)),
            ("010", .integer(magnitude: 8, isNegative: false)), ("0b11", .integer(magnitude: 3, isNegative: false)),
            ("1_000", .integer(magnitude: 1000, isNegative: false)),
            ("18446744073709551615", .integer(magnitude: .max, isNegative: false)),
            ("18446744073709551616", .double(18_446_744_073_709_551_616)), ("08", .double(8)),
            ("1.5", .double(1.5)), (".5", .double(0.5)), ("1.", .double(1)), ("1e3", .double(1000)),
            ("-2.5E-1", .double(-0.25)), (".inf", .double(.infinity)), ("-.Inf", .double(-.infinity)),
            ("1.2.3", .string), ("1.5s", .string), ("1e", .string), ("-", .string), (".", .string), ("0x", .string),
            ("2001-01-01", .string), ("12:30", .string), ("_1", .string), ("e3", .string), ("v1", .string),
        ])
    func meaning(text: String, expected: YAMLPlainValue) {
        #expect(YAMLPlainValue(Array(text.utf8)[...]) == expected)
    }
}
