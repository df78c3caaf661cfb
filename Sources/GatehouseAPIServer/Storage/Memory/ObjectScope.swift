/// Some of all objects: what a list or a watch is about.
struct ObjectScope: Hashable, Sendable {
    /// Their kind; nil for all kinds.
    var kind: ObjectKind?
    /// Their namespace; nil for all namespaces.
    var namespace: String?

    func contains(_ key: ObjectKey) -> Bool {
        if let kind = self.kind, kind != key.kind { return false }
        if let namespace = self.namespace, namespace != key.namespace { return false }
        return true
    }
}
