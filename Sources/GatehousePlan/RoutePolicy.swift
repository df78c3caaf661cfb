/// What is applied to the requests and responses of a route besides its action.
public struct RoutePolicy: Hashable, Sendable {
    /// The rule's operations on the request.
    public var requestHeaders: [HeaderOperation]
    /// The rule's operations on the response; they apply to redirects and direct responses too.
    public var responseHeaders: [HeaderOperation]
    /// An injected fault.
    public var fault: FaultPolicy?
    /// Cross-origin rules.
    public var cors: CORSPolicy?
    /// The time for the whole response, from the complete request on; nil for none (semantics A7).
    public var timeout: Duration?
    /// Retries; nil for none.
    public var retry: RetryPolicy?
    /// Where copies of requests go (semantics A13).
    public var mirrors: [MirrorPolicy]
    /// Limits to how often requests come, in order; each has to let a request pass.
    public var rateLimits: [RateLimitPolicy]
    /// The most bytes that a request's body may have; nil for no limit.
    public var maxRequestBytes: Int?
    /// How long a request may take to be complete, from its head on; nil for no limit.
    public var requestTimeout: Duration?

    /// A policy; the default one changes nothing.
    public init(
        requestHeaders: [HeaderOperation] = [], responseHeaders: [HeaderOperation] = [], fault: FaultPolicy? = nil,
        cors: CORSPolicy? = nil, timeout: Duration? = nil, retry: RetryPolicy? = nil, mirrors: [MirrorPolicy] = [],
        rateLimits: [RateLimitPolicy] = [], maxRequestBytes: Int? = nil, requestTimeout: Duration? = nil
    ) {
        self.requestHeaders = requestHeaders
        self.responseHeaders = responseHeaders
        self.fault = fault
        self.cors = cors
        self.timeout = timeout
        self.retry = retry
        self.mirrors = mirrors
        self.rateLimits = rateLimits
        self.maxRequestBytes = maxRequestBytes
        self.requestTimeout = requestTimeout
    }
}

/// Faults to inject: the delay first, then the abort, each rolled by itself (semantics A12).
public struct FaultPolicy: Hashable, Sendable {
    /// Parts of a million requests.
    public typealias PartsPerMillion = UInt32

    /// How long a delayed request waits.
    public var delay: Duration?
    /// How many requests are delayed.
    public var delayShare: PartsPerMillion
    /// The status that an aborted request gets.
    public var abortStatus: Int?
    /// The gRPC status that an aborted request gets.
    public var abortGRPCStatus: Int?
    /// How many requests are aborted.
    public var abortShare: PartsPerMillion

    /// A fault policy.
    public init(
        delay: Duration? = nil, delayShare: PartsPerMillion = 0, abortStatus: Int? = nil, abortGRPCStatus: Int? = nil,
        abortShare: PartsPerMillion = 0
    ) {
        self.delay = delay
        self.delayShare = delayShare
        self.abortStatus = abortStatus
        self.abortGRPCStatus = abortGRPCStatus
        self.abortShare = abortShare
    }
}

/// Cross-origin resource sharing (semantics A14).
public struct CORSPolicy: Hashable, Sendable {
    /// Origins that are allowed.
    public var allowOrigins: [StringCondition]
    /// `access-control-allow-methods`, joined; empty for none.
    public var allowMethods: String
    /// `access-control-allow-headers`, joined; empty for none.
    public var allowHeaders: String
    /// `access-control-expose-headers`, joined; empty for none.
    public var exposeHeaders: String
    /// `access-control-max-age` in seconds, as text; empty for none.
    public var maxAge: String
    /// Whether credentials are allowed.
    public var allowCredentials: Bool
    /// Whether a preflight that no origin matches goes upstream; otherwise it is answered 200 without headers.
    public var forwardsUnmatchedPreflights: Bool

    /// A policy.
    public init(
        allowOrigins: [StringCondition], allowMethods: String = "", allowHeaders: String = "",
        exposeHeaders: String = "", maxAge: String = "", allowCredentials: Bool = false,
        forwardsUnmatchedPreflights: Bool = true
    ) {
        self.allowOrigins = allowOrigins
        self.allowMethods = allowMethods
        self.allowHeaders = allowHeaders
        self.exposeHeaders = exposeHeaders
        self.maxAge = maxAge
        self.allowCredentials = allowCredentials
        self.forwardsUnmatchedPreflights = forwardsUnmatchedPreflights
    }
}
