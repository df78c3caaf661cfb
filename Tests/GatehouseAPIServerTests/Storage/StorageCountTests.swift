import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("What is counted of objects")
struct StorageCountTests {
    @Test("is how many of each kind there are, whatever was tried")
    func objects() async throws {
        let registry = ObjectRegistry()
        #expect(registry.objectCounts == [:])
        for name in ["a", "b", "a"] { try await registry.put(StorageSample.key(name), .string(name)) }
        try await registry.put(StorageSample.key("s", of: StorageSample.services), 1)
        try await registry.put(StorageSample.key("dry"), 1, isDryRun: true)
        _ = try? await registry.change(StorageSample.key("refused")) { _ throws(APIStatus) in
            throw APIStatus(code: 409, reason: "Conflict", message: "no")
        }
        try await registry.remove(StorageSample.key("none"))
        #expect(registry.objectCounts == [StorageSample.routes: 2, StorageSample.services: 1])
        try await registry.remove(StorageSample.key("s", of: StorageSample.services))
        #expect(registry.objectCounts == [StorageSample.routes: 2, StorageSample.services: 0])
        #expect(registry.databaseBytes == nil)
    }

    @Test("is known again after a restart, with the size of the file and the log beside it")
    func restart() async throws {
        let folder = try StoreFolder()
        let first = try ObjectRegistry(storedAt: folder.database)
        for name in ["a", "b"] { try await first.put(StorageSample.key(name), 1) }
        await first.close()
        let second = try ObjectRegistry(storedAt: folder.database)
        #expect(second.objectCounts == [StorageSample.routes: 2])
        let before = try #require(second.databaseBytes)
        #expect(before > 4096)
        try await second.put(StorageSample.key("c"), .string(String(repeating: "x", count: 100_000)))
        #expect(try #require(second.databaseBytes) >= before + 100_000)
    }

    @Test("are writes that the disk did not take; those that go with them and fit are none")
    func failures() async throws {
        let folder = try StoreFolder()
        let registry = try ObjectRegistry(storedAt: folder.database, limits: RegistryLimits(storeBytes: 160 * 1024))
        try await registry.put(StorageSample.key("a"), 1)
        #expect(registry.writeFailures == 0)
        let large = JSON.string(String(repeating: "x", count: 200_000))
        await #expect(throws: StorageError.full(file: folder.database)) {
            try await registry.put(StorageSample.key("b"), large)
        }
        #expect(registry.writeFailures == 1)
        #expect(registry.objectCounts == [StorageSample.routes: 1])
        try await registry.put(StorageSample.key("c"), 1)
        await registry.close()
        await #expect(throws: StorageError.closed) { try await registry.put(StorageSample.key("d"), 1) }
        #expect(registry.writeFailures == 1)
    }
}
