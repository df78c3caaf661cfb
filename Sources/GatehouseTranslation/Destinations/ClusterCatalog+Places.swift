import GatehouseModel

/// A block of settings that a policy can have for a whole service, and for one of its ports.
struct PolicyBlock<Settings: Equatable> {
    /// The block's field.
    var field: String
    /// The block of a policy.
    var ofPolicy: (TrafficPolicy) -> Settings?
    /// The block of a port's settings.
    var ofPort: (TrafficPolicy.PortTrafficPolicy) -> Settings?
}

extension PolicyBlock<ClientTLSSettings> {
    /// How connections are secured.
    static var tls: Self { Self(field: "tls", ofPolicy: { $0.tls }, ofPort: { $0.tls }) }
}

extension PolicyBlock<LoadBalancerSettings> {
    /// How endpoints are picked.
    static var loadBalancer: Self {
        Self(field: "loadBalancer", ofPolicy: { $0.loadBalancer }, ofPort: { $0.loadBalancer })
    }
}

extension PolicyBlock<OutlierDetection> {
    /// When endpoints are left out.
    static var outlierDetection: Self {
        Self(field: "outlierDetection", ofPolicy: { $0.outlierDetection }, ofPort: { $0.outlierDetection })
    }
}

extension ClusterCatalog {
    /// Where settings stand: in the first place of the rule's resources that says the same.
    func place<Settings>(
        of settings: Settings, at block: PolicyBlock<Settings>, in rule: ConsolidatedRule?
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
                if block.ofPolicy(policy) == settings { return (resource, path[block.field]) }
                for (place, port) in policy.portLevelSettings.enumerated() where block.ofPort(port) == settings {
                    return (resource, path["portLevelSettings"][place][block.field])
                }
            }
        }
        return nil
    }
}
