/// How much may be under way in a cluster at a time, over all workers of the process. What is beyond is answered 503 UO.
public struct ConnectionLimits: Hashable, Sendable {
    /// Connections; nil for no limit, as in the others.
    public var maxConnections: Int?
    /// Requests that wait for a connection.
    public var maxPendingRequests: Int?
    /// Requests, of HTTP/1 as well.
    public var maxRequests: Int?
    /// Retries.
    public var maxRetries: Int?
    /// A limit for retries that grows with the requests; in place of `maxRetries`.
    public var retryBudget: RetryBudgetPlan?

    /// Limits; the default ones limit nothing.
    public init(
        maxConnections: Int? = nil, maxPendingRequests: Int? = nil, maxRequests: Int? = nil, maxRetries: Int? = nil,
        retryBudget: RetryBudgetPlan? = nil
    ) {
        self.maxConnections = maxConnections
        self.maxPendingRequests = maxPendingRequests
        self.maxRequests = maxRequests
        self.maxRetries = maxRetries
        self.retryBudget = retryBudget
    }
}

/// Retries as a share of the requests under way.
public struct RetryBudgetPlan: Hashable, Sendable {
    /// The share, in percent.
    public var percent: Double
    /// How many retries are always allowed.
    public var minimum: Int

    /// A budget.
    public init(percent: Double = 20, minimum: Int = 3) {
        self.percent = percent
        self.minimum = minimum
    }
}

/// When endpoints that fail are left out (`outlierDetection` of the semantics).
public struct OutlierDetectionPlan: Hashable, Sendable {
    /// How many 5xx in a row eject; 0 for never.
    public var consecutive5xx: Int
    /// How many of 502, 503 and 504 in a row eject; 0 for never.
    public var consecutiveGatewayErrors: Int
    /// Whether failures to reach an endpoint are counted apart from what it answers.
    public var splitsLocalOrigin: Bool
    /// How many failures to reach it in a row eject, where they are counted apart; 0 for never.
    public var consecutiveLocalOriginFailures: Int
    /// How often endpoints are let in again.
    public var interval: Duration
    /// How long the first ejection lasts; the next ones last as many times as long.
    public var baseEjectionTime: Duration
    /// How many endpoints may be out at a time, in percent.
    public var maxEjectionPercent: Int
    /// Below how many healthy endpoints, in percent, ejected ones are used as well; 0 for never.
    public var minHealthPercent: Int
    /// The statuses that count as errors in place of 500 to 599, in order; empty for those. One of them that is no 5xx
    /// counts as 500, a 5xx that is none of them as a success (Envoy's `error_matcher`).
    public var errorStatuses: [Int]

    /// A plan; the defaults are those of Istio once there is one.
    public init(
        consecutive5xx: Int = 5, consecutiveGatewayErrors: Int = 0, splitsLocalOrigin: Bool = false,
        consecutiveLocalOriginFailures: Int = 5, interval: Duration = .seconds(10),
        baseEjectionTime: Duration = .seconds(30), maxEjectionPercent: Int = 10, minHealthPercent: Int = 0,
        errorStatuses: [Int] = []
    ) {
        self.consecutive5xx = consecutive5xx
        self.consecutiveGatewayErrors = consecutiveGatewayErrors
        self.splitsLocalOrigin = splitsLocalOrigin
        self.consecutiveLocalOriginFailures = consecutiveLocalOriginFailures
        self.interval = interval
        self.baseEjectionTime = baseEjectionTime
        self.maxEjectionPercent = maxEjectionPercent
        self.minHealthPercent = minHealthPercent
        self.errorStatuses = errorStatuses
    }
}

/// How the gateway asks the endpoints of a cluster whether they are well.
public struct HealthCheckPlan: Hashable, Sendable {
    /// What is asked.
    public enum Question: Hashable, Sendable {
        /// A GET; well is a status of 200 to 399.
        case http(path: String, host: String?)
        /// A connection; well is that it comes about.
        case tcp
        /// gRPC's health protocol; well is SERVING. The service asked for, empty for the whole server.
        case grpc(service: String)
    }

    /// What is asked.
    public var question: Question
    /// How often.
    public var interval: Duration
    /// How long an answer may take.
    public var timeout: Duration
    /// How many good answers in a row make an unwell endpoint well.
    public var healthyThreshold: Int
    /// How many bad answers in a row make a well one unwell.
    public var unhealthyThreshold: Int

    /// A plan.
    public init(
        question: Question, interval: Duration = .seconds(10), timeout: Duration = .seconds(2),
        healthyThreshold: Int = 2, unhealthyThreshold: Int = 3
    ) {
        self.question = question
        self.interval = interval
        self.timeout = timeout
        self.healthyThreshold = healthyThreshold
        self.unhealthyThreshold = unhealthyThreshold
    }
}

/// How an upstream is asked by PING of HTTP/2 whether it is still there.
public struct HTTP2KeepalivePlan: Hashable, Sendable {
    /// How long after the last answer it is asked.
    public var interval: Duration
    /// How long it may take to answer, or to send anything else, before the connection is closed.
    public var timeout: Duration

    /// A plan.
    public init(interval: Duration, timeout: Duration) {
        self.interval = interval
        self.timeout = timeout
    }
}

/// Keep-alive probes of TCP. What is nil is the system's.
public struct TCPKeepalivePlan: Hashable, Sendable {
    /// How many probes without an answer end a connection.
    public var probes: Int?
    /// How long a connection is silent before the first.
    public var time: Duration?
    /// How long one waits for the next.
    public var interval: Duration?

    /// A plan.
    public init(probes: Int? = nil, time: Duration? = nil, interval: Duration? = nil) {
        self.probes = probes
        self.time = time
        self.interval = interval
    }
}
