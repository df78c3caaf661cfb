/// Merging a patch into an object with what is known of the object's lists,
/// `application/strategic-merge-patch+json`: what `kubectl apply`, `edit` and `patch` send.
///
/// As in a merge patch, objects are merged and `null` takes members away. Lists are merged too where the schema says so
/// (`x-kubernetes-patch-strategy`), by their merge keys or, being lists of plain values, as sets. Members of a patch whose
/// names begin with `$` are directives. What the schema does not know is merged as in a merge patch.
public struct StrategicMergePatch: Hashable, Sendable {
    /// The patch.
    public var changes: [String: JSON]

    /// Reads a patch.
    ///
    /// - Throws: `malformed` where it is no object.
    public init(parsing patch: JSON) throws(PatchError) {
        guard let changes = patch.object else {
            throw PatchError(.malformed, "error decoding patch: a strategic merge patch is an object")
        }
        self.changes = changes
    }

    /// The object with the patch in it.
    ///
    /// - Throws: `malformed` where a directive is not understood, `inapplicable` where an element of a list has no merge key.
    public func apply(to object: JSON, schema: ObjectSchema) throws(PatchError) -> JSON {
        let merge = StrategicMerge(path: "")
        return .object(try merge.members(object.object ?? [:], changes: self.changes, schema: schema))
    }
}

/// The merge at one place in an object. Lists are in an extension of their own.
struct StrategicMerge {
    /// The place, for errors; empty for the object itself.
    let path: String

    private func at(_ name: String) -> StrategicMerge {
        StrategicMerge(path: self.path.isEmpty ? name : "\(self.path).\(name)")
    }

    func malformed(_ what: String) -> PatchError {
        PatchError(.malformed, self.path.isEmpty ? what : "\(self.path): \(what)")
    }

    func members(
        _ present: [String: JSON], changes: [String: JSON], schema: ObjectSchema?
    ) throws(PatchError) -> [String: JSON] {
        var present = present
        switch changes["$patch"] {
        case nil, "merge": break
        case "replace": present = [:]
        case "delete": return [:]
        case let directive?: throw self.malformed("unknown patch type: \(directive.text)")
        }
        try self.retainKeys(changes, in: &present)

        for name in self.fields(of: changes) {
            let place = self.at(name)
            let list = PatchedList(name, changes)
            let memberSchema = schema?.member(name)
            if list.isPatched || changes[name]?.array != nil {
                present[name] = try place.list(present[name], list, schema: memberSchema).map(JSON.array)
            } else if case .object(let inner)? = changes[name] {
                // Also where nothing is there yet: nulls and directives in the patch must not become part of the object.
                let old = present[name]?.object ?? [:]
                present[name] = .object(try place.members(old, changes: inner, schema: memberSchema))
            } else if let value = changes[name], value != .null {
                present[name] = value
            } else {
                present.removeValue(forKey: name)
            }
        }
        return present
    }

    /// The members that a patch is about, those named by directives only among them.
    private func fields(of changes: [String: JSON]) -> Set<String> {
        var names: Set<String> = []
        for name in changes.keys {
            if let field = PatchedList.field(ofDirective: name) {
                names.insert(field)
            } else if name != "$patch", name != "$retainKeys" {
                names.insert(name)
            }
        }
        return names
    }

    /// `$retainKeys` has the names of all members that stay, so that choosing one member of a union removes the others.
    private func retainKeys(_ changes: [String: JSON], in present: inout [String: JSON]) throws(PatchError) {
        guard let directive = changes["$retainKeys"] else { return }
        guard let names = directive.array, names.allSatisfy({ $0.string != nil }) else {
            throw self.malformed("invalid patch format of retainKeys: it must be a list of names")
        }
        let retained = Set(names.compactMap(\.string))
        for (name, value) in changes where !name.hasPrefix("$") && value != .null && !retained.contains(name) {
            throw self.malformed("invalid patch format of retainKeys: \"\(name)\" is in the patch and not in the list")
        }
        present = present.filter { retained.contains($0.key) }
    }
}

extension ObjectSchema {
    /// What is known of a member: of a field of an object, or of any member of a map.
    func member(_ name: String) -> ObjectSchema? {
        if case .map(let values) = self.shape { return values }
        return self.field(name)?.schema
    }
}

extension JSON {
    /// A short text for errors.
    var text: String {
        switch self {
        case .string(let text): text
        case .array, .object: "a list or an object"
        default: String(decoding: self.bytes, as: UTF8.self)
        }
    }
}
