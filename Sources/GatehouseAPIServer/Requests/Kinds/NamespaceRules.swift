import GatehouseObjects

/// Namespaces.
struct NamespaceRules: KindRules {
    /// Namespaces that can't be deleted, as in Kubernetes.
    static let indelible: Set<String> = ["default", "kube-system", "kube-public"]

    /// The label by which selectors find a namespace.
    private static let nameLabel = "kubernetes.io/metadata.name"

    func setDefaults(_ object: inout JSON, old: JSON?) {
        let name = object["metadata"]?["name"]
        object[entry: "metadata"][entry: "labels"][Self.nameLabel] = name
        // What is in a namespace goes before it does, and nothing else is done by this.
        object["spec"] = old?["spec"] ?? ["finalizers": ["kubernetes"]]
    }

    func problems(inStatusOf object: JSON) -> [APIStatus.Cause] {
        let phase = object["status"]?["phase"]?.string ?? "Active"
        let expected = object.isBeingDeleted ? "Terminating" : "Active"
        if phase == expected { return [] }
        let state = object.isBeingDeleted ? "is not empty" : "is empty"
        return [.invalid("status.phase", phase, "may only be '\(expected)' if `deletionTimestamp` \(state)")]
    }

    func complete(_ object: inout JSON, old: JSON?, addresses: ServiceAddressRange?) -> [APIStatus.Cause] {
        if object["status"]?["phase"]?.string == nil { object[entry: "status"]["phase"] = "Active" }
        return []
    }
}

extension JSON {
    /// A member that is an object, made where there is none.
    subscript(entry name: String) -> JSON {
        get { self[name] ?? [:] }
        set { self[name] = newValue }
    }
}
