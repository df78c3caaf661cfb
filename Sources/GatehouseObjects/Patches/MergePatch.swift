/// Merging one JSON value into another (RFC 7396), `application/merge-patch+json`.
public enum MergePatch {
    /// The document with the patch's members in it: objects are merged, `null` takes members away, anything else replaces
    /// what is there.
    ///
    /// It cannot fail. It goes no deeper than the patch does, so `JSONLimits.depth` bounds it.
    public static func apply(_ patch: JSON, to document: JSON) -> JSON {
        guard case .object(let changes) = patch else { return patch }
        var members = document.object ?? [:]
        for (name, change) in changes {
            if change == .null {
                members.removeValue(forKey: name)
            } else {
                // Into nothing, an object is merged all the same: the nulls in it go.
                members[name] = Self.apply(change, to: members[name] ?? .null)
            }
        }
        return .object(members)
    }
}
