import GatehouseObjects
import Testing

@Suite("JSON values")
struct JSONTests {
    @Test("a member is read, set and removed")
    func members() {
        var value: JSON = ["a": 1, "b": ["c"]]
        #expect(value["a"]?.integer == 1)
        #expect(value["b"]?.array == ["c"])
        #expect(value["missing"] == nil)
        value["a"] = nil
        value["d"] = true
        #expect(value == ["b": ["c"], "d": true])
    }

    @Test("setting a member of what is no object makes it one")
    func notAnObject() {
        var value: JSON = "text"
        #expect(value["a"] == nil)
        value["a"] = "b"
        #expect(value == ["a": "b"])
    }
}
