import Foundation
import GatehouseObjects

@testable import GatehouseAPIServer

/// Objects to store, and places to store them.
enum StorageSample {
    static let services = ObjectKind(group: "", plural: "services")
    static let routes = ObjectKind(group: "networking.istio.io", plural: "virtualservices")

    static func key(_ name: String, in namespace: String = "shop", of kind: ObjectKind = routes) -> ObjectKey {
        ObjectKey(kind: kind, namespace: namespace, name: name)
    }

    /// An object whose content is one value.
    static func object(_ name: String, _ value: JSON, in namespace: String = "shop") -> JSON {
        ["metadata": ["name": .string(name), "namespace": .string(namespace)], "spec": value]
    }

    static func event(_ revision: Int64, _ name: String = "a", before: Int64? = nil, isRemoval: Bool = false)
        -> ObjectEvent
    {
        let key = Self.key(name)
        return ObjectEvent(
            object: StoredObject(key: key, revision: revision, json: ["spec": .integer(revision)]),
            before: before.map { StoredObject(key: key, revision: $0, json: ["spec": .integer($0)]) },
            isRemoval: isRemoval)
    }
}

extension ObjectRegistry {
    /// Stores an object with one value, named and placed as its key says.
    @discardableResult
    func put(_ key: ObjectKey, _ value: JSON, isDryRun: Bool = false) async throws -> StoredObject? {
        try await self.change(key, isDryRun: isDryRun) { _ throws(APIStatus) in
            .put(StorageSample.object(key.name, value, in: key.namespace))
        }
    }

    @discardableResult
    func remove(_ key: ObjectKey, isDryRun: Bool = false) async throws -> StoredObject? {
        try await self.change(key, isDryRun: isDryRun) { _ throws(APIStatus) in .remove }
    }

    /// Names and values of a kind's objects, `name=value`, in order.
    func plain(_ kind: ObjectKind = StorageSample.routes, in namespace: String? = nil) -> [String] {
        self.objects(of: kind, in: namespace).objects.map(\.plain)
    }
}

extension StoredObject {
    var plain: String {
        "\(self.key.name)=\(self.json["spec"].map { String(decoding: $0.bytes, as: UTF8.self) } ?? "")"
    }
}

/// A folder that is there as long as it is referred to.
final class StoreFolder: Sendable {
    let path: String

    init() throws {
        self.path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("gatehouse-storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    var database: String { self.file("objects.db") }

    func file(_ name: String) -> String { "\(self.path)/\(name)" }

    /// What a disk holds of the database when the process dies now: the lock does not outlive it.
    func copyAfterDeath() throws -> StoreFolder {
        let copy = try StoreFolder()
        for name in ["objects.db", "objects.db-wal"] where FileManager.default.fileExists(atPath: self.file(name)) {
            try FileManager.default.copyItem(atPath: self.file(name), toPath: copy.file(name))
        }
        return copy
    }

    /// What a process finds that opens the database: the routes, and the last revision.
    func found() async throws -> (routes: [StoredObject], revision: Int64) {
        let registry = try ObjectRegistry(storedAt: self.database)
        let (routes, revision) = await registry.objects(of: StorageSample.routes, in: nil)
        await registry.close()
        return withExtendedLifetime(self) { (routes, revision) }
    }

    /// What the next process finds when this one dies now.
    func foundAfterDeath() async throws -> (routes: [StoredObject], revision: Int64) {
        try await self.copyAfterDeath().found()
    }
}
