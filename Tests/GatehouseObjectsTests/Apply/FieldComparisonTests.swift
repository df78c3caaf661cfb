import GatehouseObjects
import Testing

@Suite("Comparing versions of an object by fields")
struct FieldComparisonTests {
    @Test(
        "what is added, has another value or is removed is told apart",
        arguments: [
            (#"{"spec":{"replicas":1}}"#, #"{"spec":{"replicas":1}}"#, "{}", "{}", "{}"),
            (#"{"spec":{"replicas":1}}"#, #"{"spec":{"replicas":2}}"#, "{}", #"{"f:spec":{"f:replicas":{}}}"#, "{}"),
            ("{}", #"{"spec":{"replicas":1}}"#, #"{"f:spec":{".":{},"f:replicas":{}}}"#, "{}", "{}"),
            (#"{"spec":{"replicas":1}}"#, #"{"spec":{}}"#, "{}", "{}", #"{"f:spec":{"f:replicas":{}}}"#),
            (#"{"spec":{"hosts":["a"]}}"#, #"{"spec":{"hosts":["b"]}}"#, "{}", #"{"f:spec":{"f:hosts":{}}}"#, "{}"),
            (
                #"{"spec":{"selector":{"a":"1"}}}"#, #"{"spec":{"selector":{"b":"1"}}}"#, "{}",
                #"{"f:spec":{"f:selector":{}}}"#, "{}"
            ),
            (
                #"{"metadata":{"finalizers":["a","b"]}}"#, #"{"metadata":{"finalizers":["c","b"]}}"#,
                #"{"f:metadata":{"f:finalizers":{"v:\"c\"":{}}}}"#, "{}",
                #"{"f:metadata":{"f:finalizers":{"v:\"a\"":{}}}}"#
            ),
            (
                #"{"spec":{"ports":[{"port":1,"name":"a"},{"port":2}]}}"#,
                #"{"spec":{"ports":[{"port":2},{"port":1,"name":"b"}]}}"#, "{}",
                #"{"f:spec":{"f:ports":{"k:{\"port\":1,\"protocol\":\"TCP\"}":{"f:name":{}}}}}"#, "{}"
            ),
            (
                #"{"spec":{"options":{"a":1}}}"#, #"{"spec":{"options":{"a":{"b":1}}}}"#,
                #"{"f:spec":{"f:options":{"f:a":{"f:b":{}}}}}"#, #"{"f:spec":{"f:options":{"f:a":{}}}}"#, "{}"
            ),
        ])
    func compared(old: String, new: String, added: String, modified: String, removed: String) throws {
        let comparison = FieldComparison(
            from: try ApplySample.json(old), to: try ApplySample.json(new), schema: ApplySample.schema)
        #expect(try comparison.added == ApplySample.fields(added))
        #expect(try comparison.modified == ApplySample.fields(modified))
        #expect(try comparison.removed == ApplySample.fields(removed))
    }

    @Test("lists with elements that have no keys, or the same ones, do no harm")
    func invalidLists() throws {
        let old = try ApplySample.json(#"{"spec":{"ports":[{"port":1},{"port":1,"name":"x"},{},5,null]}}"#)
        let new = try ApplySample.json(#"{"spec":{"ports":[7,{"name":"x"}]}}"#)
        let comparison = FieldComparison(from: old, to: new, schema: ApplySample.schema)
        #expect(!comparison.changed.isEmpty)
        #expect(!comparison.removed.isEmpty)
    }
}
