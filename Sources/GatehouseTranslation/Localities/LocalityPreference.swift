import GatehouseModel

/// How near endpoints are preferred to others (semantics B4).
enum LocalityPreference {
    /// They are not.
    case none
    /// Places get fixed shares.
    case distribute([LocalityLoadBalancerSetting.Distribute])
    /// The nearest endpoints get everything, for as long as they are well. They are ordered by the labels that they
    /// share with the gateway, and by how far away they are: without labels, or where regions are named.
    case failover(labels: [String], regions: [LocalityLoadBalancerSetting.Failover])

    /// What holds for a cluster: what its policy says, else its service's traffic distribution, else that outlier
    /// detection brings failover with it.
    ///
    /// A policy that turns localities off, or that asks for zone awareness, which is not honoured, is obeyed in so far as
    /// nothing else takes its place.
    init(_ policy: TrafficPolicy?, distribution: TrafficDistribution) {
        let balancer = policy?.loadBalancer
        // Without outlier detection nothing is ever found unwell, so that nothing would fail over.
        let mayFailOver = policy?.outlierDetection != nil
        if balancer?.zoneAwareLbSetting != nil || balancer?.localityLbSetting?.enabled == false {
            self = .none
        } else if let setting = balancer?.localityLbSetting {
            if !setting.distribute.isEmpty {
                self = .distribute(setting.distribute)
            } else {
                self = mayFailOver ? .failover(labels: setting.failoverPriority, regions: setting.failover) : .none
            }
        } else if distribution != .any {
            self = .failover(labels: distribution.labels, regions: [])
        } else {
            self = mayFailOver ? .failover(labels: [], regions: []) : .none
        }
    }
}
