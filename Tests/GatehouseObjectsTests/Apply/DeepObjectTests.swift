import GatehouseObjects
import Testing

@Suite("Objects as deep as what is read")
struct DeepObjectTests {
    private static func deep(_ leaf: JSON) -> JSON {
        var value = leaf
        for _ in 0..<197 { value = ["a": value] }
        return ["metadata": ["name": "x"], "spec": ["options": value]]
    }

    @Test("every patch and apply gets to the bottom of them")
    func bottom() throws {
        let (old, new) = (Self.deep(["leaf": 1, "gone": 2]), Self.deep(["leaf": 3]))
        _ = try JSON.parse(old.bytes)
        #expect(try StrategicMergePatch(parsing: new).apply(to: old, schema: ApplySample.schema) != old)
        #expect(MergePatch.apply(new, to: old) == MergePatch.apply(new, to: MergePatch.apply(new, to: old)))

        let first = try ApplySample.ownership.apply(old, to: [:], by: ApplySample.manager("one"), force: false)
        let second = try ApplySample.ownership.apply(new, to: first, by: ApplySample.manager("one"), force: false)
        #expect(second.unmanaged == new)
        #expect(throws: ApplyError.self) {
            try ApplySample.ownership.apply(old, to: second, by: ApplySample.manager("two"), force: false)
        }
        // The entries are about as deep as the object, and so can be read again with it.
        #expect(try JSON.parse(second.bytes, limits: JSONLimits(depth: 210)) == second)
        #expect(ApplySample.update(first, to: new, by: "three")["spec"] == new["spec"])
    }
}
