extension APIResource {
    /// What clients may do with the kind's objects, in the order of letters.
    public var verbs: [String] {
        if self.isReadOnly { return ["get", "list", "watch"] }
        if self.isCreateOnly { return ["create"] }
        let verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        // Kubernetes does not delete all namespaces at once either.
        return self.isNamespaced ? verbs : verbs.filter { $0 != "deletecollection" }
    }

    /// What clients may do with the kind's `status` sub-resource, where it has one.
    public var statusVerbs: [String] { self.isReadOnly ? ["get"] : ["get", "patch", "update"] }

    /// Tells clients that objects are stored in one form, whichever version they are read in.
    var storageVersionHash: String {
        var hash = ContentHash()
        hash.add("\(self.group)/\(self.versions.first ?? "")/\(self.kind)")
        return hash.base64
    }
}
