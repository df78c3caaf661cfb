extension FieldSet {
    /// The fields of an object: what a manager owns that applies it.
    ///
    /// Leaves are in it, empty objects and lists, elements of lists, and members of maps; an object with a schema is only by
    /// what is in it, so that it does not stay when all of that goes.
    public init(of object: JSON, schema: ObjectSchema?) {
        for part in object.fieldElements(schema) ?? [] {
            let set = FieldSet(of: part.value, schema: part.schema)
            if set.isEmpty || !part.isNamed { self.insert(part.element) }
            self.setChildren(set, of: part.element)
        }
    }

    /// Whether a part of a value is in the set, a named field being so when anything in it is.
    func contains(_ part: FieldElement) -> Bool {
        self.members.contains(part.element) || (part.isNamed && self.children[part.element] != nil)
    }
}
