import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseAPIServer

@Suite("Objects whose owners are gone", .timeLimit(.minutes(5)))
struct GarbageTests {
    @Test("go after them, and what they owned themselves too", arguments: [nil, PropagationPolicy.background])
    func cascade(_ policy: PropagationPolicy?) async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        let child = try await api.configMap("b", owners: [owner.reference(isBlocking: true)])
        try await api.configMap("c", owners: [child.reference()])
        try await api.configMap("d")
        await api.sweep()
        #expect(await api.configMaps() == ["a", "b", "c", "d"])
        #expect(await api.delete("a", policy).status == 200)
        await api.sweep()
        #expect(await api.configMaps() == ["d"])
    }

    @Test("stay as long as they have another owner, and forget those that are gone")
    func severalOwners() async throws {
        let api = try await TestAPI()
        let (first, second) = (try await api.configMap("a"), try await api.configMap("b"))
        try await api.configMap("c", owners: [first.reference(), second.reference()])
        _ = await api.delete("a")
        await api.sweep()
        #expect(await api.owners(of: "c") == ["b"])
        _ = await api.delete("b")
        await api.sweep()
        #expect(await api.configMaps() == [])
    }

    @Test("are marked where something is to be done before they may go")
    func finalizers() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        try await api.configMap("b", owners: [owner.reference()], finalizers: ["example.com/x"])
        _ = await api.delete("a")
        await api.sweep()
        #expect(await api.configMaps() == ["b†"])
    }

    static let strangers: [(apiVersion: String, kind: String, name: String, uid: String?, stays: Bool)] = [
        ("v1", "ConfigMap", "a", nil, true),
        ("v1", "ConfigMap", "a", "another", false),
        ("v1", "ConfigMap", "elsewhere", nil, false),
        ("v1", "Secret", "a", nil, false),
        ("v1", "Namespace", "a", nil, false),
        ("apps/v1", "Deployment", "a", nil, true),
        ("v2", "ConfigMap", "a", nil, true),
    ]

    @Test(
        "are those that name no object in their namespace; where nobody can know, they stay",
        arguments: Self.strangers)
    func identity(_ apiVersion: String, _ kind: String, _ name: String, _ uid: String?, _ stays: Bool) async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        try await api.configMap("elsewhere", in: "other")
        try await api.configMap(
            "c",
            owners: [
                [
                    "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
                    "uid": .string(uid ?? owner.uid),
                ]
            ])
        await api.sweep()
        #expect(await api.configMaps() == (stays ? ["a", "c"] : ["a"]))
    }

    @Test("are not collected where they have no namespace and their owner's kind has")
    func clusterScope() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        let namespace: JSON = ["metadata": ["name": "owned", "ownerReferences": [owner.reference()]]]
        _ = try await api.create("/api/v1/namespaces", String(decoding: namespace.bytes, as: UTF8.self))
        _ = await api.delete("a")
        await api.sweep()
        #expect(await api.call("GET", "/api/v1/namespaces/owned").status == 200)
    }

    @Test("may be namespaces, with all that is in them, and be owned by some")
    func namespaces() async throws {
        let api = try await TestAPI()
        let owner = try await api.create("/api/v1/namespaces", #"{"metadata": {"name": "owner"}}"#)
        let namespace: JSON = ["metadata": ["name": "owned", "ownerReferences": [owner.reference()]]]
        _ = try await api.create("/api/v1/namespaces", String(decoding: namespace.bytes, as: UTF8.self))
        try await api.configMap("inside", in: "owned")
        try await api.configMap("outside", owners: [owner.reference()])
        await api.sweep()
        #expect(await api.call("DELETE", "/api/v1/namespaces/owner").status == 200)
        await api.sweep()
        #expect(await api.call("GET", "/api/v1/namespaces/owned").status == 404)
        #expect(await api.configMaps(in: "owned") == [])
        #expect(await api.configMaps() == [])
    }

    @Test("stay where a name's new object is meant, and go where it is the former one")
    func successor() async throws {
        let api = try await TestAPI()
        let former = try await api.configMap("a")
        try await api.configMap("b", owners: [former.reference()])
        _ = await api.delete("a")
        let latter = try await api.configMap("a")
        try await api.configMap("c", owners: [latter.reference()])
        await api.sweep()
        #expect(await api.configMaps() == ["a", "c"])
    }

    @Test("are collected while the collector runs, as soon as their owner is gone")
    func following() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        try await api.configMap("b", owners: [owner.reference()])
        let events = try await api.watch("\(Sample.configMaps)?watch=true")
        #expect(await events.summaries(2) == ["ADDED a", "ADDED b"])
        let collector = Task { await GarbageCollector(for: api.service).run() }
        _ = await api.delete("a")
        #expect(await events.summaries(2) == ["DELETED a", "DELETED b"])
        let next = try await api.configMap("c")
        try await api.configMap("d", owners: [next.reference()])
        _ = await api.delete("c", .foreground)
        // Whether `d` goes before `c` or after it is not said: it does not hold it up.
        let last = await events.summaries(5)
        #expect(last.prefix(3) == ["ADDED c", "ADDED d", "MODIFIED c"])
        #expect(Set(last.suffix(2)) == ["DELETED c", "DELETED d"])
        await api.registry.close()
        await collector.value
    }

    @Test("are named where they are deleted, with the owners that are gone")
    func sentence() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        try await api.configMap("b", owners: [owner.reference()])
        _ = await api.delete("a")
        let sentences = Watched<[String]>([])
        await GarbageCollector(for: api.service) { sentence in sentences.change { $0.append(sentence) } }.sweep()
        #expect(
            sentences.current == [
                "configmaps default/b is deleted, as its owners are gone or being deleted: ConfigMap a with the uid \(owner.uid)"
            ])
    }

    @Test("are not named where they stay, as some namespaces do")
    func indelible() async throws {
        let api = try await TestAPI()
        let patch: JSON = [
            "metadata": [
                "ownerReferences": [["apiVersion": "v1", "kind": "Namespace", "name": "gone", "uid": "that of none"]]
            ]
        ]
        let answer = await api.call(
            "PATCH", "/api/v1/namespaces/default", String(decoding: patch.bytes, as: UTF8.self),
            type: "application/merge-patch+json")
        #expect(answer.status == 200)
        let sentences = Watched<[String]>([])
        await GarbageCollector(for: api.service) { sentence in sentences.change { $0.append(sentence) } }.sweep()
        #expect(await api.call("GET", "/api/v1/namespaces/default")["/metadata/deletionTimestamp"] == nil)
        #expect(sentences.current == [])
    }

    @Test("do not wait for one that can't be changed, which is tried again")
    func unchangeable() async throws {
        let api = try await TestAPI(isTimeRunning: true)
        let owner = try await api.configMap("a")
        let child = try await api.configMap("b", owners: [owner.reference()], finalizers: ["example.com/x"])
        try await api.configMap("c", owners: [owner.reference()])
        // As large as it may be: the mark of its deletion does not fit in any more.
        let key = ObjectKey(kind: ObjectKind(.configMaps), namespace: "default", name: "b")
        var large = child
        large["data"] = ["x": ""]
        let size = large.withRevision(9999).bytes.count
        large["data"] = ["x": .string(String(repeating: "x", count: StoredForm.limits.bytes - size))]
        _ = try await api.registry.change(key) { [large] _ throws(APIStatus) in .put(large) }
        _ = await api.delete("a")
        let watch = try await api.registry.watch(ObjectKind(.configMaps), in: nil, after: nil)
        var items = watch.makeAsyncIterator()
        let collector = Task { await GarbageCollector(for: api.service).run() }
        let removal = await items.next()?.event
        #expect(removal?.isRemoval == true)
        #expect(removal?.object.key.name == "c")
        // Once there is room it is done, although nothing says so.
        _ = try await api.registry.change(key) { [child] _ throws(APIStatus) in .put(child) }
        #expect(await items.next()?.event?.object.json.isBeingDeleted == false)
        #expect(await items.next()?.event?.object.json.isBeingDeleted == true)
        #expect(await api.configMaps() == ["b†"])
        await api.registry.close()
        await collector.value
    }

    @Test("are no Events, which only tell of objects")
    func events() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        let event: JSON = [
            "metadata": ["name": "e", "ownerReferences": [owner.reference()]],
            "involvedObject": ["kind": "ConfigMap", "name": "a", "namespace": "default"],
        ]
        _ = try await api.create(
            "/api/v1/namespaces/default/events", String(decoding: event.bytes, as: UTF8.self))
        _ = await api.delete("a")
        await api.sweep()
        #expect(await api.call("GET", "/api/v1/namespaces/default/events/e").status == 200)
    }
}
