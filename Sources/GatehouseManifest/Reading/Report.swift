import GatehouseModel

/// Collects the diagnostics of one file, up to a bound.
struct Report {
    let file: String
    private let maximum: Int
    private var diagnostics: [Diagnostic] = []
    private var omitted = 0

    init(file: String, maximum: Int) {
        self.file = file
        self.maximum = maximum
    }

    mutating func add(_ diagnostic: Diagnostic) {
        if self.diagnostics.count < self.maximum {
            self.diagnostics.append(diagnostic)
        } else {
            self.omitted += 1
        }
    }

    /// Why a document can't be read.
    mutating func add(_ error: YAMLError) {
        let code =
            switch error.reason {
            case .syntax: "GH0102"
            case .limit: "GH0104"
            case .encoding: "GH0107"
            }
        self.add(
            Diagnostic(
                code: code, level: .error, effect: .documentRejected,
                location: SourceLocation(file: self.file, line: error.line), message: error.message))
    }

    /// Everything, and how much there is beyond the bound.
    consuming func finish() -> [Diagnostic] {
        if self.omitted > 0 {
            self.diagnostics.append(
                Diagnostic(
                    code: "GH0108", level: .warning, effect: .none, location: SourceLocation(file: self.file, line: 1),
                    message: "\(self.omitted) more findings about this file are not shown; correct the first ones."))
        }
        return self.diagnostics
    }
}
