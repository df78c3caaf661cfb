/// Putting an applied object into the one that is there, and taking out what is no longer applied.
enum AppliedMerge {
    /// The applied object without members that are null: in Kubernetes they mean the same as none. Inside of atomic values
    /// they stay.
    static func withoutNulls(_ value: JSON, _ schema: ObjectSchema?) -> JSON {
        guard let parts = value.fieldElements(schema) else { return value }
        let kept = parts.filter { $0.value != .null || value.array != nil }
        return value.replacingParts(kept.map { ($0.element, Self.withoutNulls($0.value, $0.schema)) })
    }

    /// The live value with the applied one in it.
    static func merge(_ applied: JSON, into live: JSON, _ schema: ObjectSchema?) -> JSON {
        guard let appliedParts = applied.fieldElements(schema), let liveParts = live.fieldElements(schema),
            (applied.array == nil) == (live.array == nil)
        else { return applied }
        // Of live elements with the same key, which no valid list has, the first is merged; others go if it is applied.
        let present = Dictionary(liveParts.map { ($0.element, $0.value) }) { first, _ in first }
        let order = AppliedOrder(live: liveParts.map(\.element), applied: appliedParts.map(\.element))
        return live.replacingParts(
            order.sources.map { source in
                switch source {
                case .live(let place): return (liveParts[place].element, liveParts[place].value)
                case .applied(let place):
                    let part = appliedParts[place]
                    let value = present[part.element].map { Self.merge(part.value, into: $0, part.schema) }
                    return (part.element, value ?? part.value)
                }
            })
    }

    /// The value without what was applied before and is owned by nobody now.
    ///
    /// - Parameters:
    ///   - last: What the manager owned before.
    ///   - owned: What all managers own now, this one too.
    static func prune(_ value: JSON, _ schema: ObjectSchema?, last: FieldSet, owned: FieldSet) -> JSON {
        guard !last.isEmpty, let parts = value.fieldElements(schema) else { return value }
        var kept: [(PathElement, JSON)] = []
        for part in parts {
            // With all that is in it: what defaults put there has no owner, and no meaning without it.
            if last.contains(part), !owned.contains(part) { continue }
            guard let inner = last.children[part.element] else {
                kept.append((part.element, part.value))
                continue
            }
            let theirs = owned.children[part.element] ?? FieldSet()
            kept.append((part.element, Self.prune(part.value, part.schema, last: inner, owned: theirs)))
        }
        return value.replacingParts(kept)
    }
}

extension JSON {
    /// An object or list, as this one is, of these parts.
    fileprivate func replacingParts(_ parts: [(PathElement, JSON)]) -> JSON {
        if self.array != nil { return .array(parts.map(\.1)) }
        var members: [String: JSON] = [:]
        for case (.field(let name), let value) in parts { members[name] = value }
        return .object(members)
    }
}
