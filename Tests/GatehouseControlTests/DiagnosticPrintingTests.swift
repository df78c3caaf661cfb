import GatehouseModel
import GatehousePlan
import Testing
import GatehouseTestSupport

@testable import GatehouseControl

@Suite("How diagnostics are printed", .overSockets)
struct DiagnosticPrintingTests {
    @Test("a diagnostic leaves out what it does not have")
    func diagnostic() {
        let diagnostic = Diagnostic(code: "GH0151", level: .error, effect: .documentRejected, message: "No.")
        #expect(
            diagnostic.json
                == .object(present: [
                    "code": "GH0151", "level": "error", "message": "No.", "effect": "documentRejected",
                ]))
    }

    @Test("a line reads as a compiler's does")
    func text() {
        let diagnostic = Diagnostic(
            code: "IST0106", level: .error, effect: .resourceRejected,
            resource: ResourceKey(kind: "VirtualService", namespace: "default", name: "x"),
            field: FieldPath(text: "spec.http[0]"), location: SourceLocation(file: "a.yaml", line: 7), message: "No.")
        #expect(diagnostic.text == "a.yaml:7: error[IST0106] VirtualService default/x spec.http[0]: No.")
    }

    @Test("a path is read back from its text", arguments: ["", "spec", "spec.http[0].match[1].uri", "spec.a[0][1].b"])
    func fieldPath(_ text: String) { #expect(FieldPath(text: text).description == text) }
}
