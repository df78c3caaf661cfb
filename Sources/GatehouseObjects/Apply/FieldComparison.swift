/// What is different between two versions of an object.
public struct FieldComparison: Hashable, Sendable {
    /// What is in the new version only, objects and lists as well as what is in them.
    public private(set) var added = FieldSet()
    /// What has another value.
    public private(set) var modified = FieldSet()
    /// What is in the old version only.
    public private(set) var removed = FieldSet()

    /// What is added or has another value.
    public var changed: FieldSet { self.added.union(self.modified) }

    /// Compares two versions.
    public init(from old: JSON, to new: JSON, schema: ObjectSchema?) {
        self.init(old.fieldElements(schema) ?? [], new.fieldElements(schema) ?? [])
    }

    private init(_ old: [FieldElement], _ new: [FieldElement]) {
        // Two elements of the same key are an invalid list, of which the first stands for both.
        let before = Dictionary(old.map { ($0.element, $0) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.element, $0) }) { first, _ in first }
        for (element, part) in before where after[element] == nil {
            self.removed.insert(element)
            self.add(FieldComparison(part.parts ?? [], []), below: element)
        }
        for (element, part) in after {
            guard let present = before[element] else {
                self.added.insert(element)
                self.add(FieldComparison([], part.parts ?? []), below: element)
                continue
            }
            guard present.value != part.value else { continue }
            let (parts, newParts) = (present.parts, part.parts)
            // A leaf, or what became one, or no longer is one.
            if parts == nil || newParts == nil || present.isList != part.isList { self.modified.insert(element) }
            self.add(FieldComparison(parts ?? [], newParts ?? []), below: element)
        }
    }

    private mutating func add(_ comparison: FieldComparison, below element: PathElement) {
        self.added.setChildren(comparison.added, of: element)
        self.modified.setChildren(comparison.modified, of: element)
        self.removed.setChildren(comparison.removed, of: element)
    }
}

extension FieldElement {
    fileprivate var parts: [FieldElement]? { self.value.fieldElements(self.schema) }
    fileprivate var isList: Bool { self.value.array != nil }
}
