import GatehouseObjects

@testable import GatehouseAPIServer

extension TestAPI {
    /// Creates a ConfigMap, and returns it.
    @discardableResult
    func configMap(
        _ name: String, in namespace: String = "default", owners: [JSON] = [], finalizers: [String] = []
    ) async throws -> JSON {
        var object: JSON = ["metadata": ["name": .string(name)]]
        if !owners.isEmpty { object["metadata"]?["ownerReferences"] = .array(owners) }
        if !finalizers.isEmpty { object["metadata"]?["finalizers"] = .array(finalizers.map { .string($0) }) }
        return try await self.create(
            "/api/v1/namespaces/\(namespace)/configmaps", String(decoding: object.bytes, as: UTF8.self))
    }

    /// Deletes a ConfigMap.
    func delete(_ name: String, _ policy: PropagationPolicy? = nil) async -> Answer {
        let query = policy.map { "?propagationPolicy=\($0.rawValue)" } ?? ""
        return await self.call("DELETE", "\(Sample.configMaps)/\(name)\(query)")
    }

    /// The names of the ConfigMaps there are, of those that are being deleted with a dagger.
    func configMaps(in namespace: String = "default") async -> [String] {
        let list = await self.call("GET", "/api/v1/namespaces/\(namespace)/configmaps")
        return (list["/items"]?.array ?? []).map { object in
            (object["metadata"]?["name"]?.string ?? "") + (object.isBeingDeleted ? "†" : "")
        }
    }

    /// The names of a ConfigMap's owners.
    func owners(of name: String) async -> [String] {
        await self.call("GET", "\(Sample.configMaps)/\(name)").json.owners.map(\.name)
    }

    /// Collects what there is.
    func sweep() async { await GarbageCollector(for: self.service).sweep() }
}

extension JSON {
    /// A reference to this object.
    func reference(isBlocking: Bool = false) -> JSON {
        [
            "apiVersion": self["apiVersion"] ?? "", "kind": self["kind"] ?? "", "name": self["metadata"]?["name"] ?? "",
            "uid": .string(self.uid), "blockOwnerDeletion": .bool(isBlocking),
        ]
    }
}
