import GatehouseObjects
import Testing

@Suite("JSON patches (RFC 6902)")
struct JSONPatchTests {
    struct Case: CustomTestStringConvertible {
        var document: String
        var patch: String
        var result: String

        init(_ document: String, _ patch: String, _ result: String) {
            self.document = document
            self.patch = patch
            self.result = result
        }

        var testDescription: String { "\(self.patch) on \(self.document)" }
    }

    private static func apply(_ patch: String, to document: String) throws -> JSON {
        try JSONPatch(parsing: try JSON.parse(patch.utf8)).apply(to: try JSON.parse(document.utf8))
    }

    @Test(
        "operations change the document",
        arguments: [
            Case(#"{"a":1}"#, #"[]"#, #"{"a":1}"#),
            Case(#"{"a":1}"#, #"[{"op":"add","path":"/b","value":2}]"#, #"{"a":1,"b":2}"#),
            Case(#"{"a":1}"#, #"[{"op":"add","path":"/a","value":null}]"#, #"{"a":null}"#),
            Case(#"{"a":[1,3]}"#, #"[{"op":"add","path":"/a/1","value":2}]"#, #"{"a":[1,2,3]}"#),
            Case(#"{"a":[1]}"#, #"[{"op":"add","path":"/a/1","value":2}]"#, #"{"a":[1,2]}"#),
            Case(#"{"a":[1]}"#, #"[{"op":"add","path":"/a/-","value":[2]}]"#, #"{"a":[1,[2]]}"#),
            Case(#"{"a":1}"#, #"[{"op":"add","path":"","value":[]}]"#, #"[]"#),
            Case(#"{"a":1,"b":2}"#, #"[{"op":"remove","path":"/a"}]"#, #"{"b":2}"#),
            Case(#"{"a":[1,2,3]}"#, #"[{"op":"remove","path":"/a/1"}]"#, #"{"a":[1,3]}"#),
            Case(#"{"a":{"b":1}}"#, #"[{"op":"replace","path":"/a/b","value":"x"}]"#, #"{"a":{"b":"x"}}"#),
            Case(#"[1,2]"#, #"[{"op":"replace","path":"/0","value":3}]"#, #"[3,2]"#),
            Case(#"1"#, #"[{"op":"replace","path":"","value":2}]"#, #"2"#),
            Case(#"{"a":{"b":1},"c":{}}"#, #"[{"op":"move","from":"/a/b","path":"/c/d"}]"#, #"{"a":{},"c":{"d":1}}"#),
            Case(#"[1,2,3]"#, #"[{"op":"move","from":"/0","path":"/2"}]"#, #"[2,3,1]"#),
            Case(#"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
            Case(#"{"ab":1}"#, #"[{"op":"move","from":"/ab","path":"/a"}]"#, #"{"a":1}"#),
            Case(#"{"a":{"b":1}}"#, #"[{"op":"copy","from":"/a","path":"/a/c"}]"#, #"{"a":{"b":1,"c":{"b":1}}}"#),
            Case(#"{"a/b":{"~":[0]}}"#, #"[{"op":"test","path":"/a~1b/~0/0","value":0}]"#, #"{"a/b":{"~":[0]}}"#),
            Case(#"{"a":[1,{"b":2}]}"#, #"[{"op":"test","path":"/a","value":[1.0,{"b":2}]}]"#, #"{"a":[1,{"b":2}]}"#),
            Case(#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1,"unknown":true}]"#, #"{"a":1}"#),
        ])
    func applied(item: Case) throws {
        #expect(try Self.apply(item.patch, to: item.document) == JSON.parse(item.result.utf8))
    }

    @Test(
        "a patch that does not go with the document is refused as a whole",
        arguments: [
            (#"{"op":"remove","path":"/x"}"#, "error in remove for path: '/x': there is no such path: missing value"),
            (#"{"op":"remove","path":""}"#, "error in remove for path: '': the document itself cannot be removed"),
            (#"{"op":"remove","path":"/l/1"}"#, "error in remove for path: '/l/1': invalid index referenced"),
            (#"{"op":"remove","path":"/l/-"}"#, "error in remove for path: '/l/-': invalid index referenced"),
            (
                #"{"op":"replace","path":"/x","value":1}"#,
                "error in replace for path: '/x': there is no such path: missing value"
            ),
            (
                #"{"op":"add","path":"/x/y","value":1}"#,
                "error in add for path: '/x/y': there is no such path: missing value"
            ),
            (
                #"{"op":"add","path":"/a/y","value":1}"#,
                "error in add for path: '/a/y': there is no such path: missing value"
            ),
            (#"{"op":"add","path":"/l/2","value":1}"#, "error in add for path: '/l/2': invalid index referenced"),
            (#"{"op":"add","path":"/l/01","value":1}"#, "error in add for path: '/l/01': invalid index referenced"),
            (
                #"{"op":"copy","from":"/x","path":"/y"}"#,
                "error in copy for path: '/x': there is no such path: missing value"
            ),
            (
                #"{"op":"move","from":"/l","path":"/l/0"}"#,
                "error in move for path: '/l': cannot move a value into itself"
            ),
            (#"{"op":"move","from":"","path":"/l"}"#, "error in move for path: '': cannot move a value into itself"),
            (#"{"op":"test","path":"/a","value":"1"}"#, "testing value /a failed: test failed"),
            (#"{"op":"test","path":"/l","value":[1,2]}"#, "testing value /l failed: test failed"),
            (
                #"{"op":"test","path":"/x","value":null}"#,
                "error in test for path: '/x': there is no such path: missing value"
            ),
        ])
    func inapplicable(operation: String, message: String) {
        #expect(throws: PatchError(.inapplicable, message)) {
            try Self.apply("[\(operation)]", to: #"{"a":1,"l":[1]}"#)
        }
    }

    @Test(
        "what is no patch is refused",
        arguments: [
            ("{}", "a JSON patch is a list of operations"), ("[1]", "operation 0: not an object"),
            (#"[{"path":""}]"#, #"operation 0: missing "op""#),
            (#"[{"op":"remove","path":""},{"op":"x","path":""}]"#, #"operation 1: unexpected kind "x""#),
            (#"[{"op":"remove"}]"#, #"operation 0: missing "path""#),
            (#"[{"op":"move","path":"/a"}]"#, #"operation 0: missing "from""#),
            (#"[{"op":"remove","path":"a"}]"#, #"operation 0: "a" is not a JSON pointer"#),
        ])
    func malformed(patch: String, message: String) {
        #expect(throws: PatchError(.malformed, "error decoding patch: \(message)")) {
            try Self.apply(patch, to: "{}")
        }
    }

    @Test(
        "as in Kubernetes, a minus counts from the end of a list, and a value that is not there is null",
        arguments: [
            (#"{"op":"add","path":"/l/-1","value":9}"#, #"{"l":[1,2,9]}"#),
            (#"{"op":"add","path":"/l/-2","value":9}"#, #"{"l":[1,9,2]}"#),
            (#"{"op":"remove","path":"/l/-1"}"#, #"{"l":[1]}"#),
            (#"{"op":"replace","path":"/l/-2","value":9}"#, #"{"l":[9,2]}"#),
            (#"{"op":"copy","from":"/l/-1","path":"/a"}"#, #"{"l":[1,2],"a":2}"#),
            (#"{"op":"add","path":"/a"}"#, #"{"l":[1,2],"a":null}"#),
        ])
    func leniency(operation: String, result: String) throws {
        #expect(try Self.apply("[\(operation)]", to: #"{"l":[1,2]}"#) == JSON.parse(result.utf8))
    }

    @Test("further back than a list begins is nowhere", arguments: ["/l/-3", "/l/-0", "/l/--1", "/l/-x"])
    func beforeTheBeginning(path: String) throws {
        #expect(throws: PatchError.self) {
            try Self.apply(#"[{"op":"remove","path":"\#(path)"}]"#, to: #"{"l":[1,2]}"#)
        }
    }

    @Test("the answers are those of Kubernetes")
    func statuses() {
        #expect(PatchError(.malformed, "m").status == APIStatus(code: 400, reason: "BadRequest", message: "m"))
        #expect(PatchError(.tooLarge, "m").status.code == 413)
        let status = PatchError(.inapplicable, "m").status
        #expect(status.code == 422 && status.reason == "Invalid")
        #expect(status.message == "the server rejected our request due to an error in our request: m")
        #expect(status.causes == [APIStatus.Cause(reason: "UnexpectedServerResponse", message: "m", field: "")])
    }
}
