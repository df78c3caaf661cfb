import GatehouseObjects

/// What is to be done about an object by what owns it and what it owns, as in Kubernetes ("Garbage Collection", and the
/// controller of that name).
///
/// An owner is found by group, version, kind and name, in the object's own namespace where its kind has namespaces, and has
/// to have the uid. One in another namespace is therefore none, and what names no other is collected. Where nobody can
/// know whether an owner is there, nothing is done: its kind is not served, or has namespaces and the object has none.
struct GarbageRules: Sendable {
    /// The kinds that are served.
    let catalogue: APICatalogue

    /// How many objects an orphaning changes at once. Whoever waits for the rest is looked at again when these have changed.
    static let mostOrphans = 100

    /// One thing to be done.
    enum Step: Hashable, Sendable {
        /// Owners with these uids are taken out of the object's references.
        case forget(owners: Set<String>, of: ObjectKey)
        /// The object holds none of its owners up any more.
        case unblock(ObjectKey)
        /// The object is deleted.
        case delete(ObjectKey, PropagationPolicy)
        /// The object, which is being deleted, need not wait any more for what it owns.
        case release(ObjectKey, PropagationPolicy)
    }

    private enum Standing {
        case present
        /// It is being deleted and waits for those that it owns.
        case leaving
        case absent
        case unknown
    }

    /// What is to be done about an object.
    ///
    /// - Parameters:
    ///   - dependents: The objects that name it as an owner.
    ///   - find: Finds other objects.
    func steps(
        for object: StoredObject, dependents: [StoredObject], _ find: (ObjectKey) -> StoredObject?
    ) -> [Step] {
        let json = object.json
        guard !json.isBeingDeleted else { return self.steps(forDeleted: object, dependents) }
        var standings: [Standing: Set<String>] = [:]
        for owner in json.owners {
            standings[self.standing(of: owner, for: object.key, find), default: []].insert(owner.uid)
        }
        guard standings[.unknown] == nil, !standings.isEmpty else { return [] }
        let leaving = standings[.leaving, default: []]
        guard standings[.present] == nil else {
            let gone = standings[.absent, default: []].union(leaving)
            return gone.isEmpty ? [] : [.forget(owners: gone, of: object.key)]
        }
        guard !leaving.isEmpty, !dependents.isEmpty else {
            return [.delete(object.key, PropagationPolicy(finalizers: json.finalizers))]
        }
        // In a circle of owners each would wait for the other.
        let isCircular = dependents.contains(where: \.json.isLeaving)
        return (isCircular ? [.unblock(object.key)] : []) + [.delete(object.key, .foreground)]
    }

    private func steps(forDeleted object: StoredObject, _ dependents: [StoredObject]) -> [Step] {
        let uid = object.json.uid
        switch PropagationPolicy(finalizers: object.json.finalizers) {
        case .background: return []
        case .orphan:
            let next = dependents.prefix(Self.mostOrphans)
            let forgets = next.map { Step.forget(owners: [uid], of: $0.key) }
            return next.count < dependents.count ? forgets : forgets + [.release(object.key, .orphan)]
        case .foreground:
            let isBlocked = dependents.contains { $0.json.owners.contains { $0.uid == uid && $0.isBlocking } }
            return isBlocked ? [] : [.release(object.key, .foreground)]
        }
    }

    private func standing(
        of owner: OwnerReference, for key: ObjectKey, _ find: (ObjectKey) -> StoredObject?
    ) -> Standing {
        guard let resource = self.catalogue.resource(apiVersion: owner.apiVersion, kind: owner.kind),
            !resource.isCreateOnly, !resource.isNamespaced || !key.namespace.isEmpty
        else { return .unknown }
        let namespace = resource.isNamespaced ? key.namespace : ""
        let found = find(ObjectKey(kind: ObjectKind(resource), namespace: namespace, name: owner.name))
        guard let found, found.json.uid == owner.uid else { return .absent }
        return found.json.isLeaving ? .leaving : .present
    }
}

extension JSON {
    /// Whether the object is being deleted and waits for those that it owns.
    fileprivate var isLeaving: Bool {
        self.isBeingDeleted && PropagationPolicy.foreground.finalizer.map(self.finalizers.contains) ?? false
    }
}
