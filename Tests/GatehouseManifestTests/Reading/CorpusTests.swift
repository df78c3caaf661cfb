import GatehouseModel
import GatehouseTestSupport
import Testing

@testable import GatehouseManifest

@Suite struct CorpusTests {
    private struct Case: Decodable {
        struct Expected: Decodable {
            var valid: Bool
        }

        var name: String
        var kind: String
        var input: String
        var expected: Expected
    }

    private static let kinds: Set = ["Gateway", "VirtualService", "DestinationRule", "ServiceEntry", "WorkloadEntry"]

    private func errors(_ text: String, _ file: String) -> [String] {
        let result = ManifestReader(options: ManifestOptions(unknownFields: .error)).read(
            bytes: Array(text.utf8), file: file)
        return result.diagnostics.filter { $0.level == .error }.map {
            "\(file):\($0.location?.line ?? 0): \($0.message)"
        }
    }

    @Test("what Istio finds valid is read without an error", .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
    func validation() throws {
        // An IPv6 address that has become a mapping on its way into the file: `001:db8::` in brackets.
        let broken: Set = ["crd/serviceentry-valid.yaml/0/full"]
        let cases = try Corpus.cases("istio_validation.jsonl", as: Case.self).filter {
            $0.expected.valid && Self.kinds.contains($0.kind)
        }
        #expect(cases.count > 100)
        let errors = cases.filter { !broken.contains($0.name) }.flatMap { self.errors($0.input, $0.name) }
        #expect(errors == [])
    }

    @Test("a workshop's resources of 2019 are read", .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
    func workshop() throws {
        let files = [
            "addons-ingress", "frontend-destinationrule", "frontend-external-service", "frontend-ingress-updated",
            "frontend-ingress", "frontend-virtualservice", "hipster-app-destinationrule", "hipster-app",
            "istio-public-gateway", "recommendationservice-vs-503", "recommendationservice-vs-delay",
            "redis-circuitbreaker", "redis-egress", "redis-serviceentry", "shippingservice-retry",
        ]
        let errors = try files.flatMap { self.errors(try Corpus.text("workshop-labs/\($0).yaml"), $0) }
        // No version of Istio's Gateway had `addresses`.
        #expect(errors == ["redis-egress:15: `spec.servers[0]` has no field `addresses`; remove it."])
    }
}
