import GatehouseAnalysis
import GatehouseManifest
import GatehouseModel
import GatehouseTestSupport
import Testing

/// Istio's own cases of analysis.
@Suite("Istio's analysis", .enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absence)))
struct AnalyzeCorpusTests {
    private struct Case: Decodable {
        struct Finding: Decodable {
            var code: String
            var level: String
            var resource: String
        }

        var name: String
        var input: String
        var expected: [Finding]
        var scope_codes: [String]
    }

    /// What is not found, and why.
    private static let passedOver = [
        "068": "depends on a setting of the mesh that is not read", "091": "kinds that are not read",
        "092": "CustomResourceDefinitions are not read", "098": "conditions in statuses are not read",
    ]
    /// A case of Istio's runs one analyzer; here all of them run, and more is missing in these.
    private static let hasMore = ["037", "065"]

    @Test("the same codes, levels and resources are reported, as far as resources can tell")
    func findings() throws {
        for test in try Corpus.cases("istio_analyze.jsonl", as: Case.self) {
            let number = String(test.name.prefix(3))
            if Self.passedOver[number] != nil { continue }
            let ours = Self.findings(in: test.input).filter { test.scope_codes.contains($0.code) }.map { finding in
                "\(finding.code) \(finding.level.rawValue) \(finding.resource?.description ?? "")"
            }
            // A Sidecar's fields are not read.
            let theirs = test.expected.filter { !$0.resource.hasPrefix("Sidecar ") }.map { finding in
                let resource = finding.resource
                let key = resource.contains("/") ? resource : resource.replacing(" ", with: " default/")
                return "\(finding.code) \(finding.level.lowercased()) \(key)"
            }
            if Self.hasMore.contains(number) {
                #expect(Set(theirs).isSubset(of: ours), "\(test.name)")
            } else {
                #expect(ours.sorted() == theirs.sorted(), "\(test.name)")
            }
        }
    }

    private static func findings(in text: String) -> [Diagnostic] {
        let result = ManifestReader().read(bytes: Array(text.utf8), file: "case.yaml")
        let readable = result.resources + result.unservable
        let analyzed = Analyzers.diagnostics(
            for: AnalyzerInput(
                served: ResourceSet(result.resources), refused: result.unservable,
                unreadable: result.rejected.map(\.key), passedOver: result.passedOver),
            gateway: AnalyzedGateway(
                namespace: "istio-system", labels: ["istio": "ingressgateway"], clusterDomain: "cluster.local",
                rootNamespace: "istio-system"))
        return readable.flatMap { Validation.diagnostics(for: $0, purpose: .analysis) } + analyzed
    }
}
