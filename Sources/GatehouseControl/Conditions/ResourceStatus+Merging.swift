public import GatehouseObjects
import GatehouseModel

extension ResourceStatus {
    /// An object's `status` with this in it, for its `/status` sub-resource. Where it equals what was given there is
    /// nothing to write.
    ///
    /// As Kubernetes' own `SetStatusCondition` has it, `lastTransitionTime` changes with a condition's `status` and with
    /// nothing else. Conditions of types that are not this gateway's, and members of the status that it does not know,
    /// stay as they are. Of `validationMessages` those are replaced that name no `documentationUrl`: Istio's own
    /// analysers always do.
    ///
    /// - Parameters:
    ///   - status: the present one; nil for an object without any.
    ///   - now: seconds since 1970 in UTC.
    public func merged(into status: JSON?, now: Int) -> JSON {
        var merged = Self.object(status)
        merged["conditions"] = .array(Self.merge(self.conditions, into: merged["conditions"]?.array ?? [], now: now))
        let foreign = Self.foreignMessages(of: merged)
        let messages = foreign + self.validationMessages.map(\.json)
        merged["validationMessages"] = messages.isEmpty ? nil : .array(messages)
        if let generation = self.observedGeneration { merged["observedGeneration"] = .integer(generation) }
        return merged
    }

    /// An object's `status` without anything of this gateway's, for an object that it has nothing more to say about;
    /// what others wrote stays. Equal to what was given where there is nothing to take out.
    public static func withdrawn(from status: JSON?) -> JSON? {
        guard let status, status.object != nil else { return status }
        var rest = status
        if let conditions = status["conditions"]?.array {
            let foreign = conditions.filter { Self.kind(of: $0) == nil }
            rest["conditions"] = foreign.isEmpty ? nil : .array(foreign)
        }
        if status["validationMessages"] != nil {
            let foreign = Self.foreignMessages(of: status)
            rest["validationMessages"] = foreign.isEmpty ? nil : .array(foreign)
        }
        // The generation is said to be observed by whoever says something.
        if rest["conditions"] == nil, rest["validationMessages"] == nil { rest["observedGeneration"] = nil }
        return rest
    }

    /// The conditions in an object's `status` that are this gateway's, to tell what is new against it. What can't be read
    /// is left out.
    public static func conditions(in status: JSON?) -> [Condition] {
        (status?["conditions"]?.array ?? []).compactMap { json in
            guard let kind = Self.kind(of: json),
                let status = json["status"]?.string.flatMap({ Condition.Status(rawValue: $0) })
            else { return nil }
            return Condition(
                kind, status, ConditionReason(rawValue: json["reason"]?.string ?? ""), json["message"]?.string ?? "",
                observedGeneration: json["observedGeneration"]?.integer)
        }
    }

    private static func merge(_ conditions: [Condition], into present: [JSON], now: Int) -> [JSON] {
        var merged: [JSON] = []
        var written: Set<Condition.Kind> = []
        for old in present {
            guard let kind = Self.kind(of: old) else {
                merged.append(old)
                continue
            }
            guard let new = conditions.first(where: { $0.kind == kind }), written.insert(kind).inserted else {
                continue
            }
            let time = old["lastTransitionTime"]?.string.flatMap { TimestampText.seconds($0) == nil ? nil : $0 }
            let isSame = old["status"]?.string == new.status.rawValue
            merged.append(
                new.json(lastTransitionTime: isSame ? time ?? TimestampText.text(now) : TimestampText.text(now)))
        }
        for new in conditions where !written.contains(new.kind) {
            merged.append(new.json(lastTransitionTime: TimestampText.text(now)))
        }
        return merged
    }

    private static func object(_ status: JSON?) -> JSON {
        guard let status, status.object != nil else { return .object([:]) }
        return status
    }

    private static func kind(of condition: JSON) -> Condition.Kind? {
        condition["type"]?.string.flatMap { Condition.Kind(rawValue: $0) }
    }

    private static func foreignMessages(of status: JSON) -> [JSON] {
        (status["validationMessages"]?.array ?? []).filter { $0["documentationUrl"]?.string?.isEmpty == false }
    }
}

extension Condition {
    /// The condition as a member of `status.conditions`.
    fileprivate func json(lastTransitionTime: String) -> JSON {
        var json: JSON = [
            "type": .string(self.kind.rawValue), "status": .string(self.status.rawValue),
            "reason": .string(self.reason.rawValue), "message": .string(self.message),
            "lastTransitionTime": .string(lastTransitionTime),
        ]
        json["observedGeneration"] = self.observedGeneration.map { .integer($0) }
        return json
    }
}

extension ValidationMessage {
    /// The finding as a member of `status.validationMessages`.
    fileprivate var json: JSON {
        var type: JSON = ["code": .string(self.code)]
        type["name"] = self.name.map { .string($0) }
        return ["type": type, "level": .string(self.level.rawValue.uppercased())]
    }
}
