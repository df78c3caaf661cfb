import GatehouseObjects
import Testing

@Suite("Ownership after creates, updates and patches")
struct OwnershipUpdateTests {
    private typealias Sample = ApplySample

    private static func created() throws -> JSON {
        Sample.update(
            nil,
            to: try Sample.json(
                #"{"kind":"Thing","metadata":{"name":"x","uid":"u","labels":{"a":"1"}},"spec":{"replicas":1,"hosts":["a"]}}"#
            ),
            by: "creator")
    }

    @Test("a create is owned by its manager, but for what the server sets")
    func create() throws {
        let object = try Self.created()
        #expect(
            try Sample.owned(by: "creator", .update, in: object)
                == Sample.json(
                    #"{"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{".":{},"f:replicas":{},"f:hosts":{}}}"#))
    }

    @Test("an update takes what it changes from everyone else, and what it removes is nobody's")
    func update() throws {
        let old = try Self.created()
        var new = old
        new["spec"] = ["replicas": 2, "options": ["x": 1]]
        let object = Sample.update(old, to: new, by: "editor", time: "t2")
        #expect(
            try Sample.owned(by: "editor", .update, in: object)
                == Sample.json(#"{"f:spec":{"f:replicas":{},"f:options":{".":{},"f:x":{}}}}"#))
        #expect(
            try Sample.owned(by: "creator", .update, in: object)
                == Sample.json(#"{"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{}}"#))
        #expect(ManagedFields(of: object).entries.map(\.manager.time) == ["t1", "t2"])
    }

    @Test("an update that changes nothing that has an owner leaves entries and times alone")
    func unchanged() throws {
        let old = try Self.created()
        var new = old
        new["metadata"]?["resourceVersion"] = "7"
        new["metadata"]?["generation"] = 2
        let object = Sample.update(old, to: new, by: "editor", time: "t2")
        #expect(object == new)
        #expect(Sample.update(old, to: old.unmanaged, by: "creator", time: "t2") == old)
    }

    @Test("a manager's time is that of the last write that changed its entry")
    func time() throws {
        let old = try Self.created()
        var new = old
        new["spec"]?["replicas"] = 2
        // It owned the field before: the entry has the same fields, and its time stays.
        #expect(
            ManagedFields(of: Sample.update(old, to: new, by: "creator", time: "t2")).entries.map(\.manager.time) == [
                "t1"
            ])
        new["spec"]?["options"] = 1
        #expect(
            ManagedFields(of: Sample.update(old, to: new, by: "creator", time: "t2")).entries.map(\.manager.time) == [
                "t2"
            ])
    }

    @Test("entries are forgotten by an empty list or an empty entry", arguments: ["[]", "[{}]"])
    func reset(list: String) throws {
        let old = try Self.created()
        var new = old
        new["metadata"]?["managedFields"] = try Sample.json(list)
        let object = Sample.update(old, to: new, by: "editor")
        #expect(object == old.unmanaged)
        // Nothing is tracked from then on, until something is applied.
        var changed = object
        changed["spec"]?["replicas"] = 3
        #expect(Sample.update(object, to: changed, by: "editor") == changed)
        // Not by way of a sub-resource.
        #expect(Sample.update(old, to: new, by: "editor", subresource: "status") == old)
    }

    @Test("entries that the new version brings are taken, unless they cannot be read")
    func brought() throws {
        let old = try Self.created()
        var new = old
        let entry = try Sample.json(
            #"{"manager":"m","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:hosts":{}}}}"#
        )
        new["metadata"]?["managedFields"] = [entry]
        #expect(Sample.update(old, to: new, by: "editor")["metadata"]?["managedFields"] == [entry])
        for bad in [#"[1]"#, #"[{"manager":"m","operation":"Guess"}]"#, #""text""#] {
            new["metadata"]?["managedFields"] = try Sample.json(bad)
            #expect(Sample.update(old, to: new, by: "editor") == old)
        }
    }

    @Test("a status has an entry of its own")
    func status() throws {
        let old = try Self.created()
        var new = old
        new["status"] = ["phase": "up"]
        let object = Sample.update(old, to: new, by: "creator", subresource: "status")
        #expect(
            try Sample.owned(by: "creator", .update, subresource: "status", in: object)
                == Sample.json(#"{"f:status":{".":{},"f:phase":{}}}"#))
        #expect(
            Sample.owned(by: "creator", .update, in: object) == Sample.owned(by: "creator", .update, in: old))
    }

    @Test("an applied field that an update changes is no longer the applier's")
    func overApplied() throws {
        let old = try Sample.apply(#"{"metadata":{"name":"x"},"spec":{"replicas":1,"hosts":["a"]}}"#, by: "one")
        var new = old
        new["spec"]?["replicas"] = 5
        let object = Sample.update(old, to: new, by: "scaler")
        #expect(Sample.owned(by: "one", .apply, in: object) == ["f:spec": ["f:hosts": [:]]])
        #expect(Sample.owned(by: "scaler", .update, in: object) == ["f:spec": ["f:replicas": [:]]])
        // Not applied any more, and not the applier's: it stays.
        let left = try Sample.apply(#"{"metadata":{"name":"x"},"spec":{"hosts":["a"]}}"#, to: object, by: "one")
        #expect(left["spec"]?["replicas"] == 5)
    }

    @Test("the oldest of many updaters are put together")
    func manyUpdaters() throws {
        var object = try Self.created()
        for index in 0..<30 {
            var new = object
            new["metadata"]?["labels"]?["l\(index)"] = "1"
            object = Sample.update(object, to: new, by: "m\(index)", time: "t\(index + 10)")
        }
        let entries = ManagedFields(of: object).entries
        #expect(entries.count == ManagedFields.mostUpdaters)
        #expect(entries.first?.manager.name == "ancient-changes")
        #expect(entries.last?.manager.name == "m29")
        let all = entries.reduce(FieldSet()) { $0.union($1.fields) }
        #expect(all.paths.count == 1 + 1 + 30 + 3)
    }
}
