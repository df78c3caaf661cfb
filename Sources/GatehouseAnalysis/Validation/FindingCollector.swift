import GatehouseModel

/// Gathers what the checks of one resource find, in the order in which they find it.
final class FindingCollector {
    /// One finding, before it is known which resource it is about.
    struct Finding {
        var code: String
        var level: Diagnostic.Level
        var effect: Diagnostic.Effect
        var path: FieldPath
        var message: String
    }

    private(set) var findings: [Finding] = []

    func add(_ finding: Finding) { self.findings.append(finding) }

    /// The findings as diagnostics of `resource`.
    func diagnostics(of resource: Resource<some ResourceSpec>) -> [Diagnostic] {
        self.findings.map { resource.diagnostic($0.code, $0.level, $0.effect, at: $0.path, $0.message) }
    }
}
