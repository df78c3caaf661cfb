import GatehouseModel

/// DestinationRules for hosts that there are none of (IST0174), and subsets that no workload is in (IST0173).
enum DestinationRuleAnalyzer {
    static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let workloads = Self.labelsOfWorkloads(configuration)
        return configuration.resources.destinationRules.flatMap { resource -> [Diagnostic] in
            let namespace = resource.metadata.namespace
            let host = configuration.names(of: namespace).host(resource.spec.host ?? "")
            let lookedAtFrom = resource.spec.exportTo.exportedNamespaces(of: namespace)
            // A rule for a wildcard is for whatever hosts come.
            if host.hasPrefix("*") { return [] }
            guard configuration.hosts.find(host, from: lookedAtFrom) != nil else {
                return [
                    resource.diagnostic(
                        "IST0174", .warning, .none, at: .spec["host"],
                        "There is no service \(host): no Service or ServiceEntry that namespace \(namespace) sees has it."
                            + " The rule holds for nothing.")
                ]
            }
            // Without any workload nothing can be told.
            if workloads.isEmpty { return [] }
            return resource.spec.subsets.enumerated().compactMap { index, subset in
                let labels = subset.labels.filter { !Self.isOfNodes($0.key) }
                if workloads.contains(where: { $0.holds(labels) }) { return nil }
                return resource.diagnostic(
                    "IST0173", .error, .none, at: .spec["subsets"][index]["labels"],
                    "No Pod, WorkloadEntry or endpoint of a ServiceEntry has the labels \(labels.labelText): requests to the"
                        + " subset \(subset.name ?? "") of \(host) are answered 503 UH.")
            }
        }
    }

    private static func labelsOfWorkloads(_ configuration: AnalyzedConfiguration) -> [[String: String]] {
        let resources = configuration.resources
        return configuration.gateway.endpoints.map(\.labels) + resources.pods.map(\.metadata.labels)
            + resources.workloadEntries.map { $0.spec.labels.merging($0.metadata.labels) { own, _ in own } }
            + resources.serviceEntries.flatMap { $0.spec.endpoints.map(\.labels) }
    }

    /// Whether endpoints have a label from the node that they are on, which is not among the resources.
    private static func isOfNodes(_ key: String) -> Bool {
        key.hasPrefix("topology.kubernetes.io/") || key.hasPrefix("topology.istio.io/")
            || key.hasPrefix("failure-domain.beta.kubernetes.io/") || key == "kubernetes.io/hostname"
    }
}
