import GatehouseModel

extension TrafficPolicy {
    /// The policy for one port and subset (semantics R3): a port's settings replace the policy around them wholesale,
    /// then a subset's blocks override one by one.
    static func effective(top: TrafficPolicy?, subset: TrafficPolicy?, port: Int) -> TrafficPolicy? {
        let (base, _) = top?.settings(for: port) ?? (nil, false)
        guard let subset else { return base }
        let (override, isPortLevel) = subset.settings(for: port)
        guard var result = base else { return override }
        if isPortLevel || override.loadBalancer != nil { result.loadBalancer = override.loadBalancer }
        if isPortLevel || override.connectionPool != nil { result.connectionPool = override.connectionPool }
        if isPortLevel || override.outlierDetection != nil { result.outlierDetection = override.outlierDetection }
        if isPortLevel || override.tls != nil { result.tls = override.tls }
        // A port's settings have no budget, so that they leave it as it is.
        if override.retryBudget != nil { result.retryBudget = override.retryBudget }
        return result
    }

    private func settings(for port: Int) -> (policy: TrafficPolicy, isPortLevel: Bool) {
        let ofPort = self.portLevelSettings.first { $0.port?.number.map { Int($0) } == port }
        guard let ofPort else { return (self, false) }
        var policy = TrafficPolicy()
        policy.loadBalancer = ofPort.loadBalancer
        policy.connectionPool = ofPort.connectionPool
        policy.outlierDetection = ofPort.outlierDetection
        policy.tls = ofPort.tls
        return (policy, true)
    }
}
