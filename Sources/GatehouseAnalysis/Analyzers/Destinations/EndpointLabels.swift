import GatehouseModel

/// The labels of all Pods and WorkloadEntries.
struct PodLabels {
    private var index = LabelIndex()
    /// Whether Pods were read at all.
    let hasPods: Bool

    init(_ resources: ResourceSet) {
        self.hasPods = !resources.pods.isEmpty
        for pod in resources.pods { self.index.append(pod.metadata.labels) }
        for entry in resources.workloadEntries { self.index.append(entry.allLabels) }
    }

    func contain(_ labels: [String: String]) -> Bool { labels.isEmpty || !self.index.selected(by: labels).isEmpty }
}

/// The labels that endpoints of a host can have, as far as the configuration tells.
struct EndpointLabels {
    private var labels: [[String: String]]
    /// Those of all Pods as well.
    private var pods: PodLabels?

    /// Nil where nothing is known of what is behind the host: Pods are in a cluster, and may be there alone.
    init?(of host: String, _ known: [KnownHosts.Entry], _ configuration: AnalyzedConfiguration, _ pods: PodLabels) {
        let resources = configuration.resources
        self.labels = configuration.gateway.endpoints.filter { $0.host == host }.map(\.labels)
        var isKnown = !self.labels.isEmpty
        for entry in known {
            switch entry.source {
            case .service:
                if !pods.hasPods && self.labels.isEmpty { return nil }
                self.pods = pods
                isKnown = true
            case .serviceEntry(let index):
                let entry = resources.serviceEntries[index]
                self.labels += entry.spec.endpoints.map(\.labels)
                if !entry.spec.endpoints.isEmpty { isKnown = true }
                guard let selector = entry.spec.workloadSelector?.labels else { continue }
                let chosen =
                    resources.workloadEntries.filter { $0.metadata.namespace == entry.metadata.namespace }
                    .map(\.allLabels) + resources.pods.map(\.metadata.labels)
                self.labels += chosen.filter { $0.holds(selector) }
                if !chosen.isEmpty { isKnown = true }
            case .explicit: break
            }
        }
        if !isKnown { return nil }
    }

    /// Whether some endpoint has all of these.
    func contain(_ labels: [String: String]) -> Bool {
        self.labels.contains { $0.holds(labels) } || self.pods?.contain(labels) == true
    }
}

extension Resource<WorkloadEntry> {
    /// The labels of the spec, and those of the metadata where the spec has none of the name.
    fileprivate var allLabels: [String: String] {
        self.spec.labels.merging(self.metadata.labels) { own, _ in own }
    }
}
