import GatehouseObjects

extension ObjectWrite {
    /// What becomes of an object that is replaced by another one, or by what a patch made of it.
    func replacement(of stored: StoredObject, by body: JSON, isApplied: Bool = false) throws(APIStatus)
        -> ObjectRegistry.Change
    {
        try self.checkIdentity(of: body, against: stored)
        let old = stored.json
        if self.target.isStatus { return .put(self.withStatus(of: body, old, isApplied: isApplied)) }

        var object = self.storable(body)
        var metadata = body["metadata"] ?? [:]
        metadata["name"] = .string(self.name)
        metadata["namespace"] = self.target.namespace.map { .string($0) }
        // The server's own, whatever the client says: some write the same time in another way.
        for field in [
            "uid", "creationTimestamp", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds",
            "generation",
        ] {
            metadata[field] = old["metadata"]?[field]
        }
        metadata["selfLink"] = Optional.none
        object["metadata"] = metadata
        if self.resource.hasStatus { object["status"] = old["status"] }

        object = try self.finished(object, old: old, isApplied: isApplied)
        if self.resource.hasGeneration, !object.wish.isEquivalent(to: old.wish) {
            let generation = old["metadata"]?["generation"]?.integer ?? 0
            object["metadata"]?["generation"] = .integer(generation &+ 1)
        }
        // A namespace goes when what is in it has gone, and not before.
        if object.isBeingDeleted, object.finalizers.isEmpty, self.resource != .namespaces {
            self.findings.markRemoved(object)
            return .remove
        }
        try self.review(object)
        return .put(object)
    }

    /// The stored object with the status of another one.
    private func withStatus(of body: JSON, _ old: JSON, isApplied: Bool) -> JSON {
        var object = old
        object["status"] = body["status"]
        guard isApplied else { return self.ownership.update(from: old, to: object, by: self.manager) }
        object["metadata"]?["managedFields"] = body["metadata"]?["managedFields"]
        return object
    }

    /// Refuses writes that are meant for another object, or another version of it.
    private func checkIdentity(of body: JSON, against stored: StoredObject) throws(APIStatus) {
        let metadata = body["metadata"]
        if let uid = metadata?["uid"]?.string, !uid.isEmpty, uid != stored.json["metadata"]?["uid"]?.string {
            throw .conflict(
                self.resource, self.name,
                "Precondition failed: UID in precondition: \(uid), UID in object meta: "
                    + (stored.json["metadata"]?["uid"]?.string ?? ""))
        }
        guard let version = metadata?["resourceVersion"]?.string, !version.isEmpty, version != "0" else {
            if self.resource.allowsUnconditionalUpdates { return }
            throw .invalid(
                self.resource, self.name,
                [
                    APIStatus.Cause(
                        reason: "FieldValueInvalid", message: "Invalid value: 0x0: must be specified for an update",
                        field: "metadata.resourceVersion")
                ])
        }
        if version != String(stored.revision) { throw .modified(self.resource, self.name) }
    }
}

extension JSON {
    /// What an object's generation counts the changes of: all but metadata and status.
    fileprivate var wish: JSON {
        guard case .object(var members) = self else { return self }
        for name in ["apiVersion", "kind", "metadata", "status"] { members.removeValue(forKey: name) }
        return .object(members)
    }
}
