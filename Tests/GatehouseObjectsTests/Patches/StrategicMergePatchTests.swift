import GatehouseObjects
import Testing

@Suite("Strategic merge patches")
struct StrategicMergePatchTests {
    private static let port = ObjectSchema(
        .object([.init("port", ObjectSchema(.integer)), .init("name", ObjectSchema(.string()))]))
    private static let container = ObjectSchema(
        .object([
            .init("name", ObjectSchema(.string())), .init("image", ObjectSchema(.string())),
            .init("args", ObjectSchema(.list(ObjectSchema(.string()), .atomic))),
            .init(
                "ports",
                ObjectSchema(
                    .list(Self.port, .map(keys: ["port"])), patchMergeKey: "port", isMergedByPatches: true)),
        ]))
    static let schema = ObjectSchema(
        .object([
            .init("labels", ObjectSchema(.map(ObjectSchema(.string())))),
            .init(
                "containers",
                ObjectSchema(
                    .list(Self.container, .map(keys: ["name"])), patchMergeKey: "name", isMergedByPatches: true)),
            .init(
                "finalizers", ObjectSchema(.list(ObjectSchema(.string()), .set), isMergedByPatches: true)),
            .init("tolerations", ObjectSchema(.list(ObjectSchema(.anything), .atomic))),
            .init("strategy", ObjectSchema(.object([.init("type", ObjectSchema(.string()))]))),
        ]))

    static func apply(_ patch: String, to object: String) throws -> JSON {
        try StrategicMergePatch(parsing: try JSON.parse(patch.utf8))
            .apply(to: try JSON.parse(object.utf8), schema: Self.schema)
    }

    @Test(
        "objects are merged, plain values and lists without a strategy replaced, nulls taken away",
        arguments: [
            (#"{"labels":{"a":"1"}}"#, #"{"labels":{"b":"2"}}"#, #"{"labels":{"a":"1","b":"2"}}"#),
            (#"{"labels":{"a":"1","b":"2"}}"#, #"{"labels":{"a":null}}"#, #"{"labels":{"b":"2"}}"#),
            (#"{"labels":{"a":"1"}}"#, #"{"labels":null}"#, #"{}"#),
            (#"{}"#, #"{"labels":{"a":null,"b":"2"},"x":null}"#, #"{"labels":{"b":"2"}}"#),
            (#"{"labels":"text"}"#, #"{"labels":{"a":"1"}}"#, #"{"labels":{"a":"1"}}"#),
            (#"{"tolerations":[1,2]}"#, #"{"tolerations":[3]}"#, #"{"tolerations":[3]}"#),
            (
                #"{"unknown":{"a":1,"l":[{"name":"x"}]}}"#, #"{"unknown":{"b":2,"l":[]}}"#,
                #"{"unknown":{"a":1,"b":2,"l":[]}}"#
            ),
            (#"{"labels":{"a":"1"}}"#, #"{"labels":{"$patch":"replace","b":"2"}}"#, #"{"labels":{"b":"2"}}"#),
            (#"{"labels":{"a":"1"}}"#, #"{"labels":{"$patch":"delete"}}"#, #"{"labels":{}}"#),
            (#"{"labels":{"a":"1"}}"#, #"{"labels":{"$patch":"merge","b":"2"}}"#, #"{"labels":{"a":"1","b":"2"}}"#),
            (#"{}"#, #"{"labels":{"$patch":"replace","b":"2"}}"#, #"{"labels":{"b":"2"}}"#),
            (
                #"{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}"#,
                #"{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}"#, #"{"strategy":{"type":"Recreate"}}"#
            ),
            (
                #"{"strategy":{"a":1,"b":2,"type":"x"}}"#, #"{"strategy":{"$retainKeys":["a"],"b":null}}"#,
                #"{"strategy":{"a":1}}"#
            ),
        ])
    func objects(object: String, patch: String, result: String) throws {
        #expect(try Self.apply(patch, to: object) == JSON.parse(result.utf8))
    }

    @Test(
        "lists with a merge key are merged by it",
        arguments: [
            (#"[{"name":"a","image":"1"}]"#, #"[{"name":"b"}]"#, #"[{"name":"b"},{"name":"a","image":"1"}]"#),
            (
                #"[{"name":"a"},{"name":"b"},{"name":"c"}]"#, #"[{"name":"c"},{"name":"a"}]"#,
                #"[{"name":"b"},{"name":"c"},{"name":"a"}]"#
            ),
            (
                #"[{"name":"a","image":"1","args":["x"]}]"#, #"[{"name":"a","image":"2"}]"#,
                #"[{"name":"a","image":"2","args":["x"]}]"#
            ),
            (#"[{"name":"a","args":["x","y"]}]"#, #"[{"name":"a","args":["z"]}]"#, #"[{"name":"a","args":["z"]}]"#),
            (#"[{"name":"a"},{"name":"b"}]"#, #"[{"name":"a","$patch":"delete"}]"#, #"[{"name":"b"}]"#),
            (#"[{"name":"a"},{"name":"b"}]"#, #"[{"name":"c","$patch":"delete"}]"#, #"[{"name":"a"},{"name":"b"}]"#),
            (#"[{"name":"a"}]"#, #"[{"$patch":"replace"},{"name":"b"}]"#, #"[{"name":"b"}]"#),
            (#"[{"name":"a"}]"#, #"[{"$patch":"replace"}]"#, #"[]"#), (#"[{"name":"a"}]"#, #"[]"#, #"[{"name":"a"}]"#),
            (
                #"[{"name":"a","ports":[{"port":1,"name":"x"}]}]"#,
                #"[{"name":"a","ports":[{"port":2},{"port":1,"name":null}]}]"#,
                #"[{"name":"a","ports":[{"port":2},{"port":1}]}]"#
            ),
            (#"null"#, #"[{"name":"a","image":null},{"name":"b","$patch":"delete"}]"#, #"[{"name":"a"}]"#),
            (#"[]"#, #"[{"name":"a"},{"name":"a","image":"1"}]"#, #"[{"name":"a","image":"1"}]"#),
        ])
    func keyedLists(list: String, patch: String, result: String) throws {
        let merged = try Self.apply(#"{"containers":\#(patch)}"#, to: #"{"containers":\#(list)}"#)
        #expect(try merged == JSON.parse(#"{"containers":\#(result)}"#.utf8))
    }

    @Test(
        "lists of plain values are united",
        arguments: [
            (#"{"finalizers":["a","b"]}"#, #"{"finalizers":["b","c"]}"#, #"{"finalizers":["a","b","c"]}"#),
            (#"{"finalizers":["a","b"]}"#, #"{"finalizers":["c"]}"#, #"{"finalizers":["c","a","b"]}"#),
            (
                #"{"finalizers":["a","b"]}"#, #"{"$deleteFromPrimitiveList/finalizers":["a","x"]}"#,
                #"{"finalizers":["b"]}"#
            ),
            (
                #"{"finalizers":["a"]}"#, #"{"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["c"]}"#,
                #"{"finalizers":["c"]}"#
            ),
            (#"{}"#, #"{"$deleteFromPrimitiveList/finalizers":["a"]}"#, #"{}"#),
            (#"{}"#, #"{"finalizers":["a","a"]}"#, #"{"finalizers":["a"]}"#),
            (#"{"finalizers":["a"]}"#, #"{"finalizers":null}"#, #"{}"#),
        ])
    func primitiveLists(object: String, patch: String, result: String) throws {
        #expect(try Self.apply(patch, to: object) == JSON.parse(result.utf8))
    }

    @Test(
        "a patch that is not understood is refused",
        arguments: [
            (#"{"labels":{"$patch":"x"}}"#, .malformed, "labels: unknown patch type: x"),
            (#"{"containers":[{"name":"a","$patch":1}]}"#, .malformed, "containers: unknown patch type: 1"),
            (
                #"{"containers":[{"image":"a"}]}"#, .inapplicable,
                "containers: map does not contain declared merge key: name"
            ),
            (#"{"containers":["a"]}"#, .malformed, "containers: an element of the patch is not an object"),
            (
                #"{"$setElementOrder/containers":[{"x":1}]}"#, .malformed,
                "containers: invalid patch format of setElementOrder list"
            ),
            (
                #"{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"b"}]}"#, .inapplicable,
                "containers: the patch has name b, and $setElementOrder has not"
            ),
            (
                #"{"$deleteFromPrimitiveList/finalizers":{}}"#, .malformed,
                "finalizers: invalid patch format of primitive list: it must be a list of plain values"
            ),
            (
                #"{"$deleteFromPrimitiveList/containers":["a"]}"#, .malformed,
                "containers: $deleteFromPrimitiveList is for lists of plain values only"
            ),
            (
                #"{"$setElementOrder/containers":[],"containers":{}}"#, .malformed,
                "containers: a list is patched with a value that is not a list"
            ),
            (
                #"{"strategy":{"$retainKeys":"type"}}"#, .malformed,
                "strategy: invalid patch format of retainKeys: it must be a list of names"
            ),
            (
                #"{"strategy":{"$retainKeys":["type"],"x":1}}"#, .malformed,
                #"strategy: invalid patch format of retainKeys: "x" is in the patch and not in the list"#
            ),
        ] as [(String, PatchError.Kind, String)])
    func refused(patch: String, kind: PatchError.Kind, message: String) {
        #expect(throws: PatchError(kind, message)) {
            try Self.apply(patch, to: #"{"containers":[{"name":"a"}],"finalizers":["a"]}"#)
        }
    }
}
