import GatehouseModel
import GatehousePlan

extension ClusterCatalog {
    /// Prefers near endpoints of a cluster as its policy and its service would have it (semantics B4). What can't be done
    /// because nobody knows where the gateway is, is reported where a policy asks for it.
    mutating func arrange(
        _ endpoints: [LabelledEndpoint], under policy: TrafficPolicy?, of service: RegisteredService,
        rule: ConsolidatedRule?
    ) -> [LabelledEndpoint] {
        let preference = LocalityPreference(policy, distribution: service.distribution)
        if !self.place.locality.isKnown {
            if let settings = policy?.loadBalancer, let field = preference.fieldOfUnknownPlace(self.place) {
                self.reportUnknownPlace(settings, field: field, in: rule)
            }
            // What comes of the service's own word alone compares places, the gateway's with all.
            if policy?.loadBalancer?.localityLbSetting == nil { return endpoints }
        }
        return preference.arrange(endpoints, for: self.place)
    }

    private mutating func reportUnknownPlace(
        _ settings: LoadBalancerSettings, field: String, in rule: ConsolidatedRule?
    ) {
        guard let (resource, block) = self.place(of: settings, at: .loadBalancer, in: rule) else { return }
        let path = block["localityLbSetting"][field]
        self.report(
            settings: resource.diagnostic(
                "GH0215", .warning, .fieldIgnored, at: path,
                "`\(path)` compares places with the gateway's, which is not known: near endpoints are not preferred."
                    + " Pass --locality REGION/ZONE/SUBZONE."))
    }
}

extension LocalityPreference {
    /// The field that asks where a gateway is that does not know it; nil when none does.
    fileprivate func fieldOfUnknownPlace(_ gateway: GatewayPlace) -> String? {
        switch self {
        case .none: return nil
        case .distribute(let rules):
            // `*` holds wherever the gateway is.
            return rules.contains { gateway.locality.matches($0.from ?? "") } ? nil : "distribute"
        case .failover(let labels, let regions):
            if !regions.isEmpty { return "failover" }
            let comparesPlaces = labels.contains { Locality.isPart($0) && gateway.value(of: $0) == nil }
            return comparesPlaces ? "failoverPriority" : nil
        }
    }
}
