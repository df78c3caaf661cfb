import Foundation
import GRDB
import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Objects on disk", .timeLimit(.minutes(5)))
struct DurabilityTests {
    @Test("are there again after a restart, with their revisions, and numbers go on")
    func restart() async throws {
        let folder = try StoreFolder()
        let json = StorageSample.object("a", ["text": "grüße \u{1F600} \"\\\n\0", "number": .double(0.1), "none": nil])
        let first = try ObjectRegistry(storedAt: folder.database)
        #expect(await first.revision == 1)
        let stored = try await first.change(StorageSample.key("a")) { _ throws(APIStatus) in .put(json) }
        try await first.put(StorageSample.key("b", in: ""), 1)
        try await first.put(StorageSample.key("a", of: StorageSample.services), 1)
        try await first.remove(StorageSample.key("b", in: ""))
        await first.close()

        let second = try ObjectRegistry(storedAt: folder.database)
        #expect(await second.revision == 5)
        #expect(await second.object(StorageSample.key("a")) == stored)
        #expect(await second.objects(of: StorageSample.routes, in: nil).objects.count == 1)
        #expect(await second.object(StorageSample.key("a", of: StorageSample.services))?.revision == 4)
        #expect(try await second.put(StorageSample.key("b", in: ""), 1)?.revision == 6)
    }

    @Test("survive a death after each change, with everything that was acknowledged and nothing else")
    func death() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database)
        for number in 0..<40 {
            let key = StorageSample.key("\(number % 7)")
            switch number % 5 {
            case 3: try await registry.remove(key)
            case 4:
                try await registry.transact { transaction throws(APIStatus) in
                    for name in ["x", "y"] {
                        try transaction.put(
                            StorageSample.object(name, .integer(Int64(number))), at: StorageSample.key(name))
                    }
                }
            default: try await registry.put(key, .string(String(repeating: "\(number)", count: 3000)))
            }
            let next = try await folder.foundAfterDeath()
            let expected = await registry.objects(of: StorageSample.routes, in: nil)
            #expect(next.revision == expected.revision)
            #expect(next.routes == expected.objects)
        }
    }

    @Test("survive a death between the bytes of a change: it is there as a whole or not at all")
    func tornWrite() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database)
        try await registry.put(StorageSample.key("a"), 1)
        let log = folder.file("objects.db-wal")
        let before = try Data(contentsOf: URL(fileURLWithPath: log)).count
        try await registry.transact { transaction throws(APIStatus) in
            try transaction.put(
                StorageSample.object("a", .string(String(repeating: "x", count: 20000))), at: StorageSample.key("a"))
            try transaction.put(StorageSample.object("b", 1), at: StorageSample.key("b"))
        }
        let after = try Data(contentsOf: URL(fileURLWithPath: log))
        var outcomes: Set<Int64> = []
        for length in Array(stride(from: before, to: after.count, by: 997)) + [after.count - 1, after.count] {
            let copy = try folder.copyAfterDeath()
            try after.prefix(length).write(to: URL(fileURLWithPath: copy.file("objects.db-wal")))
            let next = try await copy.found()
            let names = next.routes.map { "\($0.key.name)@\($0.revision)" }
            #expect(names == (next.revision == 2 ? ["a@2"] : ["a@3", "b@4"]))
            outcomes.insert(next.revision)
        }
        #expect(outcomes == [2, 4])
    }

    @Test("let watches go on from the last revision after a restart, and from no other")
    func watches() async throws {
        let folder = try StoreFolder()
        let first = try ObjectRegistry(storedAt: folder.database)
        try await first.put(StorageSample.key("a"), 1)
        try await first.remove(StorageSample.key("a"))
        await first.close()
        let second = try ObjectRegistry(storedAt: folder.database)
        let watch = try await second.watch(nil, in: nil, after: 3)
        await #expect(throws: RegistryError.expired(oldest: 3)) { try await second.watch(nil, in: nil, after: 2) }
        await #expect(throws: RegistryError.future(current: 3)) { try await second.watch(nil, in: nil, after: 4) }
        try await second.put(StorageSample.key("b"), 1)
        var items = watch.makeAsyncIterator()
        #expect(await items.next()?.plain == "4: b=1")
    }

    @Test("keep what many write at once")
    func concurrency() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 { group.addTask { try await registry.put(StorageSample.key("\(number)"), 1) } }
            try await group.waitForAll()
        }
        let next = try await folder.foundAfterDeath()
        #expect(next.revision == 101)
        #expect(next.routes.count == 100)
    }

    @Test("are not written in a dry run, nor when refused")
    func nothing() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database)
        try await registry.put(StorageSample.key("a"), 1)
        try await registry.put(StorageSample.key("a"), 2, isDryRun: true)
        _ = try? await registry.change(StorageSample.key("a")) { _ throws(APIStatus) in
            throw APIStatus(code: 409, reason: "Conflict", message: "no")
        }
        let next = try await folder.foundAfterDeath()
        #expect(next.routes.map(\.plain) == ["a=1"])
        #expect(next.revision == 2)
    }

    @Test("are for their owner only")
    func modes() async throws {
        let parent = try StoreFolder()
        let folder = parent.file("data")
        let registry = try ObjectRegistry(storedAt: "\(folder)/objects.db")
        try await registry.put(StorageSample.key("a"), 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(files) == ["lock", "objects.db", "objects.db-wal"])
        for path in [folder] + files.map({ "\(folder)/\($0)" }) {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0)
        }
        await registry.close()
    }

    @Test("wait for the disk before they count as written")
    func settings() throws {
        let folder = try StoreFolder()
        let database = try ObjectDatabase(folder.database, limits: RegistryLimits())
        let settings = try ["journal_mode", "synchronous", "locking_mode"].map { name in
            try database.queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA \(name)") }
        }
        // 2 is FULL: every commit is synced.
        #expect(settings == ["wal", "2", "exclusive"])
    }

    @Test("of the first version's database are read")
    func firstVersion() async throws {
        let folder = try StoreFolder()
        // What that version wrote. It stays as it is whatever becomes of the schema.
        try DatabaseQueue(path: folder.database).inDatabase { database in
            try database.execute(
                sql: """
                    CREATE TABLE objects (
                        api_group TEXT NOT NULL, plural TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
                        revision INTEGER NOT NULL, json TEXT NOT NULL,
                        PRIMARY KEY (api_group, plural, namespace, name)
                    );
                    CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL);
                    INSERT INTO store VALUES (1, 9);
                    INSERT INTO objects VALUES ('networking.istio.io', 'virtualservices', 'shop', 'a', 7, '{"spec":1}');
                    PRAGMA user_version = 1;
                    PRAGMA application_id = 1197569125;
                    """)
        }
        let found = try await folder.found()
        #expect(found.routes == [StoredObject(key: StorageSample.key("a"), revision: 7, json: ["spec": 1])])
        #expect(found.revision == 9)
    }
}
