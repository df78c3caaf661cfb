/// When and how often a request is sent again (semantics A8 to A10).
public struct RetryPolicy: Hashable, Sendable {
    /// Retries after the first try.
    public var attempts: Int
    /// Conditions in Envoy's words.
    public var conditions: [String]
    /// Status codes that are retried.
    public var statusCodes: [Int]
    /// The time for one try; nil for the route's.
    public var perTryTimeout: Duration?
    /// What the waits before retries are multiples of.
    public var backOff: Duration
    /// Whether a retry goes to an endpoint that was not tried yet, if it can; nil for the balancer's own default: yes,
    /// save under a consistent hash.
    public var avoidsTriedEndpoints: Bool?
    /// Whether priorities that were tried twice are left out.
    public var avoidsTriedPriorities: Bool

    /// A policy.
    public init(
        attempts: Int, conditions: [String], statusCodes: [Int] = [], perTryTimeout: Duration? = nil,
        backOff: Duration = .milliseconds(25), avoidsTriedEndpoints: Bool? = nil, avoidsTriedPriorities: Bool = false
    ) {
        self.attempts = attempts
        self.conditions = conditions
        self.statusCodes = statusCodes
        self.perTryTimeout = perTryTimeout
        self.backOff = backOff
        self.avoidsTriedEndpoints = avoidsTriedEndpoints
        self.avoidsTriedPriorities = avoidsTriedPriorities
    }
}

/// Copies of requests to another destination; what comes of them is nobody's concern (semantics A13).
public struct MirrorPolicy: Hashable, Sendable {
    /// Where they go; its weight is of no meaning.
    public var destination: WeightedDestination
    /// How many requests are copied, in parts of a million.
    public var share: UInt32

    /// A policy.
    public init(destination: WeightedDestination, share: UInt32 = 1_000_000) {
        self.destination = destination
        self.share = share
    }
}

/// A limit to how often requests come: a bucket of tokens for each key, in each process. A request that finds its bucket
/// empty is answered 429.
public struct RateLimitPolicy: Hashable, Sendable {
    /// What has a bucket of its own.
    public enum Key: Hashable, Sendable {
        /// All requests together.
        case everything
        /// The client's address.
        case clientAddress
        /// The value of a header field, by its lowercase name; requests without it have one together.
        case header(String)
    }

    /// How many requests are let pass in each unit, in the long run.
    public var requests: Int
    /// The unit.
    public var unit: Duration
    /// How many may come at once: the bucket's size.
    public var burst: Int
    /// What has a bucket of its own.
    public var key: Key
    /// What the bucket belongs to: the resource and the limit's place in it. All rules that the limit is for share it.
    public var name: String

    /// A policy.
    public init(requests: Int, unit: Duration, burst: Int, key: Key = .everything, name: String) {
        self.requests = requests
        self.unit = unit
        self.burst = burst
        self.key = key
        self.name = name
    }
}
