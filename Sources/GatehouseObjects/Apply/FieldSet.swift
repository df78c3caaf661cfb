/// A set of fields of an object, by their paths: those that a manager owns, or those that changed.
public struct FieldSet: Hashable, Sendable {
    /// The fields right here that are in the set.
    public private(set) var members: Set<PathElement> = []
    /// What is in the set below fields right here, whether these are in it or not. None of them is empty.
    public private(set) var children: [PathElement: FieldSet] = [:]

    /// No fields.
    public init() {}

    /// Fields by their paths. A path without steps is none.
    public init(paths: [[PathElement]]) {
        for path in paths { self.insert(path[...]) }
    }

    private mutating func insert(_ path: ArraySlice<PathElement>) {
        guard let first = path.first else { return }
        if path.count == 1 {
            self.members.insert(first)
        } else {
            self.children[first, default: FieldSet()].insert(path.dropFirst())
        }
    }

    /// Adds a field right here.
    public mutating func insert(_ element: PathElement) { self.members.insert(element) }

    /// Sets what is in the set below a field.
    public mutating func setChildren(_ set: FieldSet, of element: PathElement) {
        self.children[element] = set.isEmpty ? nil : set
    }

    /// Takes a field right here out, not what is below it.
    public mutating func remove(_ element: PathElement) { self.members.remove(element) }

    /// Whether there is no field in it.
    public var isEmpty: Bool { self.members.isEmpty && self.children.isEmpty }

    /// The paths of all fields in it, sorted by how they are written.
    public var paths: [[PathElement]] {
        var paths: [[PathElement]] = []
        self.collect(into: &paths, after: [])
        return paths
    }

    private func collect(into paths: inout [[PathElement]], after prefix: [PathElement]) {
        let elements = self.members.union(self.children.keys).map { (text: $0.encoded, element: $0) }
        for (_, element) in elements.sorted(by: { $0.text.precedesInUTF8($1.text) }) {
            let path = prefix + [element]
            if self.members.contains(element) { paths.append(path) }
            self.children[element]?.collect(into: &paths, after: path)
        }
    }

    /// What is in this set, in the other or in both.
    public func union(_ other: FieldSet) -> FieldSet {
        var result = self
        result.members.formUnion(other.members)
        result.children.merge(other.children) { $0.union($1) }
        return result
    }

    /// What is in both.
    public func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet()
        result.members = self.members.intersection(other.members)
        for (element, set) in self.children {
            if let theirs = other.children[element] { result.setChildren(set.intersection(theirs), of: element) }
        }
        return result
    }

    /// What is in this set only. A field's being in the other one says nothing of what is below the field.
    public func subtracting(_ other: FieldSet) -> FieldSet {
        var result = self
        result.members.subtract(other.members)
        for (element, theirs) in other.children {
            if let mine = self.children[element] { result.setChildren(mine.subtracting(theirs), of: element) }
        }
        return result
    }
}
