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
        if stored.json.finalizers.isEmpty {
            findings.markRemoved(stored.json)
            return .remove
        }
        if stored.json.isBeingDeleted { return .nothing }
        return .put(self.marked(stored.json))
    }

    /// An object that is being deleted.
    func marked(_ object: JSON) -> JSON {
        var object = object
        var metadata = object["metadata"] ?? [:]
        metadata["deletionTimestamp"] = .string(self.time)
        metadata["deletionGracePeriodSeconds"] = 0
        if self.resource.hasGeneration, let generation = metadata["generation"]?.integer {
            metadata["generation"] = .integer(generation &+ 1)
        }
        object["metadata"] = metadata
        return object
    }
}
