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
            let deletion = ObjectDeletion(
                resource: resource, options: DeleteOptions(policy: .background),
                time: TimestampText.text(self.surroundings.now()))
            let objects = await self.registry.objects(of: ObjectKind(resource), in: name).objects
            // For those that were marked before there is nothing to do but to wait: they may be very many.
            let unmarked = objects.filter { !deletion.hasMarked($0.json) }
            if unmarked.count < objects.count { isEmpty = false }
            for batch in unmarked.batches where await !self.delete(batch.map(\.key), deletion) { isEmpty = false }
        }
        guard isEmpty else { return }
        let key = ObjectKey(kind: ObjectKind(.namespaces), namespace: "", name: name)
        _ = try? await self.registry.change(key) { stored throws(APIStatus) in
            guard let stored, stored.json.isBeingDeleted, stored.json.finalizers.isEmpty else { return .nothing }
            return .remove
        }
    }

    /// Whether objects are gone, all of them.
    private func delete(_ keys: [ObjectKey], _ deletion: ObjectDeletion) async -> Bool {
        let areGone = try? await self.registry.transact { transaction throws(APIStatus) in
            var areGone = true
            for key in keys where transaction.object(key) != nil {
                let left = try transaction.change(key) { stored throws(APIStatus) in
                    try deletion.change(of: stored, name: key.name, WriteFindings())
                }
                if left != nil, transaction.object(key) != nil { areGone = false }
            }
            return areGone
        }
        if let areGone { return areGone }
        // What one of them lacks, such as room for its mark, is not the others' fault.
        if keys.count > 1 { for key in keys { _ = await self.delete([key], deletion) } }
        return false
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
