import GatehouseAnalysis
import GatehouseManifest
import GatehouseModel
import GatehouseTestSupport
import Testing

/// Istio's own cases of analysis, as far as they are about one resource at a time.
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
    }

    @Test(
        "the same codes, levels and resources are reported",
        arguments: [
            ("062/dupmatches", ["IST0106", "IST0130", "IST0131", "IST0133"]), ("002/deprecation", ["IST0002"]),
        ])
    func findings(_ name: String, _ codes: [String]) throws {
        let test = try #require(try Corpus.cases("istio_analyze.jsonl", as: Case.self).first { $0.name == name })
        let result = ManifestReader().read(bytes: Array(test.input.utf8), file: "case.yaml")
        let found = result.resources.flatMap { Validation.diagnostics(for: $0, purpose: .analysis) }
        // A kind that is not served here has no findings.
        let expected = test.expected.filter { $0.resource.hasPrefix("VirtualService ") }.map { finding in
            let key =
                finding.resource.contains("/") ? finding.resource : finding.resource.replacing(" ", with: " default/")
            return "\(finding.code) \(finding.level.lowercased()) \(key)"
        }
        let ours = found.filter { codes.contains($0.code) }.map { diagnostic in
            "\(diagnostic.code) \(diagnostic.level.rawValue) \(diagnostic.resource?.description ?? "")"
        }
        #expect(ours.sorted() == expected.sorted())
    }
}
