import GatehouseModel
import Testing
import GatehouseTestSupport

@testable import GatehouseStore

@Suite("Reading a file again", .overSockets)
struct ManifestFileTests {
    /// Counts what is decoded.
    private final class Decoded {
        var texts: [String] = []

        func read(_ text: ArraySlice<UInt8>, line: Int) -> Document {
            self.texts.append(String(decoding: text, as: UTF8.self))
            return Plain.reader.read(text, "f", line)
        }
    }

    private static func file(_ text: String, _ decoded: Decoded) -> ManifestFile {
        let file = ManifestFile(text: Array(text.utf8), read: decoded.read)
        decoded.texts = []
        return file
    }

    @Test(
        "only documents with a new text are decoded",
        arguments: [
            ("serve a 1\n---\nserve b 1\n---\nserve c 1", ["serve b 2\n"], "serve a 1\n---\nserve b 2\n---\nserve c 1"),
            ("serve a 1\n---\nserve b 1", ["serve z 1\n"], "serve z 1\n---\nserve a 1\n---\nserve b 1"),
            ("---\nserve a 1\n---\nserve b 1\n", [], "---\nserve b 1\n---\nserve a 1\n"),
            ("---\nserve a 1\n---\nserve b 1\n", [], "---\nserve b 1\n"),
        ])
    func decodesOnlyWhatIsNew(before: String, decodedTexts: [String], after: String) {
        let decoded = Decoded()
        var file = Self.file(before, decoded)
        let isDifferent = file.update(text: Array(after.utf8), read: decoded.read)
        #expect(isDifferent)
        #expect(decoded.texts == decodedTexts)
        let whole = ManifestFile(text: Array(after.utf8), read: decoded.read)
        #expect(file.documents.map(Self.summary) == whole.documents.map(Self.summary))
    }

    private static func summary(_ document: Document) -> [String] {
        document.resources.map { "\($0.key) line \($0.source?.location(of: .root)?.line ?? 0)" }
    }

    @Test("lines put in above a document move its resources and say so")
    func movedLines() {
        let decoded = Decoded()
        var file = Self.file("---\nserve a 1\n", decoded)
        let isDifferent = file.update(text: Array("# one\n# two\n---\nserve a 1\n".utf8), read: decoded.read)
        #expect(isDifferent)
        #expect(decoded.texts.isEmpty)
        #expect(file.documents.map(Self.summary) == [["Namespace a line 4"]])
    }

    @Test("the same text again is no difference")
    func sameText() {
        let decoded = Decoded()
        var file = Self.file("serve a 1\n---\nserve b 1", decoded)
        let isDifferent = file.update(text: Array("serve a 1\n---\nserve b 1".utf8), read: decoded.read)
        #expect(!isDifferent)
        #expect(decoded.texts.isEmpty)
    }

    @Test(
        "documents are cut at their markers, and blank ones left out",
        arguments: [
            ("a: 1", ["a: 1"], [1]),
            ("", [], []),
            ("# nothing\n\n---\n# still nothing\n", [], []),
            ("---\na: 1\n---\nb: 1", ["a: 1\n", "b: 1"], [2, 4]),
            ("a: 1\r\n---\r\nb: 1\r\n", ["a: 1\r\n", "b: 1\r\n"], [1, 3]),
            ("a: |\n  ---\n  text\n", ["a: |\n  ---\n  text\n"], [1]),
            ("a: ----\n----\n", ["a: ----\n----\n"], [1]),
            ("--- {a: 1}\n--- # b\nb: 1", ["--- {a: 1}\n", "b: 1"], [1, 3]),
            ("%YAML 1.2\n---\na: 1", ["%YAML 1.2\n---\na: 1"], [1]),
            ("---", [], []),
        ] as [(String, [String], [Int])])
    func splits(text: String, documents: [String], lines: [Int]) {
        let bytes = Array(text.utf8)
        let chunks = DocumentSplitter.split(bytes)
        #expect(chunks.map { String(decoding: bytes[$0.bytes], as: UTF8.self) } == documents)
        #expect(chunks.map(\.line) == lines)
    }
}
