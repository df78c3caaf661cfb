import GatehouseObjects

extension ObjectWrite {
    /// What becomes of an object that is replaced by another one, or by what a patch made of it.
    func replacement(of stored: StoredObject, by body: JSON, isApplied: Bool = false) throws(APIStatus)
        -> ObjectRegistry.Change
    {
        try self.checkIdentity(of: body, against: stored)
        let old = stored.json
        let object =
            self.target.isStatus
            ? try self.withStatus(of: body, old, isApplied: isApplied)
            : try self.withWish(of: body, old, isApplied: isApplied)
        // A namespace goes when what is in it has gone, and not before.
        if object.isBeingDeleted, object.finalizers.isEmpty, self.resource != .namespaces {
            self.findings.markRemoved(object)
            return .remove
        }
        if !self.target.isStatus { try self.review(object) }
        return .put(object)
    }

    /// The stored object with all but the status of another one.
    private func withWish(of body: JSON, _ old: JSON, isApplied: Bool) throws(APIStatus) -> JSON {
        var object = self.storable(body)
        object["metadata"] = self.metadata(of: body, old)
        if self.resource.hasStatus { object["status"] = old["status"] }
        object = try self.finished(object, old: old, isApplied: isApplied)
        if self.resource.hasGeneration, !object.wish.isEquivalent(to: old.wish) {
            let generation = old["metadata"]?["generation"]?.integer ?? 0
            object["metadata"]?["generation"] = .integer(generation &+ 1)
        }
        return object
    }

    /// The stored object with the status of another one; of Kubernetes' own kinds, with its labels, annotations, owners and
    /// finalizers too, which is how controllers of load balancers write them.
    private func withStatus(of body: JSON, _ old: JSON, isApplied: Bool) throws(APIStatus) -> JSON {
        var object = old
        object["status"] = body["status"]
        if self.resource.isKubernetesOwn {
            object["metadata"] = self.metadata(of: body, old)
            let rules = self.resource.rules
            rules.setDefaults(&object, old: old)
            let problems =
                MetadataRules.problems(in: object, self.resource) + MetadataRules.problems(from: old, to: object)
                + rules.problems(inStatusOf: object)
            guard problems.isEmpty else { throw .invalid(self.resource, self.name, problems) }
        }
        if isApplied {
            object["metadata"]?["managedFields"] = body["metadata"]?["managedFields"]
        } else {
            object = self.ownership.update(from: old, to: object, by: self.manager)
        }
        // A status has what the server gives it, too. What is wanted is as it was, so that nothing of it can be wrong.
        _ = self.resource.rules.complete(&object, old: old, addresses: nil)
        return object
    }

    /// The metadata that a client writes, with what is the server's own, whatever the client says of it.
    private func metadata(of body: JSON, _ old: JSON) -> JSON {
        var metadata = body["metadata"] ?? [:]
        metadata["name"] = .string(self.name)
        metadata["namespace"] = self.target.namespace.map { .string($0) }
        for field in [
            "uid", "creationTimestamp", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds",
            "generation",
        ] {
            metadata[field] = old["metadata"]?[field]
        }
        metadata["selfLink"] = Optional.none
        return metadata
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
