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
            guard let (resource, path) = self.place(of: settings, in: rule) else { continue }
            let diagnostic = resource.diagnostic(
                gap.missing.code, .error, .partDropped, at: path[fields: gap.field],
                "\(gap.missing.reason) Connections to \(cluster.host) fail until it is there.")
            if self.reportedGaps.insert(diagnostic).inserted { self.diagnostics.append(diagnostic) }
        }
        return plan
    }

    /// Where settings stand: in the first place of the rule's resources that says the same.
    private func place(
        of settings: ClientTLSSettings, in rule: ConsolidatedRule?
    ) -> (Resource<DestinationRule>, FieldPath)? {
        for index in rule?.sources ?? [] {
            let resource = self.resources.destinationRules[index]
            var policies: [(TrafficPolicy, FieldPath)] = []
            if let policy = resource.spec.trafficPolicy { policies.append((policy, .spec["trafficPolicy"])) }
            for (place, subset) in resource.spec.subsets.enumerated() {
                if let policy = subset.trafficPolicy {
                    policies.append((policy, .spec["subsets"][place]["trafficPolicy"]))
                }
            }
            for (policy, path) in policies {
                if policy.tls == settings { return (resource, path["tls"]) }
                for (place, port) in policy.portLevelSettings.enumerated() where port.tls == settings {
                    return (resource, path["portLevelSettings"][place]["tls"])
                }
            }
        }
        return nil
    }
}
