/// Keeps `metadata.managedFields`, and applies objects by it: server-side apply.
///
/// Every write of an object goes through `apply` or `update`, which return what is to be stored. Where that is equal to
/// what is stored already, the request changed nothing.
public struct FieldOwnership: Sendable {
    /// The object's type.
    public var schema: ObjectSchema
    /// Whether the kind has a `status` sub-resource: then an applied status counts there only, and nothing else does.
    public var hasStatus: Bool

    /// For objects of a type.
    public init(schema: ObjectSchema, hasStatus: Bool) {
        self.schema = schema
        self.hasStatus = hasStatus
    }

    /// Records a create, update or patch.
    ///
    /// What the write changed is the manager's own from then on, and nobody else's. Entries that the new version brings are
    /// taken for the old ones, and forgotten with `managedFields: []` or `[{}]`; but not in a sub-resource. An object without
    /// entries gets none, unless it is new: what was in it before would have no owner.
    ///
    /// - Parameters:
    ///   - old: What is stored; nil for a create.
    ///   - new: What is to be stored, already with the old status or, for a sub-resource, with all else that is old.
    public func update(from old: JSON?, to new: JSON, by manager: FieldManager) -> JSON {
        var managed = Self.managed(from: old, to: new, isSubresource: !manager.subresource.isEmpty)
        let bare = new.withoutManagedFields
        if old != nil, managed.entries.isEmpty { return managed.written(into: bare) }
        let comparison = self.compare(old ?? [:], bare)
        managed.record(comparison, of: managed.fields(of: manager, .update), by: manager, .update)
        managed.mergeOldUpdaters()
        return managed.written(into: bare)
    }

    private static func managed(from old: JSON?, to new: JSON, isSubresource: Bool) -> ManagedFields {
        let stored = ManagedFields(of: old ?? [:])
        if isSubresource { return stored }
        if ManagedFields.areReset(in: new) { return ManagedFields() }
        // Clients that know nothing of the entries leave them out, and must not lose them.
        let brought = ManagedFields(of: new)
        return brought.entries.isEmpty ? stored : brought
    }

    func compare(_ old: JSON, _ new: JSON) -> (changed: FieldSet, removed: FieldSet) {
        let comparison = FieldComparison(from: old.ownablePart, to: new.ownablePart, schema: self.schema)
        return (comparison.changed.withoutMetadata, comparison.removed.withoutMetadata)
    }
}

extension ManagedFields {
    /// Gives a manager what it changed, or applied, beside what it had, and takes what changed from everyone else.
    mutating func record(
        _ comparison: (changed: FieldSet, removed: FieldSet), of fields: FieldSet, by manager: FieldManager,
        _ operation: ManagedFieldsEntry.Operation
    ) {
        self.take(comparison.changed.union(comparison.removed), fromAllBut: manager, operation)
        let own = operation == .apply ? fields : fields.subtracting(comparison.removed).union(comparison.changed)
        self.set(own, of: manager, operation)
    }
}
