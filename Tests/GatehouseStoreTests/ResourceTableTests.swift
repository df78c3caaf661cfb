import GatehouseModel
import Testing
import GatehouseTestSupport

@testable import GatehouseStore

@Suite("Which version of a resource is served", .overSockets)
struct ResourceTableTests {
    /// One sequence of readings of files, and what is served after the last.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// File name to text; a nil text removes the file.
        let readings: [[String: String?]]
        let served: [String]
        let codes: [String]

        init(_ description: String, _ readings: [[String: String?]], serves served: [String], codes: [String] = []) {
            self.testDescription = description
            self.readings = readings
            self.served = served
            self.codes = codes
        }
    }

    static let cases = [
        Case("a file's resources are served", [["a": "serve x 1\n---\nserve y 1"]], serves: ["x=1", "y=1"]),
        Case("a newer version replaces an older one", [["a": "serve x 1"], ["a": "serve x 2"]], serves: ["x=2"]),
        Case(
            "what a file no longer holds is gone", [["a": "serve x 1\n---\nserve y 1"], ["a": "serve y 1"]],
            serves: ["y=1"]),
        Case(
            "a file that vanishes takes its resources along", [["a": "serve x 1", "b": "serve y 1"], ["a": nil]],
            serves: ["y=1"]),
        Case(
            "a rejected resource stays in its last good version", [["a": "serve x 1"], ["a": "reject x"]],
            serves: ["x=1"],
            codes: ["GH0154"]),
        Case("a rejected resource without a good version is left out", [["a": "reject x"]], serves: []),
        Case(
            "a good version ends the holding", [["a": "serve x 1"], ["a": "reject x"], ["a": "serve x 2"]],
            serves: ["x=2"]),
        Case(
            "a rejected resource that is then removed is gone",
            [["a": "serve x 1"], ["a": "reject x"], ["a": "serve y 1"]],
            serves: ["y=1"]),
        Case(
            "an unreadable document leaves all that its file provided and no longer shows",
            [["a": "serve x 1\n---\nserve y 1\n---\nserve z 1"], ["a": "serve x 2\n---\n???"]],
            serves: ["x=2", "y=1", "z=1"], codes: ["GH0154", "GH0154"]),
        Case(
            "an unreadable document leaves other files alone",
            [["a": "serve x 1", "b": "serve y 1"], ["a": "???", "b": "serve y 2"]], serves: ["x=1", "y=2"],
            codes: ["GH0154"]),
        Case(
            "what an unreadable file held is gone once it is readable without it",
            [["a": "serve x 1\n---\nserve y 1"], ["a": "???"], ["a": "serve y 2"]], serves: ["y=2"]),
        Case(
            "an unreadable file that stays unreadable keeps what it held",
            [["a": "serve x 1"], ["a": "???"], ["a": "!!!"]], serves: ["x=1"], codes: ["GH0154"]),
        Case(
            "a file that was unreadable from the start serves its good documents", [["a": "serve x 1\n---\n???"]],
            serves: ["x=1"]),
        Case(
            "of two definitions the one in the first file is served", [["b": "serve x 2"], ["a": "serve x 1"]],
            serves: ["x=1"], codes: ["GH0153"]),
        Case(
            "of two definitions in one file the first is served", [["a": "serve x 1\n---\nserve x 2"]], serves: ["x=1"],
            codes: ["GH0153"]),
        Case(
            "when the first definition goes the second takes its place",
            [["a": "serve x 1", "b": "serve x 2"], ["a": nil]], serves: ["x=2"]),
        Case(
            "a first definition that turns bad stays in its last good version",
            [["a": "serve x 1", "b": "serve x 2"], ["a": "reject x"]], serves: ["x=1"], codes: ["GH0153", "GH0154"]),
        Case(
            "a first definition that was never good leaves the second one serving",
            [["a": "reject x", "b": "serve x 2"]], serves: ["x=2"]),
        Case(
            "a resource that moves to another file and turns bad there stays",
            [["a": "serve x 1"], ["a": nil, "b": "reject x"]], serves: ["x=1"], codes: ["GH0154"]),
        Case(
            "a rejected resource is gone with its file", [["a": "serve x 1"], ["a": "reject x"], ["a": nil]], serves: []
        ),
    ]

    @Test("last-good rules", arguments: cases)
    func serves(_ sample: Case) {
        var table = ResourceTable()
        for reading in sample.readings {
            var change = SourceChange()
            for (name, text) in reading {
                let unit = SourceUnit(rank: 0, name: name)
                if let text {
                    change.replaced[unit] =
                        ManifestFile(text: Array(text.utf8)) { Plain.reader.read($0, name, $1) }.documents
                } else {
                    change.removed.insert(unit)
                }
            }
            table.apply(change)
        }
        #expect(ResourceSet(table.served.values.map(\.resource)).plain == sample.served)
        #expect(table.diagnostics.map(\.code) == sample.codes)
    }

    @Test("a duplicate names both places")
    func duplicateNamesBothPlaces() throws {
        var table = ResourceTable()
        let text = Array("# comment\nserve x 1".utf8)
        table.apply(
            SourceChange(replaced: [
                SourceUnit(rank: 0, name: "b.yaml"): ManifestFile(text: text) { Plain.reader.read($0, "b.yaml", $1) }
                    .documents,
                SourceUnit(rank: 0, name: "a.yaml"): ManifestFile(text: text) { Plain.reader.read($0, "a.yaml", $1) }
                    .documents,
            ]))
        let diagnostic = try #require(table.diagnostics.first)
        #expect(diagnostic.message.contains("a.yaml:2"))
        #expect(diagnostic.message.contains("b.yaml:2"))
        #expect(diagnostic.location == SourceLocation(file: "b.yaml", line: 2))
    }

    @Test("what may not be served as written is known by its metadata until it may be, or is gone")
    func refusals() {
        var table = ResourceTable()
        func apply(_ documents: [Document]?, to name: String) {
            let unit = SourceUnit(rank: 0, name: name)
            table.apply(documents.map { SourceChange(replaced: [unit: $0]) } ?? SourceChange(removed: [unit]))
        }
        let good = Document(resources: [Plain.resource("x", "1")])
        func bad(_ generation: Int64) -> Document {
            Document(rejected: [Plain.rejected("x", generation: generation)])
        }
        apply([bad(1)], to: "a")
        #expect(table.refused[Plain.key("x")]?.generation == 1)
        apply([good], to: "a")
        #expect(table.refused.isEmpty)
        apply([bad(3)], to: "a")
        #expect(table.refused[Plain.key("x")]?.generation == 3)
        #expect(table.resources.plain == ["x=1"])
        apply([bad(4)], to: "b")
        #expect(table.refused[Plain.key("x")]?.generation == 3, "of several units the first counts")
        apply(nil, to: "a")
        #expect(table.refused[Plain.key("x")]?.generation == 4)
        apply(nil, to: "b")
        #expect(table.refused.isEmpty)
    }

    @Test("units are ordered from the last source to the first, then as a walk through sorted directories meets them")
    func unitOrder() {
        let names = ["conf/a/x.yaml", "conf/a-b.yaml", "conf/b.yaml"]
        #expect(names.reversed().map { SourceUnit(rank: 0, name: $0) }.sorted().map(\.name) == names)
        #expect(SourceUnit(rank: 1, name: "z") < SourceUnit(rank: 0, name: "a"))
    }
}
