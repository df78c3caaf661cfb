extension StrategicMerge {
    /// What becomes of a list; nil for no list at all.
    func list(_ present: JSON?, _ patch: PatchedList, schema: ObjectSchema?) throws(PatchError) -> [JSON]? {
        if patch.elements == .null { return nil }
        guard patch.elements == nil || patch.elements?.array != nil else {
            throw self.malformed("a list is patched with a value that is not a list")
        }
        let old = present?.array
        // Directives do not make a list where there is none.
        if old == nil, patch.elements == nil { return nil }
        let new = patch.elements?.array ?? []
        guard schema?.isMergedByPatches == true else {
            // One value, whatever the directives say: they are for lists that are merged.
            return patch.elements == nil ? old : new
        }
        if let key = schema?.patchMergeKey {
            guard patch.deleted == nil else {
                throw self.malformed("$deleteFromPrimitiveList is for lists of plain values only")
            }
            return try self.keyedList(old, new, order: patch.order, key: key, schema: schema?.element)
        }
        return try self.primitiveList(old, new, patch)
    }

    /// A list of plain values: each is there once.
    private func primitiveList(_ old: [JSON]?, _ new: [JSON], _ patch: PatchedList) throws(PatchError) -> [JSON] {
        guard new.allSatisfy(\.isPrimitive) else { return new }
        var taken: Set<JSON> = []
        if let deleted = patch.deleted {
            guard let values = deleted.array, values.allSatisfy(\.isPrimitive) else {
                throw self.malformed("invalid patch format of primitive list: it must be a list of plain values")
            }
            taken = Set(values)
        }
        let kept = (old ?? []).filter { !taken.contains($0) }
        var seen: Set<JSON> = []
        let merged = (kept + new).filter { seen.insert($0).inserted }
        let order = try self.order(patch.order, key: nil) ?? new
        return ElementOrder(order: order, server: old ?? []).sorted(merged)
    }

    /// A list of objects that are told apart by the value of one member.
    private func keyedList(
        _ old: [JSON]?, _ new: [JSON], order: JSON?, key: String, schema: ObjectSchema?
    ) throws(PatchError) -> [JSON] {
        var changes: [(key: JSON, members: [String: JSON])] = []
        var deleted: Set<JSON> = []
        var replaces = false
        for element in new {
            guard let members = element.object else {
                throw self.malformed("an element of the patch is not an object")
            }
            if members["$patch"] == "replace" {
                replaces = true
                // The directive may have an element of its own, or be in one that is to be there.
                guard members.count > 1 else { continue }
            }
            guard let value = members[key], value.isPrimitive, value != .null else {
                throw PatchError(.inapplicable, "\(self.path): map does not contain declared merge key: \(key)")
            }
            if members["$patch"] == "delete" { deleted.insert(value) } else { changes.append((value, members)) }
        }

        let server = replaces ? [] : (old ?? [])
        var merged = server.filter { !deleted.contains($0[key] ?? .null) }
        var places: [JSON: Int] = [:]
        for (index, element) in merged.enumerated().reversed() { places[element[key] ?? .null] = index }
        for change in changes {
            let place = places[change.key]
            let present = place.map { merged[$0] }?.object ?? [:]
            let element = JSON.object(try self.members(present, changes: change.members, schema: schema))
            if let place {
                merged[place] = element
            } else {
                places[change.key] = merged.count
                merged.append(element)
            }
        }
        let order = try self.order(order, key: key) ?? changes.map(\.key)
        let listed = Set(order)
        for change in changes where !listed.contains(change.key) {
            throw PatchError(
                .inapplicable, "\(self.path): the patch has \(key) \(change.key.text), and $setElementOrder has not")
        }
        return ElementOrder(order: order, server: server.map { $0[key] ?? .null }).sorted(merged) { $0[key] ?? .null }
    }

    /// The values, or merge keys, of `$setElementOrder`.
    private func order(_ directive: JSON?, key: String?) throws(PatchError) -> [JSON]? {
        guard let directive else { return nil }
        let values = directive.array?.compactMap { element in key.map { element[$0] } ?? element }
        guard let values, values.count == directive.array?.count, values.allSatisfy(\.isPrimitive) else {
            throw self.malformed("invalid patch format of setElementOrder list")
        }
        return values
    }
}

extension ObjectSchema {
    /// What is known of a list's elements.
    var element: ObjectSchema? {
        guard case .list(let element, _) = self.shape else { return nil }
        return element
    }
}

extension JSON {
    /// Whether it is neither a list nor an object.
    var isPrimitive: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
