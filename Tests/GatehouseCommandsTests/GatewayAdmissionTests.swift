import GatehouseAPIServer
import GatehouseControl
import GatehouseManifest
import GatehouseObjects
import GatehouseStore
import Testing

@testable import GatehouseCommands

@Suite("What the embedded API lets in")
struct GatewayAdmissionTests {
    private let admission = GatewayAdmission(
        reader: .validating(options: ManifestOptions()), labels: ["istio": "ingressgateway", "app": "gateway"])

    private func review(http rules: [JSON]) -> AdmissionReview {
        let object: JSON = [
            "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
            "metadata": ["name": "v", "namespace": "default"],
            "spec": ["hosts": ["a.example"], "http": .array(rules)],
        ]
        return self.admission.review(object, of: .virtualServices)
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

    @Test(
        "A Gateway that selects other gateways is let in with a warning",
        arguments: [
            (["istio": "ingressgateway"], 0), (["istio": "ingresgateway"], 1), ([:], 0), (["other": "x"], 1),
        ] as [(JSON, Int)])
    func selector(_ selector: JSON, _ warnings: Int) {
        let object: JSON = [
            "apiVersion": "networking.istio.io/v1", "kind": "Gateway",
            "metadata": ["name": "g", "namespace": "default"],
            "spec": [
                "selector": selector,
                "servers": [["port": ["number": 80, "name": "http", "protocol": "HTTP"], "hosts": ["*"]]],
            ],
        ]
        let review = self.admission.review(object, of: .gateways)
        #expect(review.denial == nil)
        #expect(review.warnings.count == warnings)
        #expect(review.warnings.allSatisfy { $0.contains("labels are app=gateway,istio=ingressgateway") })
    }

    @Test("Of very many errors the first are told, in an answer that is no larger than the object")
    func bounded() throws {
        let denial = try #require(self.review(http: Array(repeating: [:], count: 100_000)).denial)
        #expect(denial.causes.count == 101)
        #expect(denial.message.utf8.count < 20_000)
        #expect(denial.causes.last?.message.hasSuffix("more things are wrong") == true)
    }
}
