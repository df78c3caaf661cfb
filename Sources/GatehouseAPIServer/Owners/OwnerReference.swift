import GatehouseObjects

/// An owner, as an object names it in `metadata.ownerReferences`.
struct OwnerReference: Hashable, Sendable {
    var apiVersion: String
    var kind: String
    var name: String
    /// Which object of that name is meant; others are none.
    var uid: String
    /// Whether the owner stays until the object is gone, where it is deleted in the foreground.
    var isBlocking: Bool

    /// Reads a reference; nil where it is none.
    init?(_ json: JSON) {
        guard let apiVersion = json["apiVersion"]?.string, let kind = json["kind"]?.string,
            let name = json["name"]?.string, let uid = json["uid"]?.string
        else { return nil }
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        self.uid = uid
        self.isBlocking = json["blockOwnerDeletion"]?.bool ?? false
    }
}

extension JSON {
    /// What tells the object from others of its name; empty for none.
    var uid: String { self["metadata"]?["uid"]?.string ?? "" }

    /// Who owns the object.
    var owners: [OwnerReference] {
        self["metadata"]?["ownerReferences"]?.array?.compactMap { OwnerReference($0) } ?? []
    }

    /// The object with other references to owners; nil for `change` takes one out.
    func withOwners(_ change: (JSON) -> JSON?) -> JSON {
        let references = (self["metadata"]?["ownerReferences"]?.array ?? []).compactMap(change)
        var object = self
        object[entry: "metadata"]["ownerReferences"] = references.isEmpty ? Optional.none : .array(references)
        return object
    }
}
