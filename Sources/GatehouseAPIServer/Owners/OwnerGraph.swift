import GatehouseObjects

/// Who owns whom, as far as has to be known to collect garbage, and which objects have to be looked at.
///
/// It is told of objects and changes in the order of their revisions, possibly twice. It only says where to look: what is
/// to be done is decided by the objects as they are by then.
struct OwnerGraph: Sendable {
    /// An object that has owners, or waits for those that it owns.
    private struct Node: Sendable {
        var uid: String
        var revision: Int64
        /// What the object says of its owners: a reference that names another object under the same uid is another one.
        var references: Set<OwnerReference> = []
        /// The owners' uids.
        var owners: Set<String> = []
        /// Whether the object is being deleted, and something is to be done first about what it owns.
        var isWaiting = false
    }

    /// An object to be looked at.
    struct Candidate: Hashable, Sendable {
        var key: ObjectKey
        /// Which object of that name is meant.
        var uid: String
        /// The objects that name it as an owner.
        var dependents: [ObjectKey]
    }

    private var nodes: [ObjectKey: Node] = [:]
    /// The objects that name an owner, by the owner's uid. The owner need not be there.
    private var dependents: [String: Set<ObjectKey>] = [:]
    /// Those that wait, by their uids.
    private var waiting: [String: ObjectKey] = [:]
    private var queue: [ObjectKey] = []
    private var queued: Set<ObjectKey> = []
    /// Those about which something could not be done.
    private var postponed: Set<ObjectKey> = []

    /// Whether something is to be tried again.
    var hasPostponed: Bool { !self.postponed.isEmpty }

    /// Takes in an object as it is.
    mutating func note(_ object: StoredObject) {
        let before = self.nodes[object.key]
        if let before, before.revision >= object.revision { return }
        let finalizers = object.json.isBeingDeleted ? object.json.finalizers : []
        let references = Set(object.json.owners)
        let node = Node(
            uid: object.json.uid, revision: object.revision, references: references,
            owners: Set(references.map(\.uid)), isWaiting: PropagationPolicy(finalizers: finalizers) != .background)
        self.replace(before, of: object.key, by: node.owners.isEmpty && !node.isWaiting ? nil : node)

        // What it is itself has no bearing on whether it is garbage, unless it waits for others.
        let hasOtherOwners = !node.references.isEmpty && node.references != before?.references
        if hasOtherOwners || node.isWaiting { self.enqueue(object.key) }
        if node.isWaiting, before?.isWaiting != true { self.enqueueDependents(of: node.uid) }
        self.enqueueWaiting(node.owners.union(before?.owners ?? []))
    }

    /// Takes in a change.
    mutating func note(_ event: ObjectEvent) {
        guard event.isRemoval else { return self.note(event.object) }
        let before = self.nodes[event.object.key]
        if let before, before.revision > event.revision { return }
        self.replace(before, of: event.object.key, by: nil)
        self.enqueueDependents(of: event.object.json.uid)
        self.enqueueWaiting(before?.owners ?? [])
    }

    /// The next objects to be looked at; none when there is nothing to do.
    mutating func next(_ most: Int) -> [Candidate] {
        let keys = self.queue.prefix(most)
        self.queue.removeFirst(keys.count)
        self.queued.subtract(keys)
        return keys.compactMap { key in
            guard let node = self.nodes[key] else { return nil }
            let dependents = self.dependents[node.uid, default: []].sorted { $0.precedesInOrder($1) }
            return Candidate(key: key, uid: node.uid, dependents: dependents)
        }
    }

    /// Has objects looked at again by and by, and not with each change of others.
    mutating func postpone(_ candidates: [Candidate]) { self.postponed.formUnion(candidates.map(\.key)) }

    /// Has those that were postponed looked at with the next ones.
    mutating func resume() {
        let keys = self.postponed.sorted { $0.precedesInOrder($1) }
        self.postponed = []
        for key in keys { self.enqueue(key) }
    }

    private mutating func replace(_ old: Node?, of key: ObjectKey, by new: Node?) {
        if let old {
            for owner in old.owners.subtracting(new?.owners ?? []) {
                self.dependents[owner]?.remove(key)
                if self.dependents[owner]?.isEmpty == true { self.dependents[owner] = nil }
            }
            self.waiting[old.uid] = nil
        }
        self.nodes[key] = new
        guard let new else { return }
        for owner in new.owners { self.dependents[owner, default: []].insert(key) }
        if new.isWaiting { self.waiting[new.uid] = key }
    }

    private mutating func enqueue(_ key: ObjectKey) {
        if self.queued.insert(key).inserted { self.queue.append(key) }
    }

    private mutating func enqueueDependents(of uid: String) {
        let keys = self.dependents[uid, default: []].sorted { $0.precedesInOrder($1) }
        for key in keys { self.enqueue(key) }
    }

    private mutating func enqueueWaiting(_ owners: Set<String>) {
        for key in owners.compactMap({ self.waiting[$0] }) { self.enqueue(key) }
    }
}

extension ObjectKey {
    /// Some order of all objects that is the same in every run.
    fileprivate func precedesInOrder(_ other: ObjectKey) -> Bool {
        if self.kind == other.kind { return self.precedes(other) }
        return (self.kind.group, self.kind.plural) < (other.kind.group, other.kind.plural)
    }
}
