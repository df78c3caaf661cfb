extension FieldOwnership {
    /// Applies an object: puts it into the live one, with what the manager applied before and does not any more taken out,
    /// unless others own that too.
    ///
    /// - Parameters:
    ///   - config: What the manager wants: the fields that it has an opinion of.
    ///   - live: What is stored; an empty object for none.
    ///   - force: Whether fields that others own are taken from them.
    /// - Throws: `conflicts` where others own fields that would change, `invalid` where `config` is no object or has
    ///   entries of its own, and where lists in it have elements without keys or with the same ones.
    public func apply(
        _ config: JSON, to live: JSON, by manager: FieldManager, force: Bool
    ) throws(ApplyError) -> JSON {
        guard config.object != nil else { throw .invalid("an applied configuration must be an object") }
        if config["metadata"]?["managedFields"]?.array?.isEmpty == false {
            throw .invalid("metadata.managedFields must be nil")
        }
        let applied = self.applied(config.withoutManagedFields, to: live, manager)
        if let problem = ListKeys.problem(in: applied, self.schema) {
            throw .invalid("failed to create typed patch object: \(problem)")
        }
        var managed = ManagedFields(of: live)
        let bare = live.withoutManagedFields
        if managed.entries.isEmpty { managed.ownBeforeFirstApply(self.fields(of: bare), of: bare) }

        let last = managed.fields(of: manager, .apply)
        let fields = self.fields(of: applied)
        var owned = managed.entries.reduce(fields) { $1.belongs(to: manager, .apply) ? $0 : $0.union($1.fields) }
        // It is nobody's, and has what the server sets: it stays when the last of its fields with an owner goes.
        owned.insert(.field("metadata"))
        let merged = AppliedMerge.prune(
            AppliedMerge.merge(applied, into: bare, self.schema), self.schema, last: last, owned: owned)

        let comparison = self.compare(bare, merged)
        if !force {
            let conflicts = managed.conflicts(comparison.changed, by: manager)
            guard conflicts.isEmpty else { throw .conflicts(conflicts) }
        }
        managed.record(comparison, of: fields, by: manager, .apply)
        return managed.written(into: merged)
    }

    /// The part of an applied object that counts.
    private func applied(_ config: JSON, to live: JSON, _ manager: FieldManager) -> JSON {
        var applied = AppliedMerge.withoutNulls(config, self.schema)
        guard case .object(let members) = applied else { return [:] }
        if manager.subresource == "status" {
            applied = .object(members.filter { $0.key == "status" })
        } else if self.hasStatus {
            applied["status"] = Optional.none
        }
        // What nobody owns is as it is stored, whatever the request has; a new object takes it from the request.
        guard live["metadata"] != nil else { return applied }
        return applied.ownablePart
    }

    private func fields(of object: JSON) -> FieldSet {
        FieldSet(of: object.ownablePart, schema: self.schema).withoutMetadata
    }
}

extension ManagedFields {
    /// Before anything is applied to an object without entries, all that is in it gets an owner, so that it is not taken
    /// without a conflict.
    fileprivate mutating func ownBeforeFirstApply(_ fields: FieldSet, of live: JSON) {
        let manager = FieldManager("before-first-apply", apiVersion: live["apiVersion"]?.string ?? "", time: "")
        self.set(fields, of: manager, .update)
    }

    fileprivate func conflicts(_ changed: FieldSet, by manager: FieldManager) -> [ApplyError.Conflict] {
        self.entries.filter { !$0.belongs(to: manager, .apply) }.flatMap { entry in
            entry.fields.intersection(changed).paths.map { path in
                ApplyError.Conflict(manager: entry.title, field: path.map(\.description).joined())
            }
        }
    }
}
