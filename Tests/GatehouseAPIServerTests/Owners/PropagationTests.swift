import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("What becomes of what a deleted object owns", .timeLimit(.minutes(5)))
struct PropagationTests {
    @Test("it stays and forgets its owner, which waits for that")
    func orphan() async throws {
        let api = try await TestAPI()
        let (owner, other) = (try await api.configMap("a"), try await api.configMap("b"))
        try await api.configMap("c", owners: [owner.reference(isBlocking: true), other.reference()])
        try await api.configMap("d", owners: [owner.reference()])
        let answer = await api.delete("a", .orphan)
        #expect(answer["/metadata/finalizers"] == ["orphan"])
        #expect(await api.configMaps() == ["a†", "b", "c", "d"])
        await api.sweep()
        #expect(await api.configMaps() == ["b", "c", "d"])
        #expect(await api.owners(of: "c") == ["b"])
        let orphan = await api.call("GET", "\(Sample.configMaps)/d")
        #expect(orphan["/metadata/ownerReferences"] == nil)
        #expect(!orphan.text.contains("f:ownerReferences"))
    }

    @Test("many are changed a few at a time, and the owner waits for all of them")
    func manyOrphans() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        let count = 2 * GarbageRules.mostOrphans + 1
        for number in 0..<count { try await api.configMap("b\(number)", owners: [owner.reference()]) }
        _ = await api.delete("a", .orphan)
        let objects = await api.registry.objects(of: ObjectKind(.configMaps), in: nil).objects
        let (owners, dependents) = (objects.filter { $0.key.name == "a" }, objects.filter { $0.key.name != "a" })
        #expect(dependents.count == count)
        let steps = GarbageRules(catalogue: api.service.catalogue)
            .steps(for: try #require(owners.first), dependents: dependents) { _ in nil }
        #expect(steps.count == GarbageRules.mostOrphans)
        await api.sweep()
        #expect(await api.configMaps().count == count)
        #expect(await api.configMaps().contains("a†") == false)
        #expect(await api.owners(of: "b\(count - 1)") == [])
    }

    @Test("it goes first, where it holds its owner up")
    func foreground() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a")
        let child = try await api.configMap("b", owners: [owner.reference(isBlocking: true)])
        try await api.configMap("c", owners: [child.reference(isBlocking: true)], finalizers: ["example.com/x"])
        try await api.configMap("d", owners: [owner.reference()], finalizers: ["example.com/x"])
        let answer = await api.delete("a", .foreground)
        #expect(answer["/metadata/finalizers"] == ["foregroundDeletion"])
        #expect(answer["/metadata/deletionTimestamp"] != nil)
        await api.sweep()
        #expect(await api.configMaps() == ["a†", "b†", "c†", "d†"])
        let type = "application/merge-patch+json"
        _ = await api.call("PATCH", "\(Sample.configMaps)/c", #"{"metadata": {"finalizers": null}}"#, type: type)
        await api.sweep()
        #expect(await api.configMaps() == ["d†"])
    }

    @Test("owners in a circle do not wait for each other for ever")
    func circle() async throws {
        let api = try await TestAPI()
        let first = try await api.configMap("a")
        let second = try await api.configMap("b", owners: [first.reference(isBlocking: true)])
        let patch: JSON = ["metadata": ["ownerReferences": [second.reference(isBlocking: true)]]]
        _ = await api.call(
            "PATCH", "\(Sample.configMaps)/a", String(decoding: patch.bytes, as: UTF8.self),
            type: "application/merge-patch+json")
        await api.sweep()
        #expect(await api.configMaps() == ["a", "b"])
        _ = await api.delete("a", .foreground)
        await api.sweep()
        #expect(await api.configMaps() == [])
    }

    @Test("an object with another owner stays while one of its owners waits, and forgets that one")
    func otherOwner() async throws {
        let api = try await TestAPI()
        let (owner, other) = (try await api.configMap("a"), try await api.configMap("b"))
        try await api.configMap("c", owners: [owner.reference(isBlocking: true), other.reference(isBlocking: true)])
        _ = await api.delete("a", .foreground)
        await api.sweep()
        #expect(await api.configMaps() == ["b", "c"])
        #expect(await api.owners(of: "c") == ["b"])
    }

    @Test("who deletes again may choose anew")
    func secondThoughts() async throws {
        let api = try await TestAPI()
        try await api.configMap("a")
        #expect(await api.delete("a", .orphan)["/metadata/finalizers"] == ["orphan"])
        let revision = await api.registry.revision
        #expect(await api.delete("a").status == 200)
        #expect(await api.registry.revision == revision)
        #expect(await api.delete("a", .foreground)["/metadata/finalizers"] == ["foregroundDeletion"])
        #expect(await api.delete("a", .background)["/status"] == "Success")
        #expect(await api.configMaps() == [])
    }

    static let options: [(query: String, body: String, status: Int, finalizers: [String]?)] = [
        ("", #"{"propagationPolicy": "Orphan"}"#, 200, ["orphan"]),
        ("", #"{"propagationPolicy": "Foreground"}"#, 200, ["foregroundDeletion"]),
        ("", #"{"propagationPolicy": "Background"}"#, 200, nil),
        ("?propagationPolicy=Orphan", "", 200, ["orphan"]),
        ("", #"{"orphanDependents": true}"#, 200, ["orphan"]),
        ("?orphanDependents=true", "", 200, ["orphan"]),
        ("?orphanDependents=false", "", 200, nil),
        ("", #"{"orphanDependents": true, "propagationPolicy": "Orphan"}"#, 422, []),
        ("", #"{"orphanDependents": "yes"}"#, 400, []),
        ("", #"{"propagationPolicy": 1}"#, 400, []),
        ("", #"{"propagationPolicy": "orphan"}"#, 422, []),
        ("?propagationPolicy=Orphan&dryRun=All", "", 200, []),
        // Beside a body the query does not count.
        ("?propagationPolicy=Orphan", "{}", 200, nil),
        ("?propagationPolicy=nonsense&dryRun=All", "{}", 200, nil),
        ("?orphanDependents=true", #"{"propagationPolicy": "Background"}"#, 200, nil),
        ("?propagationPolicy=Background", #"{"orphanDependents": true}"#, 200, ["orphan"]),
    ]

    @Test("it is said in the body or in the query, in two ways", arguments: Self.options)
    func chosen(_ query: String, _ body: String, _ status: Int, _ finalizers: [String]?) async throws {
        let api = try await TestAPI()
        try await api.configMap("a")
        let answer = await api.call("DELETE", "\(Sample.configMaps)/a\(query)", body)
        #expect(answer.status == status, "\(answer.text)")
        let object = await api.call("GET", "\(Sample.configMaps)/a")
        #expect(object.status == (finalizers == nil ? 404 : 200))
        if let finalizers { #expect(object.json.finalizers == finalizers) }
    }

    @Test("a deletion that is asked for in the old way and can't be done at once is accepted")
    func accepted() async throws {
        let api = try await TestAPI()
        try await api.configMap("a", finalizers: ["example.com/x"])
        #expect(await api.call("DELETE", "\(Sample.configMaps)/a?orphanDependents=false").status == 202)
    }

    @Test("finalizers that an object has from the beginning count like a policy")
    func givenFinalizers() async throws {
        let api = try await TestAPI()
        let owner = try await api.configMap("a", finalizers: ["orphan"])
        try await api.configMap("b", owners: [owner.reference()])
        _ = await api.delete("a")
        await api.sweep()
        #expect(await api.configMaps() == ["b"])
    }

    @Test("finalizers that ask for both, to stay and to go first, are refused")
    func contradiction() async throws {
        let api = try await TestAPI()
        let finalizers = #", "finalizers": ["orphan", "example.com/x", "foregroundDeletion"]"#
        let answer = await api.call("POST", Sample.configMaps, Sample.configMap("c", metadata: finalizers))
        #expect(answer.status == 422)
        #expect(answer.message.hasSuffix("finalizer orphan and foregroundDeletion cannot be both set"))
        #expect(answer["/details/causes/0/field"] == "metadata.finalizers")
        #expect(await api.configMaps() == [])
    }

    @Test("a namespace goes when it need not wait any more")
    func namespace() async throws {
        let api = try await TestAPI()
        let owner = try await api.create("/api/v1/namespaces", #"{"metadata": {"name": "owner"}}"#)
        try await api.configMap("b", owners: [owner.reference()])
        _ = await api.call("DELETE", "/api/v1/namespaces/owner?propagationPolicy=Orphan")
        #expect(await api.call("GET", "/api/v1/namespaces/owner").status == 200)
        await api.sweep()
        #expect(await api.call("GET", "/api/v1/namespaces/owner").status == 404)
        #expect(await api.owners(of: "b") == [])
    }

    static let references: [(reference: String, problem: String)] = [
        (#"{"apiVersion": "", "kind": "ConfigMap", "name": "a", "uid": "u"}"#, "version must not be empty"),
        (#"{"apiVersion": "v1", "kind": "", "name": "a", "uid": "u"}"#, "metadata.ownerReferences.kind"),
        (#"{"apiVersion": "v1", "kind": "ConfigMap", "name": "", "uid": "u"}"#, "metadata.ownerReferences.name"),
        (#"{"apiVersion": "v1", "kind": "ConfigMap", "name": "a", "uid": ""}"#, "metadata.ownerReferences.uid"),
        (#"{"apiVersion": "v1", "kind": "Event", "name": "a", "uid": "u"}"#, "disallowed from being an owner"),
        (
            """
            {"apiVersion": "v1", "kind": "Secret", "name": "a", "uid": "u", "controller": true}, \
            {"apiVersion": "v1", "kind": "Secret", "name": "b", "uid": "v", "controller": true}
            """, "Only one reference can have Controller set to true"
        ),
    ]

    @Test("owners have to be named well", arguments: Self.references)
    func invalid(_ reference: String, _ problem: String) async throws {
        let api = try await TestAPI()
        let body = Sample.configMap("c", metadata: #", "ownerReferences": [\#(reference)]"#)
        let answer = await api.call("POST", Sample.configMaps, body)
        #expect(answer.status == 422)
        #expect(answer.message.contains(problem), "\(answer.message)")
    }
}
