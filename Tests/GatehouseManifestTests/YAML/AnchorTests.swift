import Testing

@testable import GatehouseManifest

@Suite struct AnchorTests {
    @Test(
        "an alias stands for what its anchor names",
        arguments: [
            ("a: &x 1\nb: *x", "{a: 1, b: 1}"),
            ("a: &x\n  c: 1\nb: *x", "{a: {c: 1}, b: {c: 1}}"),
            ("a: &x [1, 2]\nb: [*x, *x]", "{a: [1, 2], b: [[1, 2], [1, 2]]}"),
            ("a: &x\n- 1\nb: *x", "{a: [1], b: [1]}"),
            ("a: &x 1\nb: &x 2\nc: *x", "{a: 1, b: 2, c: 2}"),
            ("&x a: 1\nb: *x", "{a: 1, b: a}"),
            ("a: &x\nb: *x", "{a: ~, b: ~}"),
            ("a: &x key\n*x : 1", "{a: key, key: 1}"),
        ])
    func aliases(text: String, expected: String) {
        #expect(TreeNotation.document(text) == expected)
    }

    @Test(
        "a tag says what a scalar is",
        arguments: [
            ("a: !!str 1", "{a: \"1\"}"), ("a: ! 1", "{a: \"1\"}"), ("a: !<tag:yaml.org,2002:str> 1", "{a: \"1\"}"),
            ("a: !!int \"1\"", "{a: 1}"), ("a: !!map\n  b: 1", "{a: {b: 1}}"), ("!!seq [1]", "[1]"),
            ("a: !!str", "{a: \"\"}"), ("a: !!str &x 1\nb: *x", "{a: \"1\", b: \"1\"}"),
        ])
    func tags(text: String, expected: String) {
        #expect(TreeNotation.document(text) == expected)
    }

    @Test(
        "names without meaning are refused",
        arguments: [
            "a: *x", "a: &x [*x]", "a: &x &y 1", "a: & 1", "a: * ", "a: !mine 1", "a: !!binary YQ==", "a: &x *y",
            "a: &x 1\nb: &y *x", "a: &x - 1",
            "a: &x [1]\n*x : 2", "a: &x [1]\nb: {*x : 2}", "a: &x [1]\nb: [*x : 2]", "a: &x [1]\n? *x\n: 2",
        ])
    func refusal(text: String) {
        #expect(TreeNotation.document(text).hasSuffix("syntax"))
    }

    @Test("the values behind aliases are counted each time")
    func expansion() throws {
        // Nine levels of nine: 3.9e8 values in 600 bytes.
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let entries = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(entries)]\n"
        }
        #expect(TreeNotation.document(text).hasSuffix("limit"))
    }
}
