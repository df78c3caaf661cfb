import GatehouseModel
import GatehouseObjects

/// Objects are in namespaces only as long as these are there.
extension ObjectRequest {
    private var namespaceKey: ObjectKey? {
        guard self.resource.isNamespaced, let namespace = self.target.namespace else { return nil }
        return ObjectKey(kind: ObjectKind(.namespaces), namespace: "", name: namespace)
    }

    /// Refuses to create objects in a namespace that is not there, or is being deleted.
    ///
    /// - Throws: 404 or 403.
    func checkNamespace(creating name: String) async throws(APIStatus) {
        guard let key = self.namespaceKey else { return }
        let namespace = await self.registry.object(key)
        try self.checkNamespace(creating: name) { _ in namespace }
    }

    /// The same by what a transaction sees.
    func checkNamespace(
        creating name: String, _ object: (ObjectKey) -> StoredObject?
    ) throws(APIStatus) {
        guard let key = self.namespaceKey else { return }
        guard let namespace = object(key) else { throw .notFound(.namespaces, key.name) }
        guard namespace.json.isBeingDeleted else { return }
        let why = "unable to create new content in namespace \(key.name) because it is being terminated"
        throw .forbidden(
            self.resource, name, why,
            causes: [
                APIStatus.Cause(
                    reason: "NamespaceTerminating", message: "namespace \(key.name) is being terminated",
                    field: "metadata.namespace")
            ])
    }

    /// Lets the namespace go that an object was the last one of, if it is being deleted.
    func finishDeletion() async {
        guard let key = self.namespaceKey, await self.registry.object(key)?.json.isBeingDeleted == true else { return }
        await NamespaceTermination(self.service).run(key.name)
    }

    /// Deletes a namespace and all that is in it.
    func deleteNamespace(_ name: String, _ options: DeleteOptions) async throws(APIStatus) -> APIReply {
        let presentation = try self.presentation()
        if NamespaceRules.indelible.contains(name) {
            throw .forbidden(self.resource, name, "this namespace may not be deleted")
        }
        let deletion = ObjectDeletion(resource: self.resource, options: options, time: TimestampText.text(self.now))
        let object = try await self.delete(self.target.key(name), deletion).object
        if !options.isDryRun { await NamespaceTermination(self.service).run(name) }
        return self.answer(presentation.one(object))
    }
}
