import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Changes that are made together")
struct ObjectTransactionTests {
    static let refusal = APIStatus(code: 409, reason: "Conflict", message: "no")

    /// One with two objects, `a=1` of revision 5 and `b=2` of revision 7, of which 7 was the last change.
    static func transaction() -> ObjectTransaction {
        let objects = [("a", 1, 5), ("b", 2, 7)].map { name, value, revision in
            StoredObject(
                key: StorageSample.key(name), revision: Int64(revision),
                json: StorageSample.object(name, .integer(Int64(value))).withRevision(Int64(revision)))
        }
        return ObjectTransaction(table: StoredObjectTable(objects), revision: 7)
    }

    @Test("are numbered one after the other, and an object says the number of its own")
    func numbers() throws {
        var transaction = Self.transaction()
        let put = try transaction.put(StorageSample.object("a", 3), at: StorageSample.key("a"))
        let removal = transaction.remove(StorageSample.key("b"))
        let removed = try #require(removal)
        let new = try transaction.put(StorageSample.object("c", 4), at: StorageSample.key("c"))
        #expect([put, removed, new].map(\.revision) == [8, 9, 10])
        #expect([put, removed, new].map { $0.json["metadata"]?["resourceVersion"] } == ["8", "9", "10"])
        #expect(transaction.steps.map(\.event.isRemoval) == [false, true, false])
        #expect(transaction.steps.map { $0.event.before?.revision } == [5, 7, nil])
        #expect(transaction.objects(of: StorageSample.routes, in: nil).map(\.plain) == ["a=3", "c=4"])
    }

    @Test(
        "are none where an object stays what it is",
        arguments: [
            StorageSample.object("a", 1), StorageSample.object("a", 1).withRevision(5),
            StorageSample.object("a", 1).withRevision(999),
            StorageSample.object("a", .double(1)),
        ])
    func sameness(json: JSON) throws {
        var transaction = Self.transaction()
        #expect(try transaction.put(json, at: StorageSample.key("a")).revision == 5)
        #expect(transaction.steps.isEmpty)
    }

    @Test("count where two spellings of one text differ in their bytes")
    func spellings() throws {
        var transaction = Self.transaction()
        try transaction.put(StorageSample.object("a", "caf\u{e9}"), at: StorageSample.key("a"))
        #expect(try transaction.put(StorageSample.object("a", "cafe\u{301}"), at: StorageSample.key("a")).revision == 9)
    }

    @Test("are none where there is nothing to remove")
    func nothingToRemove() {
        var transaction = Self.transaction()
        let removed = transaction.remove(StorageSample.key("c"))
        #expect(removed == nil)
        #expect(transaction.steps.isEmpty)
    }

    @Test("are undone where one of them is refused, and those before them stand")
    func refusal() throws {
        var transaction = Self.transaction()
        try transaction.put(StorageSample.object("a", 3), at: StorageSample.key("a"))
        let result: Result<Void, APIStatus> = transaction.attempt(isDryRun: false) { transaction throws(APIStatus) in
            try transaction.put(StorageSample.object("a", 4), at: StorageSample.key("a"))
            transaction.remove(StorageSample.key("a"))
            try transaction.put(StorageSample.object("c", 5), at: StorageSample.key("c"))
            throw Self.refusal
        }
        #expect(throws: Self.refusal) { try result.get() }
        #expect(transaction.objects(of: StorageSample.routes, in: nil).map(\.plain) == ["a=3", "b=2"])
        #expect(transaction.steps.map(\.event.revision) == [8])
    }

    @Test("leave nothing behind when they are dry, and have the numbers from before")
    func dryRun() throws {
        var transaction = Self.transaction()
        let result = transaction.attempt(isDryRun: true) { transaction throws(APIStatus) in
            [
                try transaction.put(StorageSample.object("a", 3), at: StorageSample.key("a")),
                try transaction.put(StorageSample.object("c", 4).withRevision(77), at: StorageSample.key("c")),
                transaction.remove(StorageSample.key("b")),
            ]
        }
        let objects = try result.get()
        #expect(objects.map { $0?.revision } == [5, 0, 7])
        #expect(objects.map { $0?.json["metadata"]?["resourceVersion"] } == ["5", nil, "7"])
        #expect(objects.map { $0?.plain } == ["a=3", "c=4", "b=2"])
        #expect(transaction.objects(of: StorageSample.routes, in: nil).map(\.plain) == ["a=1", "b=2"])
        #expect(try transaction.put(StorageSample.object("c", 4), at: StorageSample.key("c")).revision == 8)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var name: String
        var key = StorageSample.key("x")
        var json: JSON
        var code: Int
        var testDescription: String { self.name }
    }

    @Test(
        "are refused where the object could not be read again",
        arguments: [
            Refused(
                name: "too large", json: StorageSample.object("x", .string(String(repeating: "x", count: 16 << 20))),
                code: 413
            ),
            Refused(name: "too deep", json: (0..<257).reduce("x") { json, _ in ["x": json] }, code: 422),
            Refused(name: "half a name", key: StorageSample.key("x\0y"), json: [:], code: 422),
        ])
    func unreadable(_ given: Refused) {
        var transaction = Self.transaction()
        let status = #expect(throws: APIStatus.self) { try transaction.put(given.json, at: given.key) }
        #expect(status?.code == given.code)
        #expect(transaction.steps.isEmpty)
        #expect(transaction.object(given.key) == nil)
    }

    @Test("may be as deep as what is read may be")
    func depth() throws {
        var transaction = Self.transaction()
        let json: JSON = (0..<255).reduce("x") { json, _ in ["x": json] }
        #expect(try transaction.put(["a": json], at: StorageSample.key("x")).revision == 8)
    }
}
