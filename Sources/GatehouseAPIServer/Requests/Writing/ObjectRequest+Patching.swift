import GatehouseObjects

extension ObjectRequest {
    /// Changes a part of an object, or applies it.
    func patch(_ name: String) async throws(APIStatus) -> APIReply {
        let options = try WriteOptions(self.query, "PatchOptions")
        if RequestBody.type(of: self.call) == ObjectPatch.applyType { return try await self.apply(name, options) }
        let patch = try ObjectPatch(self.call, self.resource)
        if options.force != nil {
            throw .invalidOptions(
                "PatchOptions", [.forbidden("force", "may not be specified for non-apply patch")])
        }
        return try await self.write(name, options) { write, stored throws(APIStatus) in
            guard let stored else { throw .notFound(self.resource, name) }
            var current = stored.json
            current["apiVersion"] = .string(self.target.apiVersion)
            let patched = try patch.applied(to: current, self.resource)
            try self.checkAddress(of: patched, name: name)
            try self.checkIsNamed(patched, name)
            let (body, warnings) = try self.pruned(patched, remarks: patch.remarks, options.strictness)
            write.findings.warn(warnings)
            do throws(APIStatus) {
                try self.checkFields(of: body, name: name)
            } catch { throw error.ofPatch }
            return try write.replacement(of: stored, by: body.withVersion(of: stored))
        }
    }

    /// Server-side apply.
    private func apply(_ name: String, _ options: WriteOptions) async throws(APIStatus) -> APIReply {
        guard options.manager != nil else {
            throw .invalidOptions("PatchOptions", [.required("fieldManager", "is required for apply patch")])
        }
        let document = try RequestBody.yaml(self.call, self.service.yaml)
        try self.checkAddress(of: document.value, name: name)
        guard document.value["apiVersion"]?.string != nil, document.value["kind"]?.string != nil else {
            throw .badRequest("an applied configuration must have apiVersion and kind")
        }
        // An apply that changes an object works while its namespace goes; one that would create it does not.
        let isThere = await self.registry.object(self.target.key(name)) != nil
        if !isThere, !self.target.isStatus { try await self.checkNamespace(creating: name) }
        try self.checkDeclared(document.value, name)
        let (config, warnings) = try self.pruned(
            document.value, remarks: document.remarks, options.strictness, keepsEmpty: true)
        try self.checkFields(of: config, name: name, isPartial: true)
        return try await self.write(name, options, warnings: warnings) { write, stored throws(APIStatus) in
            if stored == nil {
                guard !self.target.isStatus else { throw .notFound(self.resource, name) }
                if let uid = config["metadata"]?["uid"]?.string, !uid.isEmpty {
                    throw .conflict(
                        self.resource, name,
                        "uid mismatch: the provided object specified uid \(uid), and no existing object was found")
                }
            }
            let merged: JSON
            do throws(ApplyError) {
                merged = try write.ownership.apply(
                    config, to: stored?.json ?? [:], by: write.manager, force: options.force ?? false
                ).read(as: self.resource)
            } catch { throw error.status }
            // Fields that have to be there may be others', so they are looked for in the whole.
            try self.checkFields(of: merged, name: name)
            guard let stored else { return .put(try write.creation(of: merged, isApplied: true)) }
            // What the configuration says of the object's identity is no part of what is merged, and still counts.
            var body = merged
            for field in ["uid", "resourceVersion"] {
                if let value = config["metadata"]?[field] { body["metadata"]?[field] = value }
            }
            return try write.replacement(of: stored, by: body.withVersion(of: stored), isApplied: true)
        }
    }
}

extension ObjectRequest {
    /// Refuses to apply fields that the kind does not have, however strict the client is: nobody could own them.
    private func checkDeclared(_ config: JSON, _ name: String) throws(APIStatus) {
        let unknown = FieldValidation(config, against: self.resource.schema).unknownFields.prefix(APIStatus.Cause.most)
        let texts = unknown.map { ".\($0): field not declared in schema" }
        guard let first = texts.first else { return }
        let list = texts.count == 1 ? first : "errors:\n" + texts.map { "  \($0)" }.joined(separator: "\n")
        let object = self.target.namespace.map { "\($0)/\(name)" } ?? "/\(name)"
        let kind = "\(self.resource.group)/\(self.target.version), Kind=\(self.resource.kind)"
        throw .badRequest("failed to create typed patch object (\(object); \(kind)): \(list)")
    }
}

extension APIStatus {
    /// What an object that can't be read comes to where a patch has made it: then the patch is invalid, not the request.
    fileprivate var ofPatch: APIStatus {
        guard self.code == 400 else { return self }
        let cause = Cause(reason: "FieldValueInvalid", message: self.message, field: "patch")
        return APIStatus(
            code: 422, reason: "Invalid", message: "the request is invalid: patch: \(self.message)", causes: [cause])
    }
}

extension JSON {
    /// The object with a version, that of what is stored where it has none: patches that say nothing of it are for whatever
    /// is there.
    fileprivate func withVersion(of stored: StoredObject) -> JSON {
        if self["metadata"]?["resourceVersion"]?.string?.isEmpty == false { return self }
        var object = self
        object[entry: "metadata"]["resourceVersion"] = .string(String(stored.revision))
        return object
    }
}
