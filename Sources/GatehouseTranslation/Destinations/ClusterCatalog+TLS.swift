import GatehouseModel
import GatehousePlan

extension ClusterCatalog {
    /// How connections to a cluster are secured (semantics C1, C4, C5); what is missing for it is reported with the
    /// DestinationRule that asks for it.
    mutating func tls(
        _ settings: ClientTLSSettings, for cluster: ClusterPlan, of service: RegisteredService, rule: ConsolidatedRule?
    ) -> (plan: ClientTLSPlan?, origin: Origin?) {
        var credentials = CredentialGathering(self.credentials)
        let place = self.place(of: settings, at: .tls, in: rule)
        let plan = ClientTLSPlan(
            settings, serviceNames: service.subjectAltNames,
            cluster: (port: cluster.port, subset: cluster.subset, host: cluster.host), credentials: &credentials)
        for gap in credentials.gaps {
            guard let (resource, path) = place else { continue }
            self.report(
                settings: resource.diagnostic(
                    gap.missing.code, .error, .partDropped, at: path[fields: gap.field],
                    "\(gap.missing.reason) Connections to \(cluster.host) fail until it is there."))
        }
        let origin = place.map { resource, path in
            Origin(
                kind: DestinationRule.kind, namespace: resource.metadata.namespace, name: resource.metadata.name,
                path: path.description)
        }
        return (plan, origin)
    }
}
