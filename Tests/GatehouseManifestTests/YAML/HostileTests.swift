import GatehouseModel
import GatehouseTestSupport
import Testing

@testable import GatehouseManifest

/// Megabytes of whatever is worst for the parser end in a diagnostic. The bound on time is far above what is needed and
/// far below what anything but a linear reader takes; nothing here may grow the stack either.
@Suite(.serialized) struct HostileTests {
    // Without optimisation a megabyte takes as long as ten do with it.
    #if DEBUG
    static let size = 1 << 20
    #else
    static let size = 10 << 20
    #endif

    static func repeated(_ text: String) -> [UInt8] {
        let unit = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.size + unit.count)
        while bytes.count < Self.size { bytes.append(contentsOf: unit) }
        return bytes
    }

    @Test(
        "megabytes of one thing are refused soon",
        arguments: [
            "[", "{", "- ", "? ", "[{", "{a: ", "a: {b: [", "a:\n", "&a ", "!!str ", "*a ", "\"", "'", "'' ", "\"\\",
            "x",
            " ", "\t", "#", "a ", ": ", "-", "- - ", "|", ">\n", "a: |\n", "[a,", "{a,", "\n", "\r", "---\na\n",
            "a: b: ",
            "\u{FEFF}", "\0", "é", "\\", "%a\n", "? a\n: ", "<<: *a\n", "[]", "a: 'b\n", "[a\n",
        ])
    func repetition(unit: String) {
        let clock = ContinuousClock()
        let bytes = Self.repeated(unit)
        var result = ManifestResult()
        let time = clock.measure { result = ManifestReader().read(bytes: bytes, file: "hostile.yaml") }
        #expect(result.resources.isEmpty)
        #expect(result.diagnostics.count <= ManifestOptions().maximumDiagnostics + 1)
        #expect(time < .seconds(20), "\(time)")
    }

    @Test("indentation that only ever deepens is refused")
    func stairs() {
        var text = ""
        for level in 0..<4000 { text += String(repeating: " ", count: level) + "a:\n" }
        #expect(TreeNotation.document(text) == "line 101: limit")
    }

    @Test("a mapping with very many keys is read, and its repeated key found")
    func manyKeys() throws {
        let text = (0..<100_000).map { "k\($0): \($0)\n" }.joined() + "k7: again\n"
        let bytes = Array(text.utf8)
        let tree = try #require(try YAMLParser.parse(bytes: bytes, chunk: .init(range: 0..<bytes.count, line: 1)))
        #expect(tree.nodes[0].count == 200_002)
        #expect(tree.repeatedKeys.map(tree.line) == [100_001])
    }

    @Test("a huge scalar is kept as it is")
    func hugeScalar() throws {
        let value = String(repeating: "x", count: 4 << 20)
        let bytes = Array("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  b: \(value)\n".utf8)
        let result = ManifestReader().read(bytes: bytes, file: "a.yaml")
        let map = try #require(result.resources.first?.spec as? ConfigMap)
        #expect(map.data["b"]?.utf8.count == 4 << 20)
    }

    @Test("a file above the limit is not read")
    func fileSize() {
        var options = ManifestOptions()
        options.maximumFileSize = 10
        let result = ManifestReader(options: options).read(bytes: Array("a: 1\nb: 2\n\n".utf8), file: "a.yaml")
        #expect(result.diagnostics.map(\.code) == ["GH0104"])
        #expect(result.unreadableDocumentCount == 1)
    }

    @Test("a document with more values than the limit is refused")
    func values() {
        let bytes = Array("[a, b, c, d]".utf8)
        let chunk = YAMLDocuments.Chunk(range: 0..<bytes.count, line: 1)
        #expect(throws: YAMLError.self) {
            try YAMLParser.parse(bytes: bytes, chunk: chunk, limits: YAMLLimits(nodes: 4))
        }
        #expect(throws: Never.self) {
            _ = try YAMLParser.parse(bytes: bytes, chunk: chunk, limits: YAMLLimits(nodes: 5))
        }
    }

    @Test("a bomb of aliases or merges where fields are expected is refused")
    func bombs() {
        var text = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: a}\nspec:\n"
        text += "  m0: &m0 {uri: {exact: /a}}\n"
        for level in 1..<30 { text += "  m\(level): &m\(level) {<<: [*m\(level - 1), *m\(level - 1)]}\n" }
        text += "  http:\n  - match: [*m29]\n"
        let result = ManifestReader().read(bytes: Array(text.utf8), file: "a.yaml")
        #expect(result.resources.isEmpty)
        #expect(result.diagnostics.map(\.code) == ["GH0104"])
    }

    private static let head = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: a}\nspec:\n"

    @Test(
        "few bytes that would become many are refused",
        arguments: [
            Self.head + "  http: [" + String(repeating: "{},", count: 1_000_000) + "]",
            Self.head + "  http: &a [" + String(repeating: "{},", count: 20_000) + "]\n  x: ["
                + String(repeating: "*a,", count: 20_000) + "]",
            Self.head + "  gateways: [&a \(String(repeating: "x", count: 100_000))]\n  hosts: ["
                + String(repeating: "*a,", count: 10_000) + "]",
            Self.head + "  x: &a {\(String(repeating: "k", count: 100_000)): v}\n  http: [{match: ["
                + String(repeating: "{sourceLabels: *a},", count: 10_000) + "]}]",
        ])
    func amplification(text: String) {
        let result = ManifestReader().read(bytes: Array(text.utf8), file: "a.yaml")
        #expect(result.resources.isEmpty)
        #expect(result.diagnostics.contains { $0.code == "GH0104" })
        #expect(result.diagnostics.count < 10)
    }

    @Test("the aliases of all documents of a file count together")
    func aliasesOfManyDocuments() {
        let entries = String(repeating: "*a,", count: 2000)
        let document = Self.head + "  x: &a [\(String(repeating: "1,", count: 199))]\n  y: [\(entries)]\n---\n"
        let result = ManifestReader().read(bytes: Array(String(repeating: document, count: 5).utf8), file: "a.yaml")
        #expect(result.resources.count == 2)
        #expect(result.diagnostics.filter { $0.code == "GH0104" }.count == 3)
    }

    @Test(
        "very many wrong entries cost no more than right ones",
        arguments: [
            "  hosts: [" + String(repeating: "1,", count: 200_000) + "]",
            (0..<100_000).map { "  k\($0): 1\n" }.joined(),
            "  x: &a\n" + (0..<50_000).map { "    k\($0): 1\n" }.joined() + "  http: [{<<: *a}]",
        ])
    func manyErrors(spec: String) {
        let clock = ContinuousClock()
        var result = ManifestResult()
        let bytes = Array((Self.head + spec).utf8)
        let options = ManifestOptions(unknownFields: .error)
        let time = clock.measure { result = ManifestReader(options: options).read(bytes: bytes, file: "a.yaml") }
        #expect(result.rejected.count == 1)
        #expect(result.diagnostics.count <= options.maximumDiagnostics + 1)
        #expect(time < .seconds(20), "\(time)")
    }

    @Test("lists within lists end")
    func nestedLists() {
        var text = "x0: &l0 {apiVersion: v1, kind: List, items: []}\n"
        for level in 1..<100 { text += "x\(level): &l\(level) {apiVersion: v1, kind: List, items: [*l\(level - 1)]}\n" }
        text += "apiVersion: v1\nkind: List\nitems: [*l50]\n"
        let result = ManifestReader().read(bytes: Array(text.utf8), file: "a.yaml")
        #expect(result.diagnostics.map(\.code) == ["GH0105"])
    }

    @Test("any bytes give a result", arguments: 0..<200)
    func noise(seed: Int) {
        // A valid manifest with a few bytes changed reaches further than noise alone.
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let alphabet = Array("[]{}:,-?&*!|>'\"%@`#\\ \n\t\rab0~<=".utf8) + [0, 0x80, 0xC3, 0xF0, 0xFF]
        var bytes = Array(Everything.virtualService.utf8)
        for _ in 0..<(1 + seed % 12) {
            let position = random(bytes.count)
            switch random(3) {
            case 0: bytes[position] = alphabet[random(alphabet.count)]
            case 1: bytes.insert(alphabet[random(alphabet.count)], at: position)
            default: bytes.removeSubrange(position..<min(position + random(20), bytes.count))
            }
        }
        let result = ManifestReader(options: ManifestOptions(unknownFields: .error)).read(
            bytes: bytes, file: "noise.yaml")
        // Whatever was not read has been told.
        let isTold = result.diagnostics.contains { $0.level == .error }
        #expect(
            result.documentCount == 0 || result.resources.count == result.documentCount || !result.diagnostics.isEmpty)
        #expect(isTold || (result.rejected.isEmpty && result.unreadableDocumentCount == 0))
    }
}
