import GatehouseObjects

/// Events.
struct EventRules: KindRules {
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        guard old == nil else { return [] }
        let subject = object["involvedObject"]?["namespace"]?.string ?? ""
        let namespace = object["metadata"]?["namespace"]?.string ?? ""
        // Of objects that have no namespace, events are in `default`.
        if subject == namespace || subject.isEmpty && namespace == "default" { return [] }
        return [.invalid("involvedObject.namespace", subject, "does not match event.namespace")]
    }
}
