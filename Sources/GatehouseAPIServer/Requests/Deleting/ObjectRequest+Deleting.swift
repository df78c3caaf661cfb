import GatehouseModel
import GatehouseObjects

extension ObjectRequest {
    /// Deletes an object.
    func delete(_ name: String) async throws(APIStatus) -> APIReply {
        let options = try self.deleteOptions()
        let presentation = try self.presentation()
        if self.resource == .namespaces { return try await self.deleteNamespace(name, options) }
        let deletion = ObjectDeletion(resource: self.resource, options: options, time: TimestampText.text(self.now))
        let (object, isGone) = try await self.delete(self.target.key(name), deletion)
        if isGone, !options.isDryRun { await self.finishDeletion() }
        // Kubernetes returns services, and whatever is not gone yet; of all else it only says that it did it.
        let isReturned = !isGone || self.resource == .services
        let isPending = !isGone && options.isOldPolicy && options.policy == .background
        return self.answer(
            isReturned ? presentation.one(object) : self.success(object), status: isPending ? 202 : 200)
    }

    /// Deletes all objects that are selected.
    func deleteAll() async throws(APIStatus) -> APIReply {
        let options = try self.deleteOptions()
        let presentation = try self.presentation(isList: true)
        let page = try await self.page(try ListOptions(self.query, self.target))
        let deletion = ObjectDeletion(resource: self.resource, options: options, time: TimestampText.text(self.now))
        var deleted: [JSON] = []
        for batch in page.objects.batches {
            do throws(APIStatus) {
                deleted += try await self.delete(batch.map(\.key), deletion).map(\.object)
            } catch {
                // Those before one that can't be deleted are deleted all the same.
                for object in batch { deleted += try await self.delete([object.key], deletion).map(\.object) }
            }
        }
        if !options.isDryRun { await self.finishDeletion() }
        let revision = await self.registry.revision
        return self.answer(presentation.list(deleted, metadata: ["resourceVersion": .string(String(revision))]))
    }

    private func deleteOptions() throws(APIStatus) -> DeleteOptions {
        guard !self.call.body.isEmpty else { return try DeleteOptions(self.query, nil) }
        return try DeleteOptions(
            self.query, try RequestBody.object(of: self.call, yaml: self.service.yaml).value)
    }

    /// Deletes an object, or marks it.
    func delete(
        _ key: ObjectKey, _ deletion: ObjectDeletion
    ) async throws(APIStatus) -> (object: JSON, isGone: Bool) {
        guard let deleted = try await self.delete([key], deletion).first else {
            throw .notFound(self.resource, key.name)
        }
        return deleted
    }

    /// Deletes objects, or marks them. Those that are not there are passed over: somebody else was faster.
    private func delete(
        _ keys: [ObjectKey], _ deletion: ObjectDeletion
    ) async throws(APIStatus) -> [(object: JSON, isGone: Bool)] {
        try await self.stored {
            try await self.registry.transact(isDryRun: deletion.options.isDryRun) { transaction throws(APIStatus) in
                var deleted: [(object: JSON, isGone: Bool)] = []
                for key in keys where transaction.object(key) != nil {
                    let findings = WriteFindings()
                    let object = try transaction.changeWithCompanions(key) { stored throws(APIStatus) in
                        try deletion.change(of: stored, name: key.name, findings)
                    }
                    if let removed = findings.removed {
                        deleted.append((removed, true))
                    } else if let object {
                        deleted.append((object.json, false))
                    }
                }
                return deleted
            }
        }
    }

    private func success(_ object: JSON) -> JSON {
        var details: JSON = ["name": object["metadata"]?["name"] ?? "", "kind": .string(self.resource.plural)]
        if !self.resource.group.isEmpty { details["group"] = .string(self.resource.group) }
        details["uid"] = object["metadata"]?["uid"]
        return [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details,
        ]
    }
}
