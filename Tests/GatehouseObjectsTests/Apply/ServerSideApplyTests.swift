import GatehouseObjects
import Testing

@Suite("Server-side apply")
struct ServerSideApplyTests {
    private typealias Sample = ApplySample

    @Test("applying to nothing makes the object, owned as applied but for what the server sets")
    func creates() throws {
        let object = try Sample.apply(
            #"""
            {"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"x","labels":{"a":"1"}},
             "spec":{"replicas":1,"strategy":null},"status":{"phase":"no"}}
            """#, by: "one")
        let expected = try Sample.json(
            #"""
            {"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"x","labels":{"a":"1"},"managedFields":[
              {"manager":"one","operation":"Apply","apiVersion":"example.com/v1","time":"t1","fieldsType":"FieldsV1",
               "fieldsV1":{"f:metadata":{"f:labels":{"f:a":{}}},"f:spec":{"f:replicas":{}}}}]},
             "spec":{"replicas":1}}
            """#)
        #expect(object == expected)
    }

    @Test("applying the same again changes nothing, not even the time")
    func idempotent() throws {
        let config = #"{"metadata":{"name":"x"},"spec":{"hosts":["a"],"ports":[{"port":1},{"port":2}]}}"#
        let object = try Sample.apply(config, by: "one")
        #expect(try Sample.apply(config, to: object, by: "one", time: "t2") == object)
    }

    @Test("a field that another manager owns is not taken without force")
    func conflict() throws {
        let created = Sample.update(
            nil, to: try Sample.json(#"{"metadata":{"name":"x"},"spec":{"hosts":["a"],"replicas":1}}"#),
            by: "kubectl-client-side-apply")
        let config = #"{"spec":{"hosts":["b"],"replicas":1}}"#
        let manager = #""kubectl-client-side-apply" using example.com/v1"#
        let error = ApplyError.conflicts([.init(manager: manager, field: ".spec.hosts")])
        #expect(throws: error) { try Sample.apply(config, to: created, by: "one") }

        let forced = try Sample.apply(config, to: created, by: "one", force: true)
        #expect(forced["spec"] == ["hosts": ["b"], "replicas": 1])
        #expect(
            try Sample.owned(by: "one", .apply, in: forced)
                == Sample.json(#"{"f:spec":{"f:hosts":{},"f:replicas":{}}}"#))
        #expect(
            try Sample.owned(by: "kubectl-client-side-apply", .update, in: forced)
                == Sample.json(#"{"f:spec":{".":{},"f:replicas":{}}}"#))
    }

    @Test("conflicts are told as Kubernetes tells them")
    func conflictStatus() throws {
        let one = ApplyError.conflicts([
            .init(manager: #""kubectl-client-side-apply" using networking.istio.io/v1"#, field: ".spec.hosts")
        ]).status
        #expect(one.code == 409 && one.reason == "Conflict")
        #expect(
            one.message == "Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" "
                + "using networking.istio.io/v1: .spec.hosts")
        let cause = APIStatus.Cause(
            reason: "FieldManagerConflict",
            message: #"conflict with "kubectl-client-side-apply" using networking.istio.io/v1"#, field: ".spec.hosts")
        #expect(one.causes == [cause])
        let many = ApplyError.conflicts([
            .init(manager: #""b" using v1"#, field: ".spec.x"), .init(manager: #""a""#, field: ".spec.y"),
            .init(manager: #""b" using v1"#, field: ".spec.z"),
        ]).status
        #expect(
            many.message == "Apply failed with 3 conflicts: conflicts with \"a\":\n- .spec.y\n"
                + "conflicts with \"b\" using v1:\n- .spec.x\n- .spec.z")
    }

    @Test("a value that several managers apply stays until the last of them lets go")
    func shared() throws {
        let config = #"{"metadata":{"name":"x","labels":{"a":"1"}},"spec":{"replicas":1}}"#
        let first = try Sample.apply(config, by: "one")
        let both = try Sample.apply(config, to: first, by: "two")
        #expect(both.unmanaged == first.unmanaged)
        let left = try Sample.apply(#"{"metadata":{"name":"x"}}"#, to: both, by: "one")
        #expect(left.unmanaged == first.unmanaged)
        #expect(Sample.owned(by: "one", .apply, in: left) == nil)
        let none = try Sample.apply(#"{"metadata":{"name":"x"}}"#, to: left, by: "two")
        #expect(none.unmanaged == ["metadata": ["name": "x"]])
    }

    @Test(
        "what is no longer applied goes, with nothing of anyone else's",
        arguments: [
            // (applied first, then by another manager, then by the first one again, what is there in the end)
            (#"{"replicas":1,"hosts":["a"]}"#, #"{}"#, #"{"hosts":["a"]}"#, #"{"hosts":["a"]}"#),
            (#"{"strategy":{"type":"x"}}"#, #"{"strategy":{"surge":1}}"#, #"{}"#, #"{"strategy":{"surge":1}}"#),
            (#"{"strategy":{"type":"x"}}"#, #"{}"#, #"{"strategy":{}}"#, #"{"strategy":{}}"#),
            (#"{"strategy":{"type":"x"}}"#, #"{}"#, #"{"strategy":null}"#, #"{}"#),
            (
                #"{"ports":[{"port":1},{"port":2}]}"#, #"{"ports":[{"port":3}]}"#, #"{"ports":[{"port":2}]}"#,
                #"{"ports":[{"port":2},{"port":3}]}"#
            ),
            (
                #"{"ports":[{"port":1,"name":"x"}]}"#, #"{"ports":[{"port":1,"target":{"number":2}}]}"#, #"{}"#,
                #"{"ports":[{"port":1,"target":{"number":2}}]}"#
            ),
            (#"{"options":{"a":{"b":1,"c":2}}}"#, #"{}"#, #"{"options":{"a":{"c":2}}}"#, #"{"options":{"a":{"c":2}}}"#),
            (#"{"selector":{"a":"1","b":"2"}}"#, #"{}"#, #"{"selector":{"b":"2"}}"#, #"{"selector":{"b":"2"}}"#),
        ])
    func pruned(first: String, other: String, second: String, result: String) throws {
        var object = try Sample.apply(#"{"metadata":{"name":"x"},"spec":\#(first)}"#, by: "one")
        object = try Sample.apply(#"{"metadata":{"name":"x"},"spec":\#(other)}"#, to: object, by: "two")
        object = try Sample.apply(#"{"metadata":{"name":"x"},"spec":\#(second)}"#, to: object, by: "one")
        let spec = object["spec"] ?? [:]
        #expect(try spec == Sample.json(result))
    }

    @Test("metadata stays when the last of its fields with an owner goes")
    func metadata() throws {
        let object = try Sample.apply(#"{"metadata":{"name":"x","labels":{"a":"1"},"finalizers":["f"]}}"#, by: "one")
        let stored = Sample.update(object, to: object, by: "server")
        #expect(stored == object)
        let left = try Sample.apply(#"{"metadata":{"name":"other","uid":"other"}}"#, to: stored, by: "one")
        #expect(left == ["metadata": ["name": "x"]])
    }

    @Test("an object without entries is owned before the first apply, so that it conflicts")
    func beforeFirstApply() throws {
        let live: JSON = ["apiVersion": "example.com/v1", "metadata": ["name": "x"], "spec": ["replicas": 1]]
        let error = ApplyError.conflicts([
            .init(manager: #""before-first-apply" using example.com/v1"#, field: ".spec.replicas")
        ])
        #expect(throws: error) { try Sample.apply(#"{"spec":{"replicas":2}}"#, to: live, by: "one") }
    }

    @Test(
        "elements of lists are merged by their keys, in the order applied",
        arguments: [
            (#"[{"port":1},{"port":2}]"#, #"[{"port":2},{"port":1}]"#, #"[{"port":2},{"port":1}]"#),
            (#"[{"port":1},{"port":2}]"#, #"[{"port":3},{"port":2}]"#, #"[{"port":1},{"port":3},{"port":2}]"#),
            (#"[{"port":1},{"port":2}]"#, #"[{"port":3}]"#, #"[{"port":1},{"port":2},{"port":3}]"#),
            (
                #"[{"port":1},{"port":2},{"port":4}]"#, #"[{"port":2},{"port":1}]"#,
                #"[{"port":2},{"port":4},{"port":1}]"#
            ),
            (
                #"[{"port":1,"protocol":"TCP"}]"#, #"[{"port":1,"name":"x"}]"#,
                #"[{"port":1,"protocol":"TCP","name":"x"}]"#
            ),
            (
                #"[{"port":1}]"#, #"[{"port":1,"protocol":"UDP"}]"#,
                #"[{"port":1},{"port":1,"protocol":"UDP"}]"#
            ),
        ])
    func mergedLists(live: String, applied: String, result: String) throws {
        let object = try Sample.apply(#"{"metadata":{"name":"x"},"spec":{"ports":\#(live)}}"#, by: "one")
        let merged = try Sample.apply(#"{"spec":{"ports":\#(applied)}}"#, to: object, by: "two")
        #expect(try merged["spec"]?["ports"] == Sample.json(result))
    }

    @Test("a live list with elements of the same key keeps those that are not applied")
    func invalidLiveList() throws {
        let live = try Sample.json(#"{"metadata":{},"spec":{"ports":[{"port":1},{"port":2},{"port":1,"name":"x"},5]}}"#)
        let object = try Sample.apply(#"{"spec":{"ports":[{"port":2},{"port":3}]}}"#, to: live, by: "one")
        let ports = try Sample.json(#"[{"port":1},{"port":2},{"port":1,"name":"x"},5,{"port":3}]"#)
        #expect(object["spec"]?["ports"] == ports)
    }

    @Test(
        "what cannot be applied is refused",
        arguments: [
            ("[]", "an applied configuration must be an object"),
            (#"{"metadata":{"managedFields":[{}]}}"#, "metadata.managedFields must be nil"),
            (
                #"{"spec":{"ports":[{"name":"x"}]}}"#,
                "failed to create typed patch object: .spec.ports: element 0: associative list with keys has an element "
                    + #"that omits key field "port""#
            ),
            (
                #"{"spec":{"ports":[{"port":1},{"port":1,"protocol":"TCP"}]}}"#,
                #"failed to create typed patch object: .spec.ports: duplicate entries for key [port=1,protocol="TCP"]"#
            ),
            (
                #"{"metadata":{"finalizers":["a","a"]}}"#,
                #"failed to create typed patch object: .metadata.finalizers: duplicate entries for key [="a"]"#
            ),
        ])
    func refused(config: String, message: String) {
        #expect(throws: ApplyError.invalid(message)) { try Sample.apply(config, by: "one") }
        #expect(ApplyError.invalid(message).status.code == 400)
    }

    @Test("a status is applied to its sub-resource only, and has entries of its own")
    func status() throws {
        let config = #"{"metadata":{"name":"x"},"spec":{"replicas":1},"status":{"phase":"up"}}"#
        let object = try Sample.apply(config, by: "one")
        #expect(object["status"] == nil)
        let withStatus = try Sample.apply(config, to: object, by: "one", subresource: "status")
        #expect(withStatus["status"] == ["phase": "up"])
        #expect(
            Sample.owned(by: "one", .apply, subresource: "status", in: withStatus) == ["f:status": ["f:phase": [:]]])
        #expect(Sample.owned(by: "one", .apply, in: withStatus) == ["f:spec": ["f:replicas": [:]]])
        let conflict = ApplyError.conflicts([
            .init(manager: #""one" with subresource "status""#, field: ".status.phase")
        ])
        #expect(throws: conflict) {
            try Sample.apply(#"{"status":{"phase":"down"}}"#, to: withStatus, by: "two", subresource: "status")
        }
    }

    @Test("an atomic list or map is one field")
    func atomic() throws {
        let object = try Sample.apply(#"{"metadata":{"name":"x"},"spec":{"selector":{"a":"1"}}}"#, by: "one")
        let error = ApplyError.conflicts([.init(manager: #""one""#, field: ".spec.selector")])
        #expect(throws: error) { try Sample.apply(#"{"spec":{"selector":{"b":"1"}}}"#, to: object, by: "two") }
    }
}
