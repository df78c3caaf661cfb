import GatehouseModel
import GatehousePlan

extension ClusterPlan {
    /// Takes over what the data plane honours of a policy; the rest is reported by `UnhonouredFields`. TLS, which needs
    /// certificates, and localities, which concern the endpoints, are not this one's.
    mutating func apply(_ policy: TrafficPolicy?) {
        guard let policy else { return }
        self.balancing = Balancing(policy.loadBalancer)
        // Envoy has a slow start for these two alone.
        if self.balancing == .leastRequest || self.balancing == .roundRobin {
            self.warmup = WarmupPlan(policy.loadBalancer)
        }
        self.limits = ConnectionLimits(policy.connectionPool, retryBudget: policy.retryBudget)
        self.outlierDetection = policy.outlierDetection.map { OutlierDetectionPlan($0) }
        if let tcp = policy.connectionPool?.tcp { self.apply(tcp) }
        if let http = policy.connectionPool?.http { self.apply(http) }
    }

    private mutating func apply(_ tcp: ConnectionPoolSettings.TCPSettings) {
        if let timeout = tcp.connectTimeout, timeout > .zero { self.connectTimeout = timeout }
        if let timeout = tcp.idleTimeout {
            // Zero is no limit for a relayed connection. An unused one is not kept for ever all the same.
            if timeout >= .zero { self.tcpIdleTimeout = timeout }
            if timeout > .zero { self.idleTimeout = timeout }
        }
        if let duration = tcp.maxConnectionDuration, duration > .zero { self.maxConnectionDuration = duration }
        self.tcpKeepalive = tcp.tcpKeepalive.map { TCPKeepalivePlan($0) }
    }

    private mutating func apply(_ http: ConnectionPoolSettings.HTTPSettings) {
        if let timeout = http.idleTimeout, timeout > .zero { self.idleTimeout = timeout }
        self.maxConcurrentStreams = limit(http.maxConcurrentStreams) ?? self.maxConcurrentStreams
        self.maxRequestsPerConnection = limit(http.maxRequestsPerConnection) ?? self.maxRequestsPerConnection
        self.http2Keepalive = http.http2KeepAlive.flatMap { HTTP2KeepalivePlan($0) }
        if http.useClientProtocol == true {
            self.upstreamProtocol = .client
        } else if http.h2UpgradePolicy == .upgrade {
            self.upstreamProtocol = .http2
        }
    }
}

extension ConnectionLimits {
    /// The limits that a policy sets. A budget for retries stands in place of a number of them.
    init(_ pool: ConnectionPoolSettings?, retryBudget: TrafficPolicy.RetryBudget?) {
        self.init(
            maxConnections: limit(pool?.tcp?.maxConnections),
            maxPendingRequests: limit(pool?.http?.http1MaxPendingRequests),
            maxRequests: limit(pool?.http?.http2MaxRequests),
            maxRetries: retryBudget == nil ? limit(pool?.http?.maxRetries) : nil,
            retryBudget: retryBudget.map { RetryBudgetPlan($0) })
    }
}

extension RetryBudgetPlan {
    /// The budget that a policy sets; a minimum of 0 counts as unset.
    init(_ budget: TrafficPolicy.RetryBudget) {
        self.init()
        if let percent = budget.percent, percent >= 0 { self.percent = percent }
        if let minimum = budget.minRetryConcurrency, minimum > 0 { self.minimum = Int(minimum) }
    }
}

extension HTTP2KeepalivePlan {
    /// The pings that a policy asks for; nil unless it says both how often and how long one waits, as it has to.
    fileprivate init?(_ settings: ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive) {
        guard let interval = settings.interval, let timeout = settings.timeout, interval > .zero, timeout > .zero
        else { return nil }
        self.init(interval: interval, timeout: timeout)
    }
}

extension TCPKeepalivePlan {
    /// The probes that a policy asks for; what is absent or 0 is the system's.
    init(_ settings: ConnectionPoolSettings.TCPSettings.TcpKeepalive) {
        func stated(_ duration: Duration?) -> Duration? { duration.flatMap { $0 > .zero ? $0 : nil } }
        self.init(
            probes: settings.probes.flatMap { $0 > 0 ? Int($0) : nil }, time: stated(settings.time),
            interval: stated(settings.interval))
    }
}

/// A limit; Istio takes 0 for absent.
private func limit(_ value: Int32?) -> Int? { value.flatMap { $0 > 0 ? Int($0) : nil } }
