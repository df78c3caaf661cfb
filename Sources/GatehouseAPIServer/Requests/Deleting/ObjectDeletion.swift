import GatehouseObjects

/// What becomes of an object that is deleted.
struct ObjectDeletion: Sendable {
    let resource: APIResource
    let options: DeleteOptions
    /// Now (RFC 3339).
    let time: String

    /// Removes an object, or marks it as long as there is something to be done before it may go.
    ///
    /// - Throws: 404 where it is not there, 409 where it is another one.
    func change(
        of stored: StoredObject?, name: String, _ findings: WriteFindings
    ) throws(APIStatus) -> ObjectRegistry.Change {
        guard let stored else { throw .notFound(self.resource, name) }
        try self.options.check(stored, self.resource)
        let object = stored.json.withFinalizers(self.finalizers(of: stored.json))
        // A namespace goes when what is in it has gone, and not before.
        if object.finalizers.isEmpty, self.resource != .namespaces {
            findings.markRemoved(stored.json)
            return .remove
        }
        return .put(object.isBeingDeleted ? object : self.marked(object))
    }

    /// Whether an object is marked already, and for no other end.
    func hasMarked(_ object: JSON) -> Bool {
        object.isBeingDeleted && !object.finalizers.isEmpty && self.finalizers(of: object) == object.finalizers
    }

    /// What has to be done before the object may go: the client may say, also of one that is being deleted already, what
    /// becomes of those that it owns. Nobody follows what Events own, in Kubernetes either.
    private func finalizers(of object: JSON) -> [String] {
        guard self.resource != .events, let policy = self.options.policy else { return object.finalizers }
        return policy.finalizers(instead: object.finalizers)
    }

    private func marked(_ object: JSON) -> JSON {
        var object = object
        object[entry: "metadata"]["deletionTimestamp"] = .string(self.time)
        if self.resource.hasGeneration, let generation = object["metadata"]?["generation"]?.integer {
            object[entry: "metadata"]["generation"] = .integer(generation &+ 1)
        }
        if self.resource == .namespaces {
            object[entry: "status"]["phase"] = "Terminating"
        } else {
            object[entry: "metadata"]["deletionGracePeriodSeconds"] = 0
        }
        return object
    }
}
