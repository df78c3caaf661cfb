import GatehouseAPIServer
import GatehouseControl
import GatehouseManifest
import GatehouseObjects
import GatehouseStore
import Testing

@testable import GatehouseCommands

@Suite("What the embedded API lets in")
struct GatewayAdmissionTests {
    private func review(http rules: [JSON]) -> AdmissionReview {
        let object: JSON = [
            "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
            "metadata": ["name": "v", "namespace": "default"],
            "spec": ["hosts": ["a.example"], "http": .array(rules)],
        ]
        return GatewayAdmission(reader: .validating(options: ManifestOptions())).review(object, of: .virtualServices)
    }

    @Test("What is in order is let in")
    func good() {
        let review = self.review(http: [["route": [["destination": ["host": "a"]]]]])
        #expect(review.denial == nil)
        #expect(review.warnings.isEmpty)
    }

    @Test("What validate calls an error is refused with its words and code")
    func refused() throws {
        let denial = try #require(self.review(http: [[:]]).denial)
        #expect(denial.code == 422)
        #expect(denial.causes.map(\.field) == ["spec.http[0]"])
        #expect(denial.message.hasPrefix("VirtualService.networking.istio.io \"v\" is invalid: spec.http[0]: "))
    }

    @Test("Of very many errors the first are told, in an answer that is no larger than the object")
    func bounded() throws {
        let denial = try #require(self.review(http: Array(repeating: [:], count: 100_000)).denial)
        #expect(denial.causes.count == 101)
        #expect(denial.message.utf8.count < 20_000)
        #expect(denial.causes.last?.message.hasSuffix("more things are wrong") == true)
    }
}
