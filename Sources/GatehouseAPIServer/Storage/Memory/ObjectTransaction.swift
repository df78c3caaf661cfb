public import GatehouseObjects

/// Changes that are made together or not at all. Nobody sees them before they are on disk.
public struct ObjectTransaction {
    /// A change, and the object's bytes: as they are stored, or would be if it were not removed.
    struct Step {
        var event: ObjectEvent
        var bytes: [UInt8]
    }

    /// All objects, with the changes made.
    private(set) var table: ObjectTable
    /// The changes, in order.
    private(set) var steps: [Step] = []
    private let origin: Int64
    /// Whether the changes are undone in the end and so have no numbers.
    private var isDryRun = false

    /// A transaction without changes.
    ///
    /// - Parameter revision: That of the last change.
    init(table: consuming ObjectTable, revision: Int64) {
        self.table = table
        self.origin = revision
    }

    /// The object as it is, with what this transaction did to it; nil for none.
    public func object(_ key: ObjectKey) -> StoredObject? { self.table[key] }

    /// The objects of a kind, of one namespace or all (nil), with what this transaction did to them, by namespace and
    /// then name in the order of their bytes.
    public func objects(of kind: ObjectKind, in namespace: String?) -> [StoredObject] {
        self.table.objects(of: kind, in: namespace)
    }

    /// Stores an object in the place of what is there.
    ///
    /// - Parameter json: The object. Its `metadata.resourceVersion` is replaced. Where all else is what is stored
    ///   already, byte for byte, nothing is changed, as in Kubernetes.
    /// - Returns: The object with the change's revision. In a dry run that is the one from before, and 0 (in `json`:
    ///   none) for what was not there.
    /// - Throws: when it is too large or too deep to be read again.
    @discardableResult
    public mutating func put(_ json: JSON, at key: ObjectKey) throws(APIStatus) -> StoredObject {
        let before = self.table[key]
        if let before, json.withRevision(before.revision).bytes == before.json.withRevision(before.revision).bytes {
            return before
        }
        let revision = self.isDryRun ? before?.revision ?? 0 : self.revision + 1
        let object = StoredObject(key: key, revision: revision, json: json.withRevision(revision))
        let bytes = object.json.bytes
        try StoredForm.check(bytes, of: key)
        self.apply(ObjectEvent(object: object, before: before, isRemoval: false), bytes)
        return object
    }

    /// Removes an object.
    ///
    /// - Returns: The object as it was, with the revision of its removal (in a dry run: its own); nil when there is none.
    @discardableResult
    public mutating func remove(_ key: ObjectKey) -> StoredObject? {
        guard let before = self.table[key] else { return nil }
        var object = before
        if !self.isDryRun {
            object.revision = self.revision + 1
            object.json = before.json.withRevision(object.revision)
        }
        self.apply(ObjectEvent(object: object, before: before, isRemoval: true), object.json.bytes)
        return object
    }

    /// Does what is decided by the object that is there.
    ///
    /// - Returns: The object after it, as `put` and `remove` say.
    @discardableResult
    public mutating func change(
        _ key: ObjectKey, _ decide: (StoredObject?) throws(APIStatus) -> ObjectRegistry.Change
    ) throws(APIStatus) -> StoredObject? {
        switch try decide(self.object(key)) {
        case .put(let json): return try self.put(json, at: key)
        case .remove: return self.remove(key)
        case .nothing: return self.object(key)
        }
    }

    /// That of the last change.
    private var revision: Int64 { self.origin + Int64(self.steps.count) }

    private mutating func apply(_ event: ObjectEvent, _ bytes: [UInt8]) {
        self.table.apply(event)
        self.steps.append(Step(event: event, bytes: bytes))
    }
}

extension ObjectTransaction {
    /// Runs one of several sets of changes that are written together: what it did is undone where it throws, or was dry.
    mutating func attempt<Value>(
        isDryRun: Bool, _ body: (inout ObjectTransaction) throws(APIStatus) -> Value
    ) -> Result<Value, APIStatus> {
        let count = self.steps.count
        self.isDryRun = isDryRun
        defer { self.isDryRun = false }
        do throws(APIStatus) {
            let value = try body(&self)
            if isDryRun { self.undo(downTo: count) }
            return .success(value)
        } catch {
            self.undo(downTo: count)
            return .failure(error)
        }
    }

    /// Takes back all changes but the first few.
    mutating func undo(downTo count: Int) {
        while self.steps.count > count, let step = self.steps.popLast() { self.table.undo(step.event) }
    }
}
