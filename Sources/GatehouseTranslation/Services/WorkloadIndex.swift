import GatehouseModel

/// The workloads that selectors choose from: WorkloadEntries, and Pods for their labels.
struct WorkloadIndex {
    /// The WorkloadEntries of the resources, their labels completed by those of their metadata, which win (semantics
    /// S2).
    let entries: [WorkloadEntry]
    private let byNamespace: [String: (labels: LabelIndex, positions: [Int])]
    private let podLabels: [PodName: [String: String]]

    private struct PodName: Hashable {
        var namespace: String
        var name: String
    }

    /// The workloads of these resources.
    init(_ resources: ResourceSet) {
        var entries: [WorkloadEntry] = []
        var byNamespace: [String: (labels: LabelIndex, positions: [Int])] = [:]
        for resource in resources.workloadEntries {
            var entry = resource.spec
            entry.labels.merge(resource.metadata.labels) { _, ofMetadata in ofMetadata }
            byNamespace[resource.metadata.namespace, default: (LabelIndex(), [])].labels.append(entry.labels)
            byNamespace[resource.metadata.namespace, default: (LabelIndex(), [])].positions.append(entries.count)
            entries.append(entry)
        }
        self.entries = entries
        self.byNamespace = byNamespace
        self.podLabels = Dictionary(
            resources.pods.map {
                (PodName(namespace: $0.metadata.namespace, name: $0.metadata.name), $0.metadata.labels)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The WorkloadEntries of `namespace` that a selector chooses.
    func selected(by selector: [String: String], in namespace: String) -> [WorkloadEntry] {
        guard let index = self.byNamespace[namespace] else { return [] }
        return index.labels.selected(by: selector).map { self.entries[index.positions[$0]] }
    }

    /// The labels of the pod behind an endpoint; none when it is not known.
    func labels(of reference: ObjectReference?, namespace: String) -> [String: String] {
        guard let name = reference?.name, reference?.kind ?? "Pod" == "Pod" else { return [:] }
        return self.podLabels[PodName(namespace: reference?.namespace ?? namespace, name: name)] ?? [:]
    }
}
