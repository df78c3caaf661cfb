import GatehouseModel
import Logging

/// Logs what is new among the diagnostics, and what is no longer there. A reload that changes nothing about a finding
/// says nothing about it.
struct DiagnosticLog {
    private var logged: Set<Diagnostic> = []
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Takes in the diagnostics of now.
    mutating func update(_ diagnostics: [Diagnostic]) {
        var current: Set<Diagnostic> = []
        for diagnostic in diagnostics {
            let key = Self.withoutLine(diagnostic)
            guard current.insert(key).inserted, !self.logged.contains(key) else { continue }
            self.logger.log(level: Self.level(of: diagnostic), "\(Self.line(diagnostic))")
        }
        for gone in self.logged.subtracting(current).map(Self.line).sorted() {
            self.logger.info("resolved: \(gone)")
        }
        self.logged = current
    }

    /// A finding is the same after lines were put in above it.
    private static func withoutLine(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        diagnostic.location?.line = 0
        return diagnostic
    }

    private static func line(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { $0.line == 0 ? "\($0.file): " : "\($0.file):\($0.line): " } ?? ""
        return "\(place)[\(diagnostic.code)] \(diagnostic.subject)"
    }

    private static func level(of diagnostic: Diagnostic) -> Logger.Level {
        switch diagnostic.level {
        case .error: .error
        case .warning: .warning
        case .info: .info
        }
    }
}
