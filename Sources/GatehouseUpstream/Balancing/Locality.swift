/// The hosts of one priority in one place, where places have shares of their own (`distribute`; semantics B4).
struct Locality {
    /// What the plan gives it; 0 for nothing.
    private(set) var weight: Double
    /// The hosts that may be picked, by their places in the balancer.
    private(set) var usable: [Int] = []
    private var counted = 0

    /// Its share among the others: all it was given, down to a healthy share of 1 / 1.4.
    var share: Double {
        let health = Double(PriorityLoads.overprovisioning * self.usable.count) / Double(100 * max(self.counted, 1))
        return self.weight * min(1, health)
    }

    /// The localities of a priority that have a share. Empty when none was given any, or none of those has a usable host;
    /// then all hosts of the priority are one pool (as in Envoy).
    static func withShares(_ members: [Int], of hosts: [LoadBalancer.Host], isPanicAllowed: Bool) -> [Locality] {
        guard members.contains(where: { hosts[$0].localityWeight != nil }) else { return [] }
        var localities: [Locality] = []
        var places: [String: Int] = [:]
        for index in members {
            let host = hosts[index]
            let weight = Double(min(max(host.localityWeight ?? 0, 0), Int(UInt32.max)))
            let place = places[host.locality] ?? localities.count
            if place == localities.count {
                places[host.locality] = place
                localities.append(Locality(weight: weight))
            }
            localities[place].weight = max(localities[place].weight, weight)
            if host.isUsable { localities[place].usable.append(index) }
            if host.isReady || !isPanicAllowed { localities[place].counted += 1 }
        }
        return localities.filter { $0.share > 0 }
    }
}
