import GatehouseModel
import GatehousePlan

extension ClusterCatalog {
    /// How connections to a cluster are secured (semantics C1, C4, C5); what is missing for it is reported with the
    /// DestinationRule that asks for it.
    mutating func tls(
        _ settings: ClientTLSSettings, for cluster: ClusterPlan, of service: RegisteredService, rule: ConsolidatedRule?
    ) -> ClientTLSPlan? {
        var credentials = CredentialGathering(self.credentials)
        let plan = ClientTLSPlan(
            settings, serviceNames: service.subjectAltNames,
            cluster: (port: cluster.port, subset: cluster.subset, host: cluster.host), credentials: &credentials)
        for gap in credentials.gaps {
            guard let (resource, path) = self.place(of: settings, at: .tls, in: rule) else { continue }
            self.report(
                settings: resource.diagnostic(
                    gap.missing.code, .error, .partDropped, at: path[fields: gap.field],
                    "\(gap.missing.reason) Connections to \(cluster.host) fail until it is there."))
        }
        return plan
    }
}
