import GatehouseObjects
import Testing

@Suite("Sets of fields")
struct FieldSetTests {
    private static let paths: [[PathElement]] = [
        [.field("spec")], [.field("spec"), .field("a.b/c")], [.field("m"), .key(["port": 80, "protocol": "TCP"])],
        [.field("m"), .key(["port": 80, "protocol": "TCP"]), .field("name")], [.field("f"), .value("x")],
        [.field("f"), .value(1)], [.field("l"), .index(3)],
    ]

    @Test("sets have the form of managedFields")
    func encoded() throws {
        let set = FieldSet(paths: Self.paths)
        let encoded = try ApplySample.json(
            #"""
            {"f:spec":{".":{},"f:a.b/c":{}},
             "f:m":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}},
             "f:f":{"v:\"x\"":{},"v:1":{}},"f:l":{"i:3":{}}}
            """#)
        #expect(set.fieldsV1 == encoded)
        #expect(FieldSet(fieldsV1: encoded) == set)
        #expect(Set(set.paths) == Set(Self.paths))
    }

    @Test(
        "what has another form is no set",
        arguments: [
            "[]", #"{"f:a":1}"#, #"{"k:x":{}}"#, #"{"k:[]":{}}"#, #"{"v:":{}}"#, #"{"i:x":{}}"#, #"{"i:-1":{}}"#,
        ])
    func malformed(text: String) throws {
        #expect(try FieldSet(fieldsV1: JSON.parse(text.utf8)) == nil)
    }

    @Test("steps of kinds that are not known are passed over")
    func unknownSteps() throws {
        #expect(try ApplySample.fields(#"{"x:a":{},"f:b":{},".":{}}"#) == FieldSet(paths: [[.field("b")]]))
    }

    @Test("sets are united, intersected and subtracted path by path")
    func algebra() throws {
        let one = try #require(try ApplySample.fields(#"{"f:a":{".":{},"f:b":{},"f:c":{}},"f:d":{}}"#))
        let two = try #require(try ApplySample.fields(#"{"f:a":{"f:b":{}},"f:d":{"f:e":{}}}"#))
        #expect(
            try one.union(two) == ApplySample.fields(#"{"f:a":{".":{},"f:b":{},"f:c":{}},"f:d":{".":{},"f:e":{}}}"#))
        #expect(try one.intersection(two) == ApplySample.fields(#"{"f:a":{"f:b":{}}}"#))
        #expect(try one.subtracting(two) == ApplySample.fields(#"{"f:a":{".":{},"f:c":{}},"f:d":{}}"#))
        #expect(try two.subtracting(one) == ApplySample.fields(#"{"f:d":{"f:e":{}}}"#))
        #expect(one.subtracting(one).isEmpty)
        #expect(one.intersection(FieldSet()).isEmpty)
    }

    @Test("paths in messages are those of Kubernetes")
    func descriptions() {
        let path: [PathElement] = [
            .field("spec"), .key(["port": 80, "name": "x"]), .value("y"), .index(2), .field("z"),
        ]
        #expect(path.map(\.description).joined() == #".spec[name="x",port=80][="y"][2].z"#)
    }

    @Test(
        "an object's fields are its leaves, empty objects, members of maps and elements of lists",
        arguments: [
            (#"{"spec":{"replicas":1,"hosts":["a"]}}"#, #"{"f:spec":{"f:replicas":{},"f:hosts":{}}}"#),
            (#"{"spec":{"selector":{"a":"b"}}}"#, #"{"f:spec":{"f:selector":{}}}"#),
            (#"{"spec":{"strategy":{},"ports":[]}}"#, #"{"f:spec":{"f:strategy":{},"f:ports":{}}}"#),
            (#"{"metadata":{"labels":{"a":"b"}}}"#, #"{"f:metadata":{"f:labels":{"f:a":{}}}}"#),
            (#"{"metadata":{"finalizers":["a"]}}"#, #"{"f:metadata":{"f:finalizers":{"v:\"a\"":{}}}}"#),
            (
                #"{"spec":{"ports":[{"port":1,"target":{"number":2}}]}}"#,
                #"""
                {"f:spec":{"f:ports":{"k:{\"port\":1,\"protocol\":\"TCP\"}":
                 {".":{},"f:port":{},"f:target":{"f:number":{}}}}}}
                """#
            ),
            (
                #"{"spec":{"options":{"a":{"b":[{"c":1}]}}}}"#,
                #"{"f:spec":{"f:options":{"f:a":{".":{},"f:b":{}}}}}"#
            ), (#"{"unknown":{"a":1}}"#, #"{"f:unknown":{".":{},"f:a":{}}}"#), ("1", "{}"),
        ])
    func ofObject(object: String, fields: String) throws {
        let set = FieldSet(of: try ApplySample.json(object), schema: ApplySample.schema)
        #expect(try set == ApplySample.fields(fields))
    }
}
