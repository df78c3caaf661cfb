import GatehouseModel

/// The node labels that a locality is made of; their order of preference is fixed.
private let topologyLabels: Set<String> = [
    "topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone",
]

extension LocalityLoadBalancerSetting {
    func validate(at: FieldValidator, outlierDetectionAt: FieldValidator?) {
        if !self.distribute.isEmpty && !self.failover.isEmpty {
            return at["failover"].error("can't stand beside `distribute`; keep one")
        }
        if !self.failover.isEmpty {
            for (index, label) in self.failoverPriority.enumerated() where topologyLabels.contains(label) {
                at["failoverPriority"][index].error("is \(label), and `failover` already orders localities; keep one")
            }
        }
        self.validateDistribution(at: at["distribute"])
        at.checkFailover(
            self.failover.map { ($0.from, $0.to) }, priorities: self.failoverPriority,
            outlierDetectionAt: outlierDetectionAt)
    }

    private func validateDistribution(at: FieldValidator) {
        for (index, entry) in self.distribute.enumerated() {
            let targets = at[index]["to"]
            for (locality, weight) in entry.to.sorted(by: { $0.key < $1.key }) where !(1...100).contains(weight) {
                targets[locality].error("is \(weight); the weight of a locality is 1 to 100")
            }
            let total = entry.to.values.reduce(UInt64(0)) { $0 + UInt64($1) }
            if total != 100 { targets.error("has weights that add up to \(total); the sum has to be 100") }
            var seen = LocalitySet()
            for locality in entry.to.keys.sorted() { targets[locality].error(is: seen.insert(locality)) }
        }
        var seen = LocalitySet()
        for (index, entry) in self.distribute.enumerated() {
            at[index]["from"].error(is: seen.insert(entry.from ?? ""))
        }
    }
}

extension ZoneAwareLoadBalancerSetting {
    func validate(at: FieldValidator, outlierDetectionAt: FieldValidator?) {
        for (index, label) in self.failoverPriority.enumerated() where topologyLabels.contains(label) {
            at["failoverPriority"][index].error("is \(label); zone awareness orders regions and zones by itself")
        }
        if self.minClusterSize == 0 { at["minClusterSize"].error("is 0; it is at least 1") }
        at.checkFailover(
            self.failover.map { ($0.from, $0.to) }, priorities: self.failoverPriority,
            outlierDetectionAt: outlierDetectionAt)
    }
}

extension FieldValidator {
    /// Failover is from region to region, and starts when outlier detection finds endpoints unhealthy.
    fileprivate func checkFailover(
        _ failover: [(from: String?, to: String?)], priorities: [String], outlierDetectionAt: FieldValidator?
    ) {
        if let outlierDetectionAt, !failover.isEmpty || !priorities.isEmpty {
            outlierDetectionAt.warning("is missing; without it nothing is ever found unhealthy, so nothing fails over")
        }
        for (index, entry) in failover.enumerated() {
            let at = self["failover"][index]
            let from = entry.from ?? ""
            let to = entry.to ?? ""
            if from == to { at.error("leads from \"\(from)\" to itself; name two regions") }
            for (field, region) in [("from", from), ("to", to)] {
                if region.contains("/") { at[field].error("is \"\(region)\"; only the region is named here") }
                if region.contains("*") { at[field].error("is \"\(region)\"; there are no wildcards here") }
            }
        }
    }
}
