/// All objects.
struct ObjectTable: Sendable {
    private var kinds: [ObjectKind: SortedObjects] = [:]

    /// A table of objects, which takes least time where those of one kind are in order.
    init(_ objects: [StoredObject]) { for object in objects { self[object.key] = object } }

    /// An object. Setting nil removes it.
    subscript(key: ObjectKey) -> StoredObject? {
        get { self.kinds[key.kind]?[key.namespace, key.name] }
        set { self.kinds[key.kind, default: SortedObjects()][key.namespace, key.name] = newValue }
    }

    /// The objects of a kind, of one namespace or all, by namespace and then name.
    func objects(of kind: ObjectKind, in namespace: String?) -> [StoredObject] {
        guard let sorted = self.kinds[kind] else { return [] }
        return namespace.map { Array(sorted.objects(in: $0)) } ?? sorted.all
    }

    /// The same as it was before changes were made.
    ///
    /// - Parameter events: All changes since then to objects of this kind and namespace, the oldest first.
    func objects(of kind: ObjectKind, in namespace: String?, before events: [ObjectEvent]) -> [StoredObject] {
        let present = self.objects(of: kind, in: namespace)
        guard !events.isEmpty else { return present }
        // Of the changes of one object the oldest knows what it was.
        var changed: Set<ObjectKey> = []
        var past: [StoredObject] = []
        for event in events where changed.insert(event.object.key).inserted {
            if let before = event.before { past.append(before) }
        }
        // Sorting what is nearly sorted takes little more than a look at it.
        past.sort { $0.key.precedes($1.key) }
        return (present.filter { !changed.contains($0.key) } + past).sorted { $0.key.precedes($1.key) }
    }

    /// Makes a change that was decided.
    mutating func apply(_ event: ObjectEvent) {
        self[event.object.key] = event.isRemoval ? nil : event.object
    }

    /// Takes back the last change.
    mutating func undo(_ event: ObjectEvent) { self[event.object.key] = event.before }
}
