/// What a strategic merge patch says of a list, in up to three members.
struct PatchedList {
    private static let deletion = "$deleteFromPrimitiveList/"
    private static let order = "$setElementOrder/"

    /// The elements to merge in.
    let elements: JSON?
    /// `$deleteFromPrimitiveList`: the plain values to take away.
    let deleted: JSON?
    /// `$setElementOrder`: what comes in which order, as plain values or as objects with the merge key.
    let order: JSON?

    init(_ name: String, _ changes: [String: JSON]) {
        self.elements = changes[name]
        self.deleted = changes[Self.deletion + name]
        self.order = changes[Self.order + name]
    }

    /// Whether there are directives. Then it is a list even if there are no elements.
    var isPatched: Bool { self.deleted != nil || self.order != nil }

    /// The list that a directive is about; nil for other members of a patch.
    static func field(ofDirective name: String) -> String? {
        for prefix in [Self.deletion, Self.order] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return nil
    }
}
