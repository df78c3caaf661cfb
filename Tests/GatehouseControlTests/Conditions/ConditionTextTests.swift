import Foundation
import GatehouseModel
import GatehouseTestSupport
import Testing

@testable import GatehouseControl

@Suite("Words of conditions", .overSockets) struct ConditionTextTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("every reason is one word, and docs/conditions.md says why it is given")
    func reasons() throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/conditions.md"), encoding: .utf8)
        let source = try String(
            contentsOf: Self.root.appendingPathComponent("Sources/GatehouseControl/Conditions/ConditionReason.swift"),
            encoding: .utf8)
        let reasons = source.matches(of: /= Self\("(.*)"\)/).map { String($0.output.1) }
        #expect(reasons.count > 20)
        #expect(Set(reasons).count == reasons.count)
        for reason in reasons {
            #expect(reason.wholeMatch(of: /[A-Z][A-Za-z0-9]*/) != nil, "\(reason)")
            #expect(page.contains("`\(reason)`"), "\(reason)")
        }
        for kind in Condition.Kind.allCases { #expect(page.contains("| `\(kind.rawValue)` | "), "\(kind)") }
    }

    @Test("messages are bounded in sentences and bytes, and are cut between characters")
    func bounds() {
        let sentences = (1...9).map { "Sentence \($0)." }
        #expect(
            ConditionMessage.text(sentences) == "Sentence 1. Sentence 2. Sentence 3. Sentence 4. (and 5 more)")
        let long = ConditionMessage.text([String(repeating: "ä", count: 2000)])
        #expect(long.utf8.count <= ConditionMessage.limit)
        #expect(long.utf8.count > ConditionMessage.limit - 4)
        #expect(long.hasSuffix("ä…"))
        #expect(ConditionMessage.list(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more")
    }

    @Test("every diagnostic's code has a name of its own, which is one word")
    func names() throws {
        let files = try #require(
            FileManager.default.enumerator(
                at: Self.root.appendingPathComponent("Sources"), includingPropertiesForKeys: nil))
        var codes: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /"((?:GH|IST)[0-9]{4})"/) { codes.insert(String(match.output.1)) }
        }
        #expect(codes.count > 40)
        var names: Set<String> = []
        for code in codes.sorted() {
            let name = try #require(DiagnosticName.name(of: code), "name \(code) in DiagnosticName.swift")
            #expect(name.wholeMatch(of: /[A-Z][A-Za-z0-9]*/) != nil, "\(name)")
            #expect(names.insert(name).inserted, "\(name) is the name of two codes")
        }
    }
}
