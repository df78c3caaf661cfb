import GatehouseModel

/// The workloads that selectors choose from: WorkloadEntries and Pods.
struct WorkloadIndex {
    /// The WorkloadEntries of the resources, their labels completed by those of their metadata, which win (semantics
    /// S2).
    let entries: [WorkloadEntry]
    private let byNamespace: [String: (labels: LabelIndex, positions: [Int])]
    private let pods: [Resource<Pod>]
    private let podsByName: [PodName: Int]
    private let podsByNamespace: [String: (labels: LabelIndex, positions: [Int])]

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
        self.pods = resources.pods
        self.podsByName = Dictionary(
            resources.pods.enumerated().map { index, pod in
                (PodName(namespace: pod.metadata.namespace, name: pod.metadata.name), index)
            }, uniquingKeysWith: { first, _ in first })
        // Nobody else selects pods: the endpoints of a Service come with its EndpointSlices.
        let hasSelectors = resources.serviceEntries.contains { $0.spec.workloadSelector != nil }
        var podsByNamespace: [String: (labels: LabelIndex, positions: [Int])] = [:]
        for (index, pod) in resources.pods.enumerated() where hasSelectors && pod.spec.isServing {
            podsByNamespace[pod.metadata.namespace, default: (LabelIndex(), [])].labels.append(pod.metadata.labels)
            podsByNamespace[pod.metadata.namespace, default: (LabelIndex(), [])].positions.append(index)
        }
        self.podsByNamespace = podsByNamespace
    }

    /// The Pods of `namespace` that a ServiceEntry's selector chooses (semantics S2), those that have ended or are about
    /// to left out.
    func selectedPods(by selector: [String: String], in namespace: String) -> [Resource<Pod>] {
        guard let index = self.podsByNamespace[namespace] else { return [] }
        return index.labels.selected(by: selector).map { self.pods[index.positions[$0]] }
    }

    /// The WorkloadEntries of `namespace` that a selector chooses.
    func selected(by selector: [String: String], in namespace: String) -> [WorkloadEntry] {
        guard let index = self.byNamespace[namespace] else { return [] }
        return index.labels.selected(by: selector).map { self.entries[index.positions[$0]] }
    }

    /// The labels of the pod behind an endpoint; none when it is not known.
    func labels(of reference: ObjectReference?, namespace: String) -> [String: String] {
        guard let name = reference?.name, reference?.kind ?? "Pod" == "Pod" else { return [:] }
        let index = self.podsByName[PodName(namespace: reference?.namespace ?? namespace, name: name)]
        return index.map { self.pods[$0].metadata.labels } ?? [:]
    }
}

extension Pod {
    /// Whether it can be an endpoint: it has an address, and has neither ended nor been told to.
    fileprivate var isServing: Bool {
        self.podIP?.isEmpty == false && self.terminating != true && self.phase != "Succeeded" && self.phase != "Failed"
    }

    /// The port that a container declares under a name; of several the first.
    func port(named name: String) -> Int? {
        guard !name.isEmpty else { return nil }
        let port = self.containerPorts.first { $0.name == name && ($0.protocol ?? .tcp) == .tcp }
        return port?.containerPort.flatMap { validPort($0) }
    }
}
