import GatehouseObjects

extension ServiceRules {
    /// What is wrong with how traffic comes to a service.
    static func problems(ofTraffic spec: JSON, old: JSON?) -> [APIStatus.Cause] {
        Self.problems(ofPolicies: spec) + Self.problems(ofAffinity: spec) + Self.problems(ofOutside: spec)
            + Self.problems(ofBalancer: spec, old: old)
            + LabelSyntax.problems(ofLabels: spec["selector"], "spec.selector")
    }

    private static func problems(ofPolicies spec: JSON) -> [APIStatus.Cause] {
        let policies = ["Cluster", "Local"]
        var problems: [APIStatus.Cause] = []
        for name in ["externalTrafficPolicy", "internalTrafficPolicy"] {
            guard let policy = spec[name]?.string, !policy.isEmpty else { continue }
            if name == "externalTrafficPolicy", !Self.isReachedFromOutside(spec) {
                problems.append(
                    .invalid("spec.\(name)", policy, "may only be set for externally-accessible services"))
            } else if !policies.contains(policy) {
                problems.append(.unsupported("spec.\(name)", policy, policies))
            }
        }
        if let number = spec["healthCheckNodePort"], number != 0, !Self.hasHealthCheckPort(spec) {
            problems.append(
                .invalid(
                    "spec.healthCheckNodePort", value: number,
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"))
        }
        return problems
    }

    private static func problems(ofAffinity spec: JSON) -> [APIStatus.Cause] {
        let affinities = ["ClientIP", "None"]
        if let affinity = spec["sessionAffinity"]?.string, !affinities.contains(affinity) {
            return [.unsupported("spec.sessionAffinity", affinity, affinities)]
        }
        // A day at most.
        if let seconds = spec["sessionAffinityConfig"]?["clientIP"]?["timeoutSeconds"],
            !(1...86400).contains(seconds.integer ?? 0)
        {
            return [
                .invalid(
                    "spec.sessionAffinityConfig.clientIP.timeoutSeconds", value: seconds,
                    "must be greater than 0 and less than 86400")
            ]
        }
        return []
    }

    private static func problems(ofOutside spec: JSON) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        for (index, address) in (spec["externalIPs"]?.array?.compactMap(\.string) ?? []).enumerated() {
            if let problem = AddressSyntax.problem(ofDestination: address, allowsLoopback: false) {
                problems.append(.invalid("spec.externalIPs[\(index)]", address, problem))
            }
        }
        let ranges = spec["loadBalancerSourceRanges"]?.array?.compactMap(\.string) ?? []
        if !ranges.isEmpty, spec["type"] != "LoadBalancer" {
            problems.append(Self.forbiddenElsewhere("loadBalancerSourceRanges"))
        }
        for (index, range) in ranges.enumerated() where !AddressSyntax.isRange(range.trimmed) {
            problems.append(
                .invalid(
                    "spec.loadBalancerSourceRanges[\(index)]", range,
                    "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"))
        }
        return problems
    }

    private static func problems(ofBalancer spec: JSON, old: JSON?) -> [APIStatus.Cause] {
        guard spec["type"] == "LoadBalancer" else {
            return ["allocateLoadBalancerNodePorts", "loadBalancerClass"].filter { spec[$0] != nil }
                .map(Self.forbiddenElsewhere)
        }
        let path = "spec.loadBalancerClass"
        if let old, old["type"] == "LoadBalancer", old["loadBalancerClass"] != spec["loadBalancerClass"] {
            return [.invalid(path, value: spec["loadBalancerClass"] ?? .null, "may not change once set")]
        }
        guard let name = spec["loadBalancerClass"]?.string, let problem = LabelSyntax.problem(ofKey: name) else {
            return []
        }
        return [.invalid(path, name, problem)]
    }

    private static func forbiddenElsewhere(_ field: String) -> APIStatus.Cause {
        .forbidden("spec.\(field)", "may only be used when `type` is 'LoadBalancer'")
    }
}

extension String {
    /// The text without spaces around it.
    fileprivate var trimmed: String {
        let start = self.drop { $0 == " " }
        return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
    }
}
