import GatehouseObjects

extension ObjectTransaction {
    /// As `change`; and where a Service goes by it, its Endpoints go too, as in Kubernetes: the next Service of that name
    /// must not lead to the addresses of this one.
    mutating func changeWithCompanions(
        _ key: ObjectKey, _ decide: (StoredObject?) throws(APIStatus) -> ObjectRegistry.Change
    ) throws(APIStatus) -> StoredObject? {
        let wasThere = self.object(key) != nil
        let object = try self.change(key, decide)
        if wasThere, self.object(key) == nil { self.removeCompanion(of: key) }
        return object
    }

    /// Removes what goes with an object that has gone.
    mutating func removeCompanion(of key: ObjectKey) {
        guard key.kind == ObjectKind(.services) else { return }
        let companion = ObjectKey(kind: ObjectKind(.endpoints), namespace: key.namespace, name: key.name)
        if self.object(companion)?.json.finalizers.isEmpty == true { self.remove(companion) }
    }
}
