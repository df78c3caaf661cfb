import GatehouseModel
import GatehousePlan

extension ClusterPlan {
    /// Takes over what the data plane honours of a policy; the rest is reported by `UnhonouredFields`.
    mutating func apply(_ policy: TrafficPolicy?) {
        guard let policy else { return }
        self.balancing = Balancing(policy.loadBalancer)
        self.warmup = WarmupPlan(policy.loadBalancer)
        self.limits = ConnectionLimits(policy)
        self.outlierDetection = policy.outlierDetection.map { OutlierDetectionPlan($0) }
        let pool = policy.connectionPool
        if let timeout = pool?.tcp?.connectTimeout, timeout > .zero { self.connectTimeout = timeout }
        if let timeout = pool?.http?.idleTimeout ?? pool?.tcp?.idleTimeout, timeout > .zero {
            self.idleTimeout = timeout
        }
        self.tcpKeepalive = pool?.tcp?.tcpKeepalive.map { TCPKeepalivePlan($0) }
        if let longest = pool?.tcp?.maxConnectionDuration, longest > .zero { self.maxConnectionDuration = longest }
        if let timeout = pool?.tcp?.idleTimeout, timeout >= .zero { self.tcpIdleTimeout = timeout }
        if let maximum = pool?.http?.maxConcurrentStreams, maximum > 0 { self.maxConcurrentStreams = Int(maximum) }
        if pool?.http?.useClientProtocol == true {
            self.upstreamProtocol = .client
        } else if pool?.http?.h2UpgradePolicy == .upgrade {
            self.upstreamProtocol = .http2
        }
        if let maximum = pool?.http?.maxRequestsPerConnection, maximum > 0 {
            self.maxRequestsPerConnection = Int(maximum)
        }
    }
}

extension EndpointSet {
    /// These endpoints in order; of several with one address and port, the first ready one counts.
    init(merging endpoints: [Endpoint]) {
        let sorted = endpoints.sorted { left, right in
            (left.address, left.port, left.isReady ? 0 : 1) < (right.address, right.port, right.isReady ? 0 : 1)
        }
        self.init()
        self.endpoints.reserveCapacity(sorted.count)
        for endpoint in sorted {
            if let last = self.endpoints.last, last.address == endpoint.address, last.port == endpoint.port { continue }
            self.endpoints.append(endpoint)
        }
    }
}
