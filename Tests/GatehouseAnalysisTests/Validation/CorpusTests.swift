import Foundation
import GatehouseAnalysis
import GatehouseManifest
import GatehouseModel
import GatehouseTestSupport
import Testing

/// Istio's own cases: what its validation tests, the schemas of its resources and its data sets say about one resource.
@Suite("Istio's verdicts", .enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absence)))
struct CorpusTests {
    struct Case: Decodable {
        struct Expected: Decodable {
            var valid: Bool
            var warning: Bool?
        }

        var set: String
        var kind: String
        var name: String
        var input: String
        var expected: Expected

        var id: String { "\(self.set) \(self.name)" }
    }

    private static let kinds: Set<String> = [
        "Gateway", "VirtualService", "DestinationRule", "ServiceEntry", "WorkloadEntry",
    ]

    /// Cases that are decided otherwise on purpose, and why.
    private static let deliberate: [String: String] = [
        "go_table_wrapped TestValidateHTTPRoute/null header match": Self.nullMatch,
        "go_table_wrapped TestValidateRootHTTPRoute/null header match": Self.nullMatch,
        "crd crd/serviceentry-valid.yaml/0/full": Self.colon,
    ]

    private static let nullMatch = "M3: a header named without a condition is read as one that has to be present"
    private static let colon = "`[001:db8::]` is a mapping in YAML 1.2; Kubernetes' older reader takes it for text"

    private static let reader = ManifestReader(options: ManifestOptions(unknownFields: .error))

    /// Everything that is found in a manifest, by the reader and by validation.
    private static func diagnostics(of manifest: String) -> [Diagnostic] {
        let result = self.reader.read(bytes: Array(manifest.utf8), file: "case.yaml")
        return result.diagnostics + result.resources.flatMap { Validation.diagnostics(for: $0) }
    }

    @Test("a resource is valid where Istio says so, and warned about where Istio warns")
    func verdicts() throws {
        let cases = try Corpus.cases("istio_validation.jsonl", as: Case.self).filter { Self.kinds.contains($0.kind) }
        try #require(cases.count > 100)
        var disagreements: [String: String] = [:]
        for test in cases {
            let found = Self.diagnostics(of: test.input)
            let isValid = !found.contains { $0.level == .error }
            let hasWarning = found.contains { $0.level == .warning }
            let warning = test.expected.warning
            guard isValid != test.expected.valid || (warning ?? hasWarning) != hasWarning else { continue }
            disagreements[test.id] = "expected \(test.expected), found \(found.map(\.message))\n\(test.input)"
        }
        let unexplained = disagreements.filter { Self.deliberate[$0.key] == nil }
        for (id, description) in unexplained.sorted(by: { $0.key < $1.key }) {
            Issue.record("\(id): \(description)")
        }
    }

    @Test("what Istio routes by in its own tests is valid", arguments: ["istio_routing.jsonl", "istio_sim.jsonl"])
    func served(_ file: String) throws {
        let cases = try Corpus.cases(file, as: JSONValue.self)
        try #require(!cases.isEmpty)
        for test in cases {
            let manifest = (test["input_ingress"] ?? test["input"])?.string ?? ""
            let result = ManifestReader().read(bytes: Array(manifest.utf8), file: "case.yaml")
            let errors = result.resources.flatMap { Validation.diagnostics(for: $0) }.filter { $0.level == .error }
            #expect(errors.isEmpty, "\(test["name"]?.string ?? ""): \(errors.map(\.message))\n\(manifest)")
        }
    }

    @Test("every resource of the workshop is valid, and every finding has a line")
    func workshop() throws {
        // A template: the reader of the workshop fills in the address.
        let placeholders = ["redis-serviceentry.yaml": "spec.addresses[0]"]
        let folder = try #require(Corpus.path("workshop-labs"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
            $0.hasSuffix(".yaml")
        }
        try #require(!files.isEmpty)
        for file in files {
            let text = try Corpus.text("workshop-labs/\(file)")
            // As it is served: fields that Istio has dropped since are passed over with a warning.
            let result = ManifestReader().read(bytes: Array(text.utf8), file: file)
            let found = result.resources.flatMap { Validation.diagnostics(for: $0) }
            let errors = (result.diagnostics + found).filter { $0.level == .error }
            #expect(
                errors.map { $0.field?.description } == (placeholders[file].map { [$0] } ?? []),
                "\(file): \(errors.map(\.message))")
            #expect(found.allSatisfy { $0.location?.file == file })
        }
    }
}
