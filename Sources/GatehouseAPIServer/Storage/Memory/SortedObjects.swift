/// The objects of one kind by namespace and then name, in the order of their UTF-8, which is also the database's.
///
/// One array: a look-up is a binary search, a list is a slice, and an insertion moves some memory, which for ten
/// thousand objects takes less time than writing one of them.
struct SortedObjects: Sendable {
    private(set) var all: [StoredObject] = []

    /// The objects of a namespace.
    func objects(in namespace: String) -> ArraySlice<StoredObject> {
        let start = self.firstIndex { !$0.key.namespace.precedesInBytes(namespace) }
        let end = self.firstIndex { namespace.precedesInBytes($0.key.namespace) }
        return self.all[start..<end]
    }

    /// The object with a namespace and name. Setting nil removes it.
    subscript(namespace: String, name: String) -> StoredObject? {
        get {
            let index = self.index(of: namespace, name)
            return self.isAt(index, namespace, name) ? self.all[index] : nil
        }
        set {
            let index = self.index(of: namespace, name)
            switch (self.isAt(index, namespace, name), newValue) {
            case (true, let object?): self.all[index] = object
            case (true, nil): self.all.remove(at: index)
            case (false, let object?): self.all.insert(object, at: index)
            case (false, nil): break
            }
        }
    }

    /// Where the object is, or would be.
    private func index(of namespace: String, _ name: String) -> Int {
        self.firstIndex { object in
            if object.key.namespace.precedesInBytes(namespace) { return false }
            if namespace.precedesInBytes(object.key.namespace) { return true }
            return !object.key.name.precedesInBytes(name)
        }
    }

    private func isAt(_ index: Int, _ namespace: String, _ name: String) -> Bool {
        guard index < self.all.count else { return false }
        let key = self.all[index].key
        return key.name.utf8.elementsEqual(name.utf8) && key.namespace.utf8.elementsEqual(namespace.utf8)
    }

    /// The first index for which the condition holds, or the end. Where it holds for one, it holds for all that follow.
    private func firstIndex(where holds: (StoredObject) -> Bool) -> Int {
        var low = 0
        var high = self.all.count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self.all[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension String {
    /// Order by bytes, where `<` is that of Unicode's normal forms.
    func precedesInBytes(_ other: String) -> Bool { self.utf8.lexicographicallyPrecedes(other.utf8) }
}

extension ObjectKey {
    /// Whether it comes before another key of the same kind.
    func precedes(_ other: ObjectKey) -> Bool {
        if self.namespace.utf8.elementsEqual(other.namespace.utf8) { return self.name.precedesInBytes(other.name) }
        return self.namespace.precedesInBytes(other.namespace)
    }
}
