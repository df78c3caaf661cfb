import GatehousePlan
import GatehouseControl
import GatehouseModel

/// The findings of a command, and how they are printed.
struct DiagnosticReport {
    var diagnostics: [Diagnostic]
    var resourceCount: Int
    var fileCount: Int

    /// Whether any finding is an error.
    var hasErrors: Bool { self.diagnostics.contains { $0.level == .error } }

    /// Prints the findings and, in the text form, the summary.
    func print(as format: OutputFormat) {
        switch format {
        case .text:
            StandardOutput.print((self.diagnostics.map(\.text) + [self.summary]).joined(separator: "\n"))
        case .json: StandardOutput.print(JSONValue.array(self.diagnostics.map(\.json)).text(pretty: true))
        }
    }

    /// One line that says what was looked at and how it came out.
    var summary: String {
        let errors = self.diagnostics.count { $0.level == .error }
        let warnings = self.diagnostics.count { $0.level == .warning }
        let looked = "\(Self.count(self.resourceCount, "resource")) in \(Self.count(self.fileCount, "file"))"
        if errors == 0, warnings == 0 { return "\(looked): valid" }
        let found = "\(Self.count(errors, "error")), \(Self.count(warnings, "warning"))"
        return "\(looked): \(errors == 0 ? "valid" : "invalid") (\(found))"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
