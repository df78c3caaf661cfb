import GatehouseObjects

extension ObjectWrite {
    /// The object that is stored for one that was to replace another, which is not there. Which version that had does not
    /// matter then; which one it was does.
    func creation(replacingNothing body: JSON) throws(APIStatus) -> JSON {
        if let uid = body["metadata"]?["uid"]?.string, !uid.isEmpty {
            throw .conflict(
                self.resource, self.name, "Precondition failed: UID in precondition: \(uid), UID in object meta: ")
        }
        var body = body
        body["metadata"]?["resourceVersion"] = Optional.none
        return try self.creation(of: body)
    }

    /// The object that is stored for a new one.
    func creation(of body: JSON, isApplied: Bool = false) throws(APIStatus) -> JSON {
        var object = self.storable(body)
        if let version = body["metadata"]?["resourceVersion"]?.string, !version.isEmpty {
            throw .badRequest("resourceVersion should not be set on objects to be created")
        }
        var metadata = body["metadata"] ?? [:]
        metadata["name"] = .string(self.name)
        metadata["namespace"] = self.target.namespace.map { .string($0) }
        metadata["uid"] = .string(self.uid)
        metadata["creationTimestamp"] = .string(self.manager.time)
        metadata["generation"] = self.resource.hasGeneration ? 1 : Optional.none
        for field in ["resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"] {
            metadata[field] = Optional.none
        }
        object["metadata"] = metadata
        // It is not for those who want something to say how it is.
        if self.resource.hasStatus { object["status"] = Optional.none }
        object = try self.finished(object, old: nil, isApplied: isApplied)
        try self.review(object)
        self.findings.markNew()
        return object
    }
}
