import GatehouseModel

extension UnhonouredFields {
    /// What of a DestinationRule is not honoured yet.
    init(_ rule: DestinationRule) {
        self.init()
        self.add(rule.trafficPolicy, at: .spec["trafficPolicy"])
        for (index, subset) in rule.subsets.enumerated() {
            self.add(subset.trafficPolicy, at: .spec["subsets"][index]["trafficPolicy"])
        }
    }

    private mutating func add(_ policy: TrafficPolicy?, at path: @autoclosure () -> FieldPath) {
        guard let policy else { return }
        self.add(policy.loadBalancer, at: path()["loadBalancer"])
        self.add(policy.tls, at: path()["tls"])
        self.note(path()["tunnel"], if: policy.tunnel != nil, "connections are made directly")
        self.note(path()["proxyProtocol"], if: policy.proxyProtocol != nil, "no PROXY header is sent")
        self.note(
            path()["retryBudget"]["budgetInterval"], if: (policy.retryBudget?.budgetInterval ?? .zero) > .zero,
            "retries are a share of the requests that are under way")
        for (index, port) in policy.portLevelSettings.enumerated() {
            let path = path()["portLevelSettings"][index]
            self.add(port.loadBalancer, at: path["loadBalancer"])
            self.add(port.tls, at: path["tls"])
        }
    }

    private mutating func add(_ tls: ClientTLSSettings?, at path: @autoclosure () -> FieldPath) {
        guard let tls, tls.mode == .simple || tls.mode == .mutual else { return }
        let isSystem = stated(tls.caCertificates) == nil && stated(tls.credentialName) == nil
        self.note(
            path()["caCrl"], if: isSystem && stated(tls.caCrl) != nil,
            "what the system's authorities have signed is trusted though it was revoked")
    }

    private mutating func add(_ balancer: LoadBalancerSettings?, at path: @autoclosure () -> FieldPath) {
        guard let balancer else { return }
        self.note(path()["simple"], if: balancer.simple == .passthrough, "endpoints are picked by LEAST_REQUEST")
        self.note(
            path()["zoneAwareLbSetting"], if: balancer.zoneAwareLbSetting != nil, "zones and regions are not looked at")
    }
}
