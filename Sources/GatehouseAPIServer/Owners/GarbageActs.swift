import GatehouseObjects

/// Does in storage what was decided about garbage.
struct GarbageActs: Sendable {
    /// The kinds that are served.
    let catalogue: APICatalogue
    /// Now (RFC 3339).
    let time: String

    /// Whom `managedFields` names for the changes.
    private static let manager = "gatehouse"

    /// Does one thing; nothing where the object has gone by now.
    func take(_ step: GarbageRules.Step, in transaction: inout ObjectTransaction) throws(APIStatus) {
        switch step {
        case .forget(let owners, let key):
            try self.change(key, in: &transaction) { object in
                object.withOwners { reference in
                    // `nil` alone would be the JSON null.
                    reference["uid"]?.string.map(owners.contains) == true ? Optional.none : reference
                }
            }
        case .unblock(let key):
            try self.change(key, in: &transaction) { object in
                object.withOwners { reference in
                    var reference = reference
                    reference["blockOwnerDeletion"] = false
                    return reference
                }
            }
        case .delete(let key, let policy):
            guard let resource = self.resource(key),
                resource != .namespaces || !NamespaceRules.indelible.contains(key.name)
            else { return }
            let deletion = ObjectDeletion(resource: resource, options: DeleteOptions(policy: policy), time: self.time)
            _ = try transaction.changeWithCompanions(key) { stored throws(APIStatus) in
                guard stored != nil else { return .nothing }
                return try deletion.change(of: stored, name: key.name, WriteFindings())
            }
        case .release(let key, let policy):
            try self.change(key, in: &transaction) { object in
                object.withFinalizers(object.finalizers.filter { $0 != policy.finalizer })
            }
        }
    }

    private func change(
        _ key: ObjectKey, in transaction: inout ObjectTransaction, _ edit: (JSON) -> JSON
    ) throws(APIStatus) {
        guard let resource = self.resource(key), let stored = transaction.object(key) else { return }
        let edited = edit(stored.json)
        if edited.isBeingDeleted, edited.finalizers.isEmpty, resource != .namespaces {
            transaction.remove(key)
            transaction.removeCompanion(of: key)
            return
        }
        let version = resource.apiVersion(resource.versions.first ?? "")
        let ownership = FieldOwnership(schema: resource.schema, hasStatus: resource.hasStatus)
        let manager = FieldManager(Self.manager, apiVersion: version, time: self.time)
        try transaction.put(ownership.update(from: stored.json, to: edited, by: manager), at: key)
    }

    private func resource(_ key: ObjectKey) -> APIResource? {
        self.catalogue.resources.first { ObjectKind($0) == key.kind }
    }
}
