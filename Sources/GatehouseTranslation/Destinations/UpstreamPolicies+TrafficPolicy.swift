import GatehouseModel
import GatehousePlan

extension ConnectionLimits {
    /// The limits of a policy; 0 stands for absent, as in Istio.
    init(_ policy: TrafficPolicy) {
        func limit(_ value: Int32?) -> Int? { value.flatMap { $0 > 0 ? Int($0) : nil } }
        let pool = policy.connectionPool
        self.init(
            maxConnections: limit(pool?.tcp?.maxConnections),
            maxPendingRequests: limit(pool?.http?.http1MaxPendingRequests),
            maxRequests: limit(pool?.http?.http2MaxRequests), maxRetries: limit(pool?.http?.maxRetries),
            retryBudget: policy.retryBudget.map {
                RetryBudgetPlan(percent: $0.percent ?? 20, minimum: $0.minRetryConcurrency.map { Int($0) } ?? 3)
            })
    }
}

extension TCPKeepalivePlan {
    /// What is stated; the rest is the system's.
    init(_ keepalive: ConnectionPoolSettings.TCPSettings.TcpKeepalive) {
        self.init(
            probes: keepalive.probes.flatMap { $0 > 0 ? Int($0) : nil },
            time: keepalive.time.flatMap { $0 > .zero ? $0 : nil },
            interval: keepalive.interval.flatMap { $0 > .zero ? $0 : nil })
    }
}

extension OutlierDetectionPlan {
    /// Istio's defaults with what is stated.
    init(_ detection: OutlierDetection) {
        self.init()
        if let count = detection.consecutive5xxErrors ?? detection.consecutiveErrors.map({ UInt32(clamping: $0) }) {
            self.consecutive5xx = Int(count)
        }
        if let count = detection.consecutiveGatewayErrors { self.consecutiveGatewayErrors = Int(count) }
        self.splitsLocalOrigin = detection.splitExternalLocalOriginErrors ?? false
        if let count = detection.consecutiveLocalOriginFailures { self.consecutiveLocalOriginFailures = Int(count) }
        if let interval = detection.interval, interval > .zero { self.interval = interval }
        if let time = detection.baseEjectionTime, time > .zero { self.baseEjectionTime = time }
        if let percent = detection.maxEjectionPercent, percent > 0 { self.maxEjectionPercent = Int(percent) }
        if let percent = detection.minHealthPercent, percent > 0 { self.minHealthPercent = Int(percent) }
    }
}
