import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("The registry of objects", .timeLimit(.minutes(5)))
struct ObjectRegistryTests {
    static let refusal = APIStatus(code: 404, reason: "NotFound", message: "no")

    @Test("starts at revision 1 and counts every change")
    func revisions() async throws {
        let registry = ObjectRegistry()
        #expect(await registry.revision == 1)
        #expect(try await registry.put(StorageSample.key("a"), 1)?.revision == 2)
        #expect(try await registry.put(StorageSample.key("a"), 1)?.revision == 2)
        #expect(try await registry.put(StorageSample.key("a"), 2)?.revision == 3)
        #expect(try await registry.remove(StorageSample.key("a"))?.revision == 4)
        #expect(try await registry.remove(StorageSample.key("a")) == nil)
        #expect(await registry.revision == 4)
        #expect(await registry.object(StorageSample.key("a")) == nil)
    }

    @Test("decides by what is there")
    func decision() async throws {
        let registry = ObjectRegistry()
        try await registry.put(StorageSample.key("a"), 1)
        let object = try await registry.change(StorageSample.key("a")) { present throws(APIStatus) in
            guard let value = present?.json["spec"]?.integer else { throw Self.refusal }
            return .put(StorageSample.object("a", .integer(value + 1)))
        }
        #expect(object?.plain == "a=2")
        #expect(object?.json["metadata"]?["resourceVersion"] == "3")
        #expect(try await registry.change(StorageSample.key("a")) { _ throws(APIStatus) in .nothing } == object)
        #expect(try await registry.change(StorageSample.key("b")) { _ throws(APIStatus) in .nothing } == nil)
    }

    @Test("changes nothing where the decision is a refusal, or dry")
    func nothing() async throws {
        let registry = ObjectRegistry()
        try await registry.put(StorageSample.key("a"), 1)
        await #expect(throws: Self.refusal) {
            try await registry.change(StorageSample.key("a")) { _ throws(APIStatus) in throw Self.refusal }
        }
        #expect(try await registry.put(StorageSample.key("a"), 2, isDryRun: true)?.plain == "a=2")
        #expect(try await registry.remove(StorageSample.key("a"), isDryRun: true)?.plain == "a=1")
        #expect(await registry.plain() == ["a=1"])
        #expect(await registry.revision == 2)
    }

    @Test("makes several changes together or not at all")
    func together() async throws {
        let registry = ObjectRegistry()
        let count = try await registry.transact { transaction throws(APIStatus) in
            for name in ["a", "b", "c"] {
                try transaction.put(StorageSample.object(name, 1), at: StorageSample.key(name))
            }
            return transaction.objects(of: StorageSample.routes, in: "shop").count
        }
        #expect(count == 3)
        await #expect(throws: Self.refusal) {
            try await registry.transact { transaction throws(APIStatus) in
                for object in transaction.objects(of: StorageSample.routes, in: nil) { transaction.remove(object.key) }
                throw Self.refusal
            }
        }
        #expect(await registry.plain() == ["a=1", "b=1", "c=1"])
        #expect(await registry.revision == 4)
    }

    @Test("serves many at once without losing a change")
    func concurrency() async throws {
        let registry = ObjectRegistry()
        let revisions = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await registry.change(StorageSample.key("\(number % 3)")) { present throws(APIStatus) in
                        let value = present?.json["spec"]?.integer ?? 0
                        return .put(StorageSample.object("\(number % 3)", .integer(value + 1)))
                    }?.revision
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(revisions.compactMap(\.self).sorted() == Array(2...201))
        #expect(await registry.plain() == ["0=67", "1=67", "2=66"])
    }

    struct Listing: Sendable {
        var kind: ObjectKind
        var namespace: String?
        var names: [String]
    }

    @Test(
        "lists a kind, in one namespace or in all, in order",
        arguments: [
            Listing(kind: StorageSample.routes, namespace: nil, names: ["bank/z", "shop/a", "shop/b"]),
            Listing(kind: StorageSample.routes, namespace: "shop", names: ["shop/a", "shop/b"]),
            Listing(kind: StorageSample.routes, namespace: "sho", names: []),
            Listing(kind: StorageSample.services, namespace: nil, names: ["shop/a"]),
            Listing(kind: ObjectKind(group: "", plural: "pods"), namespace: nil, names: []),
        ])
    func list(_ given: Listing) async throws {
        let registry = ObjectRegistry()
        for key in [
            StorageSample.key("b"), StorageSample.key("z", in: "bank"), StorageSample.key("a"),
            StorageSample.key("a", of: StorageSample.services),
        ] { try await registry.put(key, 1) }
        let (objects, revision) = await registry.objects(of: given.kind, in: given.namespace)
        #expect(objects.map { "\($0.key.namespace)/\($0.key.name)" } == given.names)
        #expect(revision == 5)
    }

    @Test("lists what was there at every revision that it remembers")
    func past() async throws {
        let registry = ObjectRegistry(limits: RegistryLimits(events: 8))
        var states: [Int64: [String]] = [:]
        for number in 0..<12 {
            let key = StorageSample.key("\(number * 5 % 4)")
            if number % 3 == 2 {
                try await registry.remove(key)
            } else {
                try await registry.put(key, .integer(Int64(number)))
            }
            // Between these, changes that are none of the list's.
            try await registry.put(StorageSample.key("other", of: StorageSample.services), .integer(Int64(number)))
            states[await registry.revision] = await registry.plain()
        }
        let last = await registry.revision
        let remembered = states.keys.filter { $0 >= last - 8 }
        #expect(remembered.count >= 4)
        for revision in remembered {
            let objects = try await registry.objects(of: StorageSample.routes, in: nil, at: revision)
            #expect(objects.map(\.plain) == states[revision])
            #expect(try await registry.objects(of: StorageSample.routes, in: "bank", at: revision).isEmpty)
        }
        await #expect(throws: RegistryError.expired(oldest: last - 8)) {
            try await registry.objects(of: StorageSample.routes, in: nil, at: last - 9)
        }
        await #expect(throws: RegistryError.future(current: last)) {
            try await registry.objects(of: StorageSample.routes, in: nil, at: last + 1)
        }
    }

    @Test("makes no changes after it was closed, and can still be read")
    func closing() async throws {
        let registry = ObjectRegistry()
        try await registry.put(StorageSample.key("a"), 1)
        await registry.close()
        await #expect(throws: StorageError.closed) { try await registry.put(StorageSample.key("a"), 2) }
        #expect(await registry.plain() == ["a=1"])
        #expect(await registry.revision == 2)
    }
}
