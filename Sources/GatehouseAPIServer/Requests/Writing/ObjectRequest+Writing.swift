import GatehouseModel
import GatehouseObjects

extension ObjectRequest {
    /// Writes one object.
    ///
    /// - Parameters:
    ///   - warnings: What the client should know already.
    ///   - decide: What becomes of what is stored. It may be asked more than once, and all others wait for it: what does
    ///     not depend on what is stored is done before.
    func write(
        _ name: String, _ options: WriteOptions, warnings: [String] = [],
        _ decide:
            @escaping @Sendable (_ write: ObjectWrite, _ stored: StoredObject?) throws(APIStatus)
            -> ObjectRegistry.Change
    ) async throws(APIStatus) -> APIReply {
        let presentation = try self.presentation()
        let manager = FieldManager(
            options.manager ?? FieldManagerName.of(userAgent: self.call.header("user-agent")),
            apiVersion: self.target.apiVersion, time: TimestampText.text(self.now),
            subresource: self.target.isStatus ? "status" : "")
        let uid = self.service.surroundings.uuid()
        let key = self.target.key(name)
        let findings = WriteFindings()
        let object = try await self.stored {
            try await self.registry.transact(isDryRun: options.isDryRun) { transaction throws(APIStatus) in
                findings.reset()
                let write = ObjectWrite(
                    target: self.target, name: name, options: options, manager: manager,
                    admission: self.service.admission, uid: uid,
                    addresses: ServiceAddressRange(for: key, in: transaction), findings: findings)
                let object = try transaction.changeWithCompanions(key) { stored throws(APIStatus) in
                    try decide(write, stored)
                }
                // A namespace may have begun to go since the request came.
                if findings.isNew { try self.checkNamespace(creating: name) { transaction.object($0) } }
                return object
            }
        }
        if !options.isDryRun { await self.finishDeletions(findings, object?.json) }
        guard let document = findings.removed ?? object?.json else { throw .notFound(self.resource, name) }
        return self.answer(
            presentation.one(document), status: findings.isNew ? 201 : 200, warnings: warnings + findings.warnings)
    }

    private func finishDeletions(_ findings: WriteFindings, _ object: JSON?) async {
        if findings.removed != nil { await self.finishDeletion() }
        // Its own finalizers may have been the last thing that kept it.
        if self.resource == .namespaces, object?.isBeingDeleted == true, let name = self.target.name {
            await NamespaceTermination(self.service).run(name)
        }
    }

    /// Creates an object.
    func create() async throws(APIStatus) -> APIReply {
        let options = try WriteOptions(self.query, "CreateOptions")
        let document = try RequestBody.object(of: self.call, yaml: self.service.yaml)
        try self.checkAddress(of: document.value, name: nil)
        let metadata = document.value["metadata"]
        try await self.checkNamespace(creating: metadata?["name"]?.string ?? "")
        let given = metadata?["name"]?.string ?? ""
        let prefix = metadata?["generateName"]?.string ?? ""
        if !given.isEmpty || prefix.isEmpty { return try await self.create(document, given, options) }

        // A name has room for 63 letters, of which five are random.
        let beginning = String(decoding: prefix.utf8.prefix(58), as: UTF8.self)
        for _ in 0..<7 {
            do throws(APIStatus) {
                return try await self.create(document, beginning + self.service.surroundings.suffix(), options)
            } catch {
                guard error.reason == "AlreadyExists" else { throw error }
            }
        }
        return try await self.create(document, beginning + self.service.surroundings.suffix(), options)
    }

    private func create(
        _ document: JSONDocument, _ name: String, _ options: WriteOptions
    ) async throws(APIStatus) -> APIReply {
        let (body, warnings) = try self.checked(document, name: name, options.strictness)
        guard !name.isEmpty else {
            throw .invalid(self.resource, "", [.required("metadata.name", "name or generateName is required")])
        }
        return try await self.write(name, options, warnings: warnings) { write, stored throws(APIStatus) in
            if let stored {
                throw .alreadyExists(self.resource, name, isBeingDeleted: stored.json.isBeingDeleted)
            }
            return .put(try write.creation(of: body))
        }
    }

    /// Replaces an object, or its status.
    func update(_ name: String) async throws(APIStatus) -> APIReply {
        let options = try WriteOptions(self.query, "UpdateOptions")
        let document = try RequestBody.object(of: self.call, yaml: self.service.yaml)
        try self.checkAddress(of: document.value, name: name)
        try self.checkIsNamed(document.value, name)
        let (body, warnings) = try self.checked(document, name: name, options.strictness)
        return try await self.write(name, options, warnings: warnings) { write, stored throws(APIStatus) in
            if let stored { return try write.replacement(of: stored, by: body) }
            guard self.resource.isMadeByReplacing, !self.target.isStatus else { throw .notFound(self.resource, name) }
            return .put(try write.creation(replacingNothing: body))
        }
    }
}
