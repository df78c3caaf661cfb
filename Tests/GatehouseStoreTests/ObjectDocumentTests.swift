import GatehouseManifest
import GatehouseModel
import Testing

@testable import GatehouseStore

@Suite("Objects of an API as documents")
struct ObjectDocumentTests {
    private let reader = DocumentReader(options: ManifestOptions()) { resource in
        DocumentReader.Judgement(
            isServable: resource.key.name != "bad",
            diagnostics: [
                Diagnostic(
                    code: "GH0000", level: .info, effect: .none, resource: resource.key,
                    location: SourceLocation(file: "f", line: 1), message: "seen")
            ])
    }

    private func document(_ name: String) -> Document {
        let text = """
            {"apiVersion":"networking.istio.io/v1","kind":"Gateway","metadata":{"name":"\(name)","namespace":"n"},\
            "spec":{"servers":[],"colour":"red"}}
            """
        return self.reader.document(Array(text.utf8), name: "Gateway n/\(name)")
    }

    @Test("An object is read like a manifest, but neither it nor its findings are in a file")
    func places() {
        let document = self.document("good")
        #expect(document.resources.map(\.key.description) == ["Gateway n/good"])
        #expect(document.diagnostics.count == 2)
        #expect(document.diagnostics.allSatisfy { $0.location == nil })
        guard case .gateway(let gateway)? = document.resources.first else {
            Issue.record("no Gateway")
            return
        }
        #expect(gateway.source == nil)
    }

    @Test("What is judged not to be servable is rejected")
    func judgement() {
        #expect(self.document("bad").rejected.map(\.metadata.name) == ["bad"])
        #expect(self.document("bad").resources.isEmpty)
    }

    @Test("What can't be read at all is unreadable")
    func unreadable() {
        let document = self.reader.document(Array("{".utf8), name: "x")
        #expect(document.isUnreadable)
        #expect(document.diagnostics.map(\.location) == [nil])
    }
}
