import GatehouseObjects

/// Leases.
struct LeaseRules: KindRules {
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        let spec = object["spec"]
        var problems: [APIStatus.Cause] = []
        if let seconds = spec?["leaseDurationSeconds"], (seconds.integer ?? 0) <= 0 {
            problems.append(.invalid("spec.leaseDurationSeconds", value: seconds, "must be greater than 0"))
        }
        if let transitions = spec?["leaseTransitions"], (transitions.integer ?? 0) < 0 {
            problems.append(
                .invalid("spec.leaseTransitions", value: transitions, "must be greater than or equal to 0"))
        }
        return problems
    }
}
