import GatehouseModel

/// DestinationRules for hosts that there are none of (IST0174), and subsets that no workload is in (IST0173).
enum DestinationRuleAnalyzer {
    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let pods = PodLabels(configuration.resources)
        return configuration.resources.destinationRules.flatMap { resource -> [Diagnostic] in
            let namespace = resource.metadata.namespace
            let host = configuration.names(of: namespace).host(resource.spec.host ?? "")
            // A rule for a wildcard is for whatever hosts come.
            if host.hasPrefix("*") { return [] }
            let askers = configuration.namespaces(of: resource.metadata, exportTo: resource.spec.exportTo)
            let known = configuration.hosts.find(host, from: askers)
            if known.isEmpty {
                return [
                    resource.diagnostic(
                        "IST0174", .warning, .none, at: .spec["host"],
                        "There is no service \(host): no Service or ServiceEntry that is exported to"
                            + " \(Set(askers).sorted().joined(separator: ", ")) has it. The rule holds for nothing.")
                ]
            }
            guard let endpoints = EndpointLabels(of: host, known, configuration, pods) else { return [] }
            return resource.spec.subsets.enumerated().compactMap { index, subset in
                let labels = subset.labels.filter { !Self.isOfNodes($0.key) }
                if endpoints.contain(labels) { return nil }
                return resource.diagnostic(
                    "IST0173", .error, .none, at: .spec["subsets"][index]["labels"],
                    "No Pod, WorkloadEntry or other endpoint that was read has the labels \(labels.labelText): requests to the"
                        + " subset \(subset.name ?? "") of \(host) are answered 503 UH.")
            }
        }
    }

    /// Whether endpoints have a label from the node that they are on, which is not among the resources.
    private static func isOfNodes(_ key: String) -> Bool {
        key.hasPrefix("topology.kubernetes.io/") || key.hasPrefix("topology.istio.io/")
            || key.hasPrefix("failure-domain.beta.kubernetes.io/") || key == "kubernetes.io/hostname"
    }
}
