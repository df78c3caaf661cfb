import GatehouseModel
import GatehouseObjects

/// Empties namespaces that are being deleted, and lets them go when they are empty.
struct NamespaceTermination: Sendable {
    private let catalogue: APICatalogue
    private let registry: ObjectRegistry
    private let surroundings: APISurroundings

    init(_ service: APIService) {
        self.catalogue = service.catalogue
        self.registry = service.registry
        self.surroundings = service.surroundings
    }

    /// Deletes what is in a namespace that is being deleted, and then the namespace.
    ///
    /// It stays as long as there is something to be done before one of its objects may go, or it may itself. What storage
    /// does not do now is left for the next time.
    func run(_ name: String) async {
        var isEmpty = true
        for resource in self.catalogue.resources where resource.isNamespaced {
            let objects = await self.registry.objects(of: ObjectKind(resource), in: name).objects
            for object in objects where await !self.delete(object.key, resource) { isEmpty = false }
        }
        guard isEmpty else { return }
        let key = ObjectKey(kind: ObjectKind(.namespaces), namespace: "", name: name)
        _ = try? await self.registry.change(key) { stored throws(APIStatus) in
            guard let stored, stored.json.isBeingDeleted, stored.json.finalizers.isEmpty else { return .nothing }
            return .remove
        }
    }

    /// Whether an object is gone.
    private func delete(_ key: ObjectKey, _ resource: APIResource) async -> Bool {
        let time = TimestampText.text(self.surroundings.now())
        let deletion = ObjectDeletion(resource: resource, options: DeleteOptions(policy: .background), time: time)
        let findings = WriteFindings()
        do {
            _ = try await self.registry.change(key) { stored throws(APIStatus) in
                findings.reset()
                return try deletion.change(of: stored, name: key.name, findings)
            }
        } catch let status as APIStatus { return status.code == 404 } catch { return false }
        return findings.removed != nil
    }
}

extension APIService {
    /// Goes on with the deletion of namespaces that was under way when the server stopped.
    public func resumeDeletions() async {
        let namespaces = await self.registry.objects(of: ObjectKind(.namespaces), in: nil).objects
        for namespace in namespaces where namespace.json.isBeingDeleted {
            await NamespaceTermination(self).run(namespace.key.name)
        }
    }
}
