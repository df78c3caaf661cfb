import GatehouseModel
import Testing

@testable import GatehouseControl

@Suite("JSON as it is printed")
struct JSONValueTests {
    @Test(
        "values",
        arguments: [
            (.array([]), "[]"),
            (.object([]), "{}"),
            (.members(["a": .number(1), "b": nil, "c": .bool(true)]), "{\n  \"a\": 1,\n  \"c\": true\n}"),
            (.array([.string("\"\\\n\t\u{1}\u{7f}é")]), "[\n  \"\\\"\\\\\\n\\t\\u0001\\u007fé\"\n]"),
        ] as [(JSONValue, String)])
    func prints(_ value: JSONValue, text: String) { #expect(value.text == text) }

    @Test("a diagnostic leaves out what it does not have")
    func diagnostic() {
        let diagnostic = Diagnostic(code: "GH0151", level: .error, effect: .documentRejected, message: "No.")
        #expect(
            diagnostic.json
                == .members([
                    "code": "GH0151", "level": "error", "message": "No.", "effect": "documentRejected",
                ]))
    }

    @Test("a path is read back from its text", arguments: ["", "spec", "spec.http[0].match[1].uri", "spec.a[0][1].b"])
    func fieldPath(_ text: String) { #expect(FieldPath(text: text).description == text) }
}
