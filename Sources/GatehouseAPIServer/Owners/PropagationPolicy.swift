import GatehouseObjects

/// What becomes of the objects that a deleted one owns (`propagationPolicy`).
enum PropagationPolicy: String, CaseIterable, Sendable {
    /// The object goes at once, and what it owns after it.
    case background = "Background"
    /// The object stays, marked, until all have gone that hold it up (`blockOwnerDeletion`).
    case foreground = "Foreground"
    /// What it owned stays, and forgets it.
    case orphan = "Orphan"

    /// The finalizer by which an object waits until that is done; nil where it does not wait. The names are Kubernetes'
    /// (apimachinery, meta/v1).
    var finalizer: String? {
        switch self {
        case .background: nil
        case .foreground: "foregroundDeletion"
        case .orphan: "orphan"
        }
    }

    /// The policy that an object's finalizers ask for; orphaning comes first, as in Kubernetes.
    init(finalizers: [String]) {
        self = [.orphan, .foreground].first { $0.finalizer.map(finalizers.contains) ?? false } ?? .background
    }

    /// The finalizers of an object that is deleted by this policy: those it has, but for those of other policies.
    func finalizers(instead finalizers: [String]) -> [String] {
        let others = Self.allCases.filter { $0 != self }.compactMap(\.finalizer)
        let kept = finalizers.filter { !others.contains($0) }
        guard let own = self.finalizer, !kept.contains(own) else { return kept }
        return kept + [own]
    }
}

extension JSON {
    /// The object with these finalizers and no others.
    func withFinalizers(_ finalizers: [String]) -> JSON {
        guard finalizers != self.finalizers else { return self }
        var object = self
        object[entry: "metadata"]["finalizers"] =
            finalizers.isEmpty ? Optional.none : .array(finalizers.map { .string($0) })
        return object
    }
}
