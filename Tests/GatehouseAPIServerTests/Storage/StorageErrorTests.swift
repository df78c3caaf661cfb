import Foundation
import GRDB
import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("What keeps objects from disk", .timeLimit(.minutes(5)))
struct StorageErrorTests {
    @Test("A second instance is refused as long as the first one lives, and is told the folder")
    func second() async throws {
        let folder = try StoreFolder()
        var first: ObjectRegistry? = try ObjectRegistry(storedAt: folder.database)
        try await first?.put(StorageSample.key("a"), 1)
        let error = #expect(throws: StorageError.self) { try ObjectRegistry(storedAt: folder.database) }
        #expect(error == .inUse(folder: folder.path))
        #expect(error?.description.contains(folder.path) == true)
        await first?.close()
        first = nil
        let next = try ObjectRegistry(storedAt: folder.database)
        #expect(await next.plain() == ["a=1"])
    }

    @Test("A lock file that a dead process left behind is no obstacle")
    func staleLock() throws {
        let folder = try StoreFolder()
        try Data("12345".utf8).write(to: URL(fileURLWithPath: folder.file("lock")))
        #expect(throws: Never.self) { try ObjectRegistry(storedAt: folder.database) }
    }

    @Test("A database that another program has open is refused, lock file or not")
    func otherProgram() throws {
        let folder = try StoreFolder()
        let queue = try DatabaseQueue(path: folder.database)
        try queue.inDatabase {
            try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE t (a)")
        }
        #expect(throws: StorageError.inUse(folder: folder.path)) { try ObjectRegistry(storedAt: folder.database) }
        try queue.close()
    }

    /// What was done to a file, and what has to be said about it.
    struct Damage: Sendable, CustomTestStringConvertible {
        var name: String
        var statement: String
        var expected: String
        var testDescription: String { self.name }
    }

    @Test(
        "What is in the database and cannot be is an error that names it, and the file stays as it is",
        arguments: [
            Damage(
                name: "no JSON", statement: "UPDATE objects SET json = '{'",
                expected: "virtualservices.networking.istio.io shop/a cannot be read: unexpected end of JSON input"),
            Damage(
                name: "no UTF-8", statement: "UPDATE objects SET json = CAST(x'22ff22' AS TEXT)",
                expected: "shop/a cannot be read: invalid UTF-8"),
            Damage(
                name: "an empty object", statement: "UPDATE objects SET json = ''",
                expected: "unexpected end of JSON input"),
            Damage(name: "a number for a name", statement: "UPDATE objects SET name = x'00'", expected: "is no text"),
            Damage(
                name: "a text for a revision", statement: "UPDATE objects SET revision = 'x'",
                expected: "shop/a has no revision"),
            Damage(
                name: "a revision of the future", statement: "UPDATE objects SET revision = 3",
                expected: "shop/a has revision 3, the last one is 2"),
            Damage(name: "no last revision", statement: "DELETE FROM store", expected: "how many changes"),
            Damage(
                name: "a last revision beyond all bounds", statement: "UPDATE store SET revision = 9223372036854775807",
                expected: "how many changes"),
            Damage(
                name: "a last revision that is none", statement: "UPDATE store SET revision = -1",
                expected: "how many changes"),
            Damage(name: "a table less", statement: "DROP TABLE objects", expected: "no such table: objects"),
            Damage(
                name: "a column less", statement: "ALTER TABLE objects RENAME COLUMN json TO yaml",
                expected: "no such column: json"),
        ])
    func damage(_ given: Damage) async throws {
        let folder = try await Self.folder(after: given.statement)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: StorageError.self) { try ObjectRegistry(storedAt: folder.database) }
        let text = error?.description ?? ""
        #expect(text.contains("\(folder.database) is damaged"))
        #expect(text.contains(given.expected), "\(text)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    }

    @Test("A file whose bytes were overwritten is an error and no crash, wherever it was")
    func overwritten() async throws {
        let folder = try await Self.folder(after: "PRAGMA user_version")
        let good = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        var refused = 0
        for start in stride(from: 0, to: good.count, by: 512) {
            var bad = good
            for index in start..<min(start + 512, good.count) { bad[index] = bad[index] &+ 0x5d }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                try FileManager.default.removeItem(atPath: folder.file(name))
            }
            try bad.write(to: URL(fileURLWithPath: folder.database))
            do {
                // Not every byte of a file means something.
                let registry = try ObjectRegistry(storedAt: folder.database)
                #expect(await registry.objects(of: StorageSample.routes, in: nil).objects.count <= 1)
                await registry.close()
            } catch {
                refused += 1
                #expect("\(error)".contains(folder.database))
            }
        }
        #expect(refused >= 4)
    }

    @Test(
        "A file of another program is refused and left as it is",
        arguments: ["no database at all, but long enough", nil])
    func foreign(content: String?) throws {
        let folder = try StoreFolder()
        if let content {
            try Data(String(repeating: content, count: 100).utf8).write(to: URL(fileURLWithPath: folder.database))
        } else {
            try DatabaseQueue(path: folder.database).inDatabase { try $0.execute(sql: "CREATE TABLE notes (text)") }
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: StorageError.self) { try ObjectRegistry(storedAt: folder.database) }
        #expect(error?.description.contains(folder.database) == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    }

    @Test("The file of a later version is refused, with both versions named")
    func newer() async throws {
        let folder = try await Self.folder(after: "PRAGMA user_version = 99")
        let error = #expect(throws: StorageError.self) { try ObjectRegistry(storedAt: folder.database) }
        #expect(error == .newer(file: folder.database, found: 99, known: Int64(DatabaseSchema.steps.count)))
        #expect(error?.description.contains("99") == true)
    }

    @Test("An empty file, which a death at the very beginning leaves, is a new database")
    func empty() async throws {
        let folder = try StoreFolder()
        try Data().write(to: URL(fileURLWithPath: folder.database))
        let registry = try ObjectRegistry(storedAt: folder.database)
        #expect(try await registry.put(StorageSample.key("a"), 1)?.revision == 2)
    }

    @Test(
        "Places where no file can be are errors that name them",
        arguments: ["missing/folder/objects.db", "file/objects.db", "folder"])
    func places(path: String) throws {
        let folder = try StoreFolder()
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.file("file")))
        try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
        let error = #expect(throws: StorageError.self) { try ObjectRegistry(storedAt: folder.file(path)) }
        #expect(error?.description.contains(folder.path) == true)
    }

    @Test(
        "A folder that may not be written is an error that names it",
        .enabled(if: geteuid() != 0, "for root every folder may be written"))
    func readOnly() throws {
        let folder = try StoreFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        let error = #expect(throws: StorageError.self) { try ObjectRegistry(storedAt: folder.database) }
        #expect(error?.description.contains(folder.path) == true)
    }

    @Test("When nothing more goes into the file, changes fail and are nowhere, and go on once there is room")
    func full() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database, limits: RegistryLimits(storeBytes: 160 * 1024))
        let watch = try await registry.watch(nil, in: nil, after: nil)
        try await registry.put(StorageSample.key("small"), 1)
        let large = JSON.string(String(repeating: "x", count: 60_000))
        try await registry.put(StorageSample.key("a"), large)
        try await registry.put(StorageSample.key("b"), large)
        let before = await registry.plain()
        await #expect(throws: StorageError.full(file: folder.database)) {
            try await registry.put(StorageSample.key("c"), large)
        }
        #expect(await registry.plain() == before)
        #expect(await registry.revision == 4)
        #expect(try await registry.put(StorageSample.key("small"), 2)?.revision == 5)
        try await registry.remove(StorageSample.key("a"))
        #expect(try await registry.put(StorageSample.key("c"), large)?.revision == 7)
        var items = watch.makeAsyncIterator()
        for revision in 2...7 { #expect(await items.next()?.event?.revision == Int64(revision)) }
        let next = try await folder.foundAfterDeath()
        #expect(await next.routes.map(\.plain) == registry.plain())
    }

    @Test("A change that does not fit takes nothing from those who asked at the same time")
    func fullTogether() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database, limits: RegistryLimits(storeBytes: 160 * 1024))
        let large = JSON.string(String(repeating: "x", count: 300_000))
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let value: JSON = number % 5 == 0 ? large : 1
                    return (try? await registry.put(StorageSample.key("\(number)"), value)) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 }.count == 16)
        #expect(await registry.revision == 17)
        let next = try await folder.foundAfterDeath()
        #expect(await next.routes.map(\.plain) == registry.plain())
    }

    /// A folder whose database has the object `a` and met with a statement.
    private static func folder(after statement: String) async throws -> StoreFolder {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database)
        try await registry.put(StorageSample.key("a"), 1)
        await registry.close()
        let queue = try DatabaseQueue(path: folder.database)
        // Closing moves all that is in the log into the file.
        try queue.inDatabase { try $0.execute(sql: statement) }
        try queue.close()
        return folder
    }
}
