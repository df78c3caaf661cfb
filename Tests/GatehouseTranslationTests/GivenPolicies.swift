import GatehousePlan
import GatehouseTranslation

/// A DestinationRule; `spec` is YAML in flow style behind the host.
func destinationRule(
    _ spec: String, name: String = "dr", namespace: String = "default", host: String = "b.default.svc.cluster.local",
    more: String = ""
) -> String {
    document("DestinationRule", name, namespace: namespace, more: more, spec: "spec: {host: \"\(host)\", \(spec)}")
}

/// What becomes of a route to the Service `b`, port 80, under these documents.
func routed(
    to destination: String = "{host: b, port: {number: 80}}", _ documents: String...,
    options: TranslationOptions = TranslationOptions()
) -> TranslationResult {
    translate(
        gateway(servers: server("*")), virtualService("vs", rules: "{route: [{destination: \(destination)}]}"),
        documents.joined(), options: options)
}

/// The cluster of the Service `b` under a traffic policy, in flow style.
func cluster(under policy: String) -> ClusterPlan? {
    let result = routed(service("b"), destinationRule("trafficPolicy: {\(policy)}"))
    return result.findings.isEmpty ? result.plan.clusters.first : nil
}

extension TranslationResult {
    /// The endpoints of the only cluster: `address priority/locality weight`, the parts that are set.
    var places: [String] {
        guard let cluster = self.plan.clusters.first, self.plan.clusters.count == 1 else { return [] }
        let stated = self.endpoints[cluster.name]?.endpoints ?? []
        return (stated + (cluster.resolvedNames?.names ?? [])).map { endpoint in
            let share = endpoint.localityWeight.map { " share \($0)" } ?? ""
            return "\(endpoint.address) \(endpoint.priority)\(share)"
        }
    }
}
