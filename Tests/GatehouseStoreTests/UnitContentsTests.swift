import GatehouseModel
import Testing
import GatehouseTestSupport

@testable import GatehouseStore

@Suite("Changing a unit document by document", .overSockets)
struct UnitContentsTests {
    /// A generator that gives the same numbers each time.
    private struct Sequence: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return self.state ^ (self.state >> 33)
        }
    }

    @Test(
        "gives what reading it all anew gives, whatever the order of changes", arguments: 1...40 as ClosedRange<UInt64>)
    func agreesWithReadingAnew(seed: UInt64) {
        var random = Sequence(state: seed)
        var documents: [Document] = []
        var changed = UnitContents([], after: nil)
        for step in 0..<60 {
            self.edit(&documents, step: step, using: &random)
            let anew = UnitContents(documents, after: changed)
            let keysBefore = changed.keys
            let difference = changed.replace(with: documents)
            #expect(changed.resources.mapValues(Self.value) == anew.resources.mapValues(Self.value))
            #expect(changed.rejected == anew.rejected)
            #expect(changed.retained == anew.retained)
            #expect(changed.repeated.map(Self.value) == anew.repeated.map(Self.value))
            #expect(keysBefore.subtracting(difference.before).union(difference.after) == changed.keys)
        }
    }

    @Test("the order of age holds as single resources change", arguments: 1...20 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var random = Sequence(state: seed)
        var ordered = OrderedResources()
        var current: [Int: AnyResource] = [:]
        for step in 0..<200 {
            let number = Int.random(in: 0..<30, using: &random)
            let before = current[number]
            current[number] = Bool.random(using: &random) ? Plain.resource("n\(number)", "\(step)") : nil
            ordered.apply([.init(before: before, after: current[number])]) { [] }
            #expect(ordered.set.namespaces.map(\.key) == ResourceSet(Array(current.values)).namespaces.map(\.key))
        }
    }

    private func edit(_ documents: inout [Document], step: Int, using random: inout Sequence) {
        let name = "x\(Int.random(in: 0..<12, using: &random))"
        var document = Document()
        switch Int.random(in: 0..<12, using: &random) {
        case 0: document.rejected = [Plain.rejected(name, generation: Int64(step))]
        case 1 where documents.count > 4: document.isUnreadable = true
        case 2: document.diagnostics = [Diagnostic(code: "X", level: .info, effect: .none, message: "\(step)")]
        default: document.resources = [Plain.resource(name, "\(step)")]
        }
        let place = Int.random(in: 0...documents.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: documents.insert(document, at: place)
        case 1 where place < documents.count: documents[place] = document
        default: if place < documents.count { documents.remove(at: place) }
        }
    }

    private static func value(_ resource: AnyResource) -> String {
        guard case .namespace(let namespace) = resource else { return "" }
        return "\(namespace.metadata.name)=\(namespace.metadata.labels["value"] ?? "")"
    }
}
