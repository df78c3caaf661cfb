import Foundation
import GatehouseManifest
import GatehouseModel
import GatehouseTestSupport
import GatehouseTranslation
import Testing

/// `docs/compatibility.md` says of every field whether it is honoured. This holds the page to what is read and reported.
@Suite struct CompatibilityTests {
    /// A kind with a table of its own.
    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case virtualService = "VirtualService"
        case destinationRule = "DestinationRule"

        var testDescription: String { self.rawValue }

        /// A resource that sets every field.
        var sample: String {
            switch self {
            case .virtualService: Everything.virtualService
            case .destinationRule: Everything.destinationRule
            }
        }
    }

    /// The policies of subsets and ports have the same fields, and one row for all.
    private static func common(_ path: String) -> String {
        var path = path.replacing("subsets[].trafficPolicy.", with: "trafficPolicy.")
        let ofPort = "trafficPolicy.portLevelSettings[]."
        if path.hasPrefix(ofPort), !path.hasPrefix(ofPort + "port.") {
            path = "trafficPolicy." + path.dropFirst(ofPort.count)
        }
        return path
    }

    /// The fields that are read.
    private static func fields(of kind: Kind) throws -> Set<String> {
        let manifest = ManifestReader().read(bytes: Array(kind.sample.utf8), file: "everything.yaml")
        var fields = ModelFields()
        switch try #require(manifest.resources.first) {
        case .virtualService(let resource): fields.see(resource.spec)
        case .destinationRule(let resource): fields.see(resource.spec)
        default: Issue.record("\(kind.rawValue) is read as another kind")
        }
        var paths = Set(fields.paths(of: kind.rawValue).map { Self.common($0) })
        if kind == .destinationRule { paths.insert("subsets[].trafficPolicy") }
        return paths
    }

    /// What the table of a kind says of each field.
    private static func table(of kind: Kind) throws -> [String: String] {
        let source = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let page = source.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/compatibility.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(kind.rawValue + "\n") })
        let table = try #require(section.components(separatedBy: "| | fields | |").dropFirst().first)
        var verdicts: [String: String] = [:]
        for line in table.components(separatedBy: "\n").dropFirst().prefix(while: { $0.hasPrefix("|") }).dropFirst() {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count == 3, "\(line)")
            for path in Self.paths(in: cells[1]) {
                #expect(verdicts.updateValue(cells[2], forKey: path) == nil, "two rows for \(path)")
            }
        }
        return verdicts
    }

    /// The fields that a cell names: `` `a`, `b` ``, or behind what their paths have in common, `` `x.y`: `a`, `b` ``.
    private static func paths(in cell: String) -> [String] {
        var names = cell.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        var prefix = ""
        if names.count > 2, names[2].hasPrefix(":") {
            prefix = names[1] + "."
            names.removeFirst(2)
        }
        return names.indices.filter { $0 % 2 == 1 }.map { prefix + names[$0] }
    }

    @Test("every field has a row, and every row a field", arguments: Kind.allCases)
    func completeness(kind: Kind) throws {
        let fields = try Self.fields(of: kind)
        let rows = Set(try Self.table(of: kind).keys)
        #expect(fields.count > 50)
        #expect(fields.subtracting(rows).sorted() == [])
        #expect(rows.subtracting(fields).sorted() == [])
    }

    @Test("a row says yes, warns or no, and with which code", arguments: Kind.allCases)
    func verdicts(kind: Kind) throws {
        for (field, verdict) in try Self.table(of: kind) {
            let word = verdict.prefix { $0.isLetter }
            #expect(["yes", "warns", "no"].contains(word), "\(field): \(verdict)")
            if word != "yes" { #expect(verdict.contains("(GH"), "\(field): \(verdict)") }
        }
    }

    @Test("the fields that warn are those that are reported", arguments: Kind.allCases)
    func warnings(kind: Kind) throws {
        let result = Self.translateEverything()
        let reported = result.diagnostics.filter {
            ["GH0204", "GH0205"].contains($0.code) && $0.resource?.kind == kind.rawValue
        }
        .map { Self.common(Self.path(of: $0)) }
        #expect(!reported.isEmpty)
        func isReported(_ field: String) -> Bool {
            reported.contains { field == $0 || field.hasPrefix($0 + ".") || field.hasPrefix($0 + "[]") }
        }
        for (field, verdict) in try Self.table(of: kind) {
            #expect(isReported(field) == verdict.hasPrefix("warns"), "\(field): \(verdict)")
        }
    }

    /// What becomes of resources that set every field, for a gateway that is meant by them.
    private static func translateEverything() -> TranslationResult {
        let texts = [
            Everything.gateway, Everything.virtualService, Everything.destinationRule,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: shop, namespace: shop}
            spec: {ports: [{name: http, port: 8080}]}
            """,
        ]
        let resources = texts.flatMap {
            ManifestReader().read(bytes: Array($0.utf8), file: "everything.yaml").resources
        }
        return Translation.translate(
            ResourceSet(resources),
            options: TranslationOptions(
                gatewayNamespace: "shop", gatewayLabels: ["istio": "ingressgateway", "app": "edge"],
                locality: "eu/a/1"))
    }

    /// A finding's field as the tables name it: `spec.http[0].match[1]` is `http[].match[]`.
    private static func path(of diagnostic: Diagnostic) -> String {
        let path = diagnostic.field?.description.replacing(/\[[0-9]+\]/, with: "[]") ?? ""
        return path.hasPrefix("spec.") ? String(path.dropFirst(5)) : path
    }
}
