import GatehouseObjects
import Testing

@Suite("Order of lists after strategic merge patches")
struct ElementOrderTests {
    struct Case: CustomTestStringConvertible {
        var old: [String]
        var patch: [String]
        var deleted: [String]
        var order: [String]
        var result: [String]

        init(_ old: String, _ patch: String, deleted: String = "", order: String, _ result: String) {
            self.old = old.map(String.init)
            self.patch = patch.map(String.init)
            self.deleted = deleted.map(String.init)
            self.order = order.map(String.init)
            self.result = result.map(String.init)
        }

        var testDescription: String { "\(self.old) with \(self.patch) in order \(self.order)" }
    }

    private static let cases = [
        Case("abc", "", order: "cba", "cba"), Case("abc", "d", order: "abcd", "abcd"),
        Case("abc", "d", order: "dabc", "dabc"), Case("abc", "d", order: "adbc", "adbc"),
        // Only the server has x: it stays before what it was before.
        Case("xabc", "", order: "abc", "xabc"), Case("axbc", "", order: "abc", "axbc"),
        Case("abxc", "", order: "cba", "xcba"), Case("abcx", "d", order: "abcd", "abcdx"),
        Case("ab", "", deleted: "a", order: "b", "b"), Case("abc", "d", deleted: "b", order: "dca", "dca"),
        Case("xyz", "ab", order: "ba", "baxyz"), Case("", "ab", order: "ba", "ba"),
    ]

    @Test("$setElementOrder orders plain values", arguments: Self.cases)
    func primitives(item: Case) throws {
        let strings = { (values: [String]) in JSON.array(values.map(JSON.string)) }
        let patch: JSON = [
            "finalizers": strings(item.patch), "$deleteFromPrimitiveList/finalizers": strings(item.deleted),
            "$setElementOrder/finalizers": strings(item.order),
        ]
        let result = try StrategicMergePatch(parsing: patch)
            .apply(to: ["finalizers": strings(item.old)], schema: StrategicMergePatchTests.schema)
        #expect(result["finalizers"] == strings(item.result))
    }

    @Test("$setElementOrder orders objects by their merge keys", arguments: Self.cases)
    func objects(item: Case) throws {
        let objects = { (values: [String]) in JSON.array(values.map { ["name": .string($0)] }) }
        let deletions = item.deleted.map { JSON.object(["name": .string($0), "$patch": "delete"]) }
        let patch: JSON = [
            "containers": .array(deletions + (objects(item.patch).array ?? [])),
            "$setElementOrder/containers": objects(item.order),
        ]
        let result = try StrategicMergePatch(parsing: patch)
            .apply(to: ["containers": objects(item.old)], schema: StrategicMergePatchTests.schema)
        #expect(result["containers"] == objects(item.result))
    }
}
