/// `metadata.managedFields`: who owns which fields of an object.
public struct ManagedFields: Hashable, Sendable {
    /// How many managers that update are kept apart; past that the oldest are put together, as in Kubernetes.
    public static let mostUpdaters = 10

    /// One entry for each manager, operation and sub-resource, none of them empty.
    public var entries: [ManagedFieldsEntry]

    /// Entries.
    public init(_ entries: [ManagedFieldsEntry] = []) { self.entries = entries }

    /// Those of an object. None where any of them cannot be read: part of them would mean that the rest has no owner.
    public init(of object: JSON) {
        let list = object["metadata"]?["managedFields"]?.array ?? []
        let entries = list.compactMap { ManagedFieldsEntry($0) }
        self.entries = entries.count == list.count ? entries.filter { !$0.fields.isEmpty } : []
    }

    /// Whether an object asks for its entries to be forgotten: by a list that is empty, or has one empty entry.
    static func areReset(in object: JSON) -> Bool {
        let list = object["metadata"]?["managedFields"]?.array
        return list == [] || list == [[:]]
    }

    /// The object with these entries, in Kubernetes' order: appliers before updaters, older ones before newer ones.
    func written(into object: JSON) -> JSON {
        var metadata = object["metadata"] ?? [:]
        let sorted = self.entries.sorted { $0.order.lexicographicallyPrecedes($1.order) { $0.precedesInUTF8($1) } }
        metadata["managedFields"] = sorted.isEmpty ? Optional.none : .array(sorted.map(\.json))
        var object = object
        object["metadata"] = metadata
        return object
    }

    /// Sets what a manager owns. The entry's time is that of the last write that changed it.
    mutating func set(_ fields: FieldSet, of manager: FieldManager, _ operation: ManagedFieldsEntry.Operation) {
        let index = self.entries.firstIndex { $0.belongs(to: manager, operation) }
        let old = index.map { self.entries[$0] }
        if let old, old.fields == fields, old.manager.apiVersion == manager.apiVersion { return }
        if let index { self.entries.remove(at: index) }
        if !fields.isEmpty { self.entries.append(ManagedFieldsEntry(manager, operation, fields)) }
    }

    /// What a manager owns.
    func fields(of manager: FieldManager, _ operation: ManagedFieldsEntry.Operation) -> FieldSet {
        self.entries.first { $0.belongs(to: manager, operation) }?.fields ?? FieldSet()
    }

    /// Takes fields from everyone but one writer.
    mutating func take(
        _ fields: FieldSet, fromAllBut manager: FieldManager, _ operation: ManagedFieldsEntry.Operation
    ) {
        for index in self.entries.indices where !self.entries[index].belongs(to: manager, operation) {
            self.entries[index].fields = self.entries[index].fields.subtracting(fields)
        }
        self.entries.removeAll { $0.fields.isEmpty }
    }

    /// Puts the oldest of too many updaters together, for every name that a client chooses would stay for ever.
    mutating func mergeOldUpdaters() {
        let updaters = self.entries.filter { $0.operation == .update && $0.manager.subresource.isEmpty }
            .sorted { ($0.manager.time, $0.manager.name) < ($1.manager.time, $1.manager.name) }
        let surplus = updaters.count - Self.mostUpdaters
        guard surplus > 0 else { return }
        for old in updaters.prefix(surplus + 1) {
            self.entries.removeAll { $0 == old }
            let ancient = FieldManager("ancient-changes", apiVersion: old.manager.apiVersion, time: old.manager.time)
            let together = self.fields(of: ancient, .update).union(old.fields)
            self.set(together, of: ancient, .update)
        }
    }
}

extension ManagedFieldsEntry {
    fileprivate var order: [String] {
        [
            self.operation.rawValue, self.manager.time, self.manager.name, self.manager.apiVersion,
            self.manager.subresource,
        ]
    }
}
