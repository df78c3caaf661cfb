extension JSON {
    /// What nobody owns of an object's metadata: the server sets it, or it cannot be changed.
    static let unownedMetadata: Set<String> = [
        "name", "generateName", "namespace", "uid", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "generation", "resourceVersion", "selfLink", "managedFields",
    ]

    /// The object without what nobody owns.
    var ownablePart: JSON {
        guard case .object(var members) = self else { return self }
        members.removeValue(forKey: "apiVersion")
        members.removeValue(forKey: "kind")
        guard case .object(let metadata)? = members.removeValue(forKey: "metadata") else { return .object(members) }
        // Metadata is always there, and so nobody's; what is in it is not.
        members["metadata"] = .object(metadata.filter { !Self.unownedMetadata.contains($0.key) })
        return .object(members)
    }

    /// The object without `managedFields`.
    var withoutManagedFields: JSON {
        guard var metadata = self["metadata"], metadata["managedFields"] != nil else { return self }
        metadata["managedFields"] = Optional.none
        var object = self
        object["metadata"] = metadata
        return object
    }
}

extension FieldSet {
    /// The set without metadata as such.
    var withoutMetadata: FieldSet {
        var set = self
        set.remove(.field("metadata"))
        return set
    }
}
