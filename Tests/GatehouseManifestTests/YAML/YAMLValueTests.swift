import Testing

@testable import GatehouseManifest

@Suite("YAML as plain values")
struct YAMLValueTests {
    @Test("Values mean what they mean to Kubernetes")
    func values() throws {
        let text = """
            # the first document counts
            a: &x [1, -2, 1.5, yes, ~, "1", text]
            b: {c: *x, 3: null}
            ---
            other: document
            """
        let list: GatehouseManifest.YAMLValue = .sequence([
            .integer(1), .integer(-2), .double(1.5), .bool(true), .null, .string("1"), .string("text"),
        ])
        #expect(
            try GatehouseManifest.YAMLValue.read(Array(text.utf8))
                == .mapping(["a": list, "b": .mapping(["c": list, "3": .null])]))
    }

    @Test("JSON is YAML, and nothing is nothing")
    func jsonAndNothing() throws {
        #expect(
            try GatehouseManifest.YAMLValue.read(Array(#"{"a":["\u00e9"]}"#.utf8))
                == .mapping(["a": .sequence([.string("é")])]))
        #expect(try GatehouseManifest.YAMLValue.read(Array("# nothing\n---\n".utf8)) == nil)
    }

    @Test(
        "What can't be read is told with its line",
        arguments: [("a: 1\nb: [", 2), ("a: 1\nb: 2\na: 3", 3), ("a:\n  b: 1\n c: 2", 3)])
    func errors(text: String, line: Int) {
        let error = #expect(throws: YAMLValueError.self) { try GatehouseManifest.YAMLValue.read(Array(text.utf8)) }
        #expect(error?.line == line)
    }

    @Test("Aliases in aliases are bounded in number and depth")
    func bombs() {
        var wide = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...6 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            wide += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(throws: YAMLValueError.self) { try GatehouseManifest.YAMLValue.read(Array(wide.utf8)) }
        var deep = "a0: &a0 \(String(repeating: "[", count: 60))x\(String(repeating: "]", count: 60))\n"
        deep += "a1: \(String(repeating: "[", count: 60))*a0\(String(repeating: "]", count: 60))\n"
        #expect(throws: YAMLValueError.self) { try GatehouseManifest.YAMLValue.read(Array(deep.utf8)) }
    }

    @Test("The entries of a list at the top have lines, one document after the other")
    func lines() throws {
        let text = "a: [1]\ntests:\n- x: 1\n\n- y\n---\n# none\n---\nb: {tests: [1]}\n---\ntests: [1,\n  2]\n"
        #expect(try GatehouseManifest.YAMLValue.lines(ofEntriesOf: "tests", in: Array(text.utf8)) == [3, 5, 11, 12])
        #expect(try GatehouseManifest.YAMLValue.lines(ofEntriesOf: "tests", in: Array("[1]".utf8)) == [])
        #expect(throws: YAMLValueError.self) {
            try GatehouseManifest.YAMLValue.lines(ofEntriesOf: "tests", in: Array("[".utf8))
        }
    }
}
