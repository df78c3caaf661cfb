import Testing

@testable import GatehouseManifest

@Suite struct DocumentsTests {
    @Test(
        "a file is cut at its marker lines",
        arguments: [
            ("a: 1\n---\nb: 2\n", ["{a: 1}", "{b: 2}"]),
            ("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n...\n", ["{a: 1}", "{b: 2}"]),
            ("--- {a: 1}\n--- # comment\nb: 2", ["{a: 1}", "{b: 2}"]),
            ("%YAML 1.2\n---\na: 1", ["{a: 1}"]),
            ("a: 1\r\n---\r\nb: 2", ["{a: 1}", "{b: 2}"]),
            ("a: |\n  ---\n  x\n---\nb: 2", ["{a: \"---\\nx\\n\"}", "{b: 2}"]),
            ("a: ---x", ["{a: ---x}"]),
            ("---x: 1", ["{---x: 1}"]),
            ("", []),
            ("# only a comment\n\n", []),
            ("---\n---\n...\n---", []),
        ])
    func cutting(text: String, expected: [String]) {
        #expect(TreeNotation.documents(text) == expected)
    }

    @Test("a syntax error in one document leaves the others readable, and lines are the file's")
    func containment() {
        let text = "a: 1\n---\nb: [\n---\nc: 'x\n---\nd: 2\n---\n\n\n\te: 1\n"
        #expect(
            TreeNotation.documents(text) == ["{a: 1}", "line 3: syntax", "line 5: syntax", "{d: 2}", "line 11: syntax"])
    }

    @Test(
        "bytes that are no text are refused at their line",
        arguments: [
            ([0x61, 0x3A, 0x0A, 0x00], 2), ([0xFF, 0xFE, 0x61, 0x00], 1), ([0x61, 0x0A, 0x0A, 0xC3, 0x28], 3),
            ([0xC0, 0x80], 1), ([0xED, 0xA0, 0x80], 1), ([0xF5, 0x80, 0x80, 0x80], 1), ([0xE2, 0x82], 1),
            ([0xF0, 0x8F, 0xBF, 0xBF], 1), ([0x61, 0x0A, 0x1B], 2), ([0x7F], 1), ([0x80], 1),
        ] as [([UInt8], Int)])
    func encoding(bytes: [UInt8], line: Int) throws {
        let chunk = try #require(YAMLDocuments(bytes: bytes).first { _ in true })
        let error = #expect(throws: YAMLError.self) { try YAMLParser.parse(bytes: bytes, chunk: chunk) }
        #expect(error?.reason == .encoding)
        #expect(error?.line == line)
    }

    @Test("every well-formed character is taken", arguments: ["é", "ߐ", "ࠀ", "€", "퟿", "\u{FFFD}", "😀", "\u{10FFFF}"])
    func characters(character: String) {
        #expect(TreeNotation.document("a: \(character)") == "{a: \(character)}")
    }
}
