/// When failed attempts are repeated.
public struct HTTPRetry: Hashable, Sendable {
    /// Attempts after the first; 0 turns retries off.
    public var attempts: Int32?
    /// How long one attempt may take; the rule's timeout where absent.
    public var perTryTimeout: Duration?
    /// Conditions and status codes, separated by commas.
    public var retryOn: String?
    /// Whether a retry may leave the locality.
    public var retryRemoteLocalities: Bool?
    /// Whether a retry may go to an endpoint that has failed already; its default is to avoid them.
    public var retryIgnorePreviousHosts: Bool?
    /// The shortest pause before a retry; 25 ms where absent.
    public var backoff: Duration?

    /// Fields that are not given are absent.
    public init(
        attempts: Int32? = nil, perTryTimeout: Duration? = nil, retryOn: String? = nil,
        retryRemoteLocalities: Bool? = nil, retryIgnorePreviousHosts: Bool? = nil, backoff: Duration? = nil
    ) {
        self.attempts = attempts
        self.perTryTimeout = perTryTimeout
        self.retryOn = retryOn
        self.retryRemoteLocalities = retryRemoteLocalities
        self.retryIgnorePreviousHosts = retryIgnorePreviousHosts
        self.backoff = backoff
    }
}

/// Which cross-origin requests of browsers are allowed.
public struct CorsPolicy: Hashable, Sendable {
    /// Deprecated: exact origins, or `*`.
    public var allowOrigin: [String]
    /// Origins that may use this.
    public var allowOrigins: [StringMatch]
    /// Answered in `access-control-allow-methods`.
    public var allowMethods: [String]
    /// Answered in `access-control-allow-headers`.
    public var allowHeaders: [String]
    /// Answered in `access-control-expose-headers`.
    public var exposeHeaders: [String]
    /// How long a browser may remember a preflight.
    public var maxAge: Duration?
    /// Whether requests may carry credentials.
    public var allowCredentials: Bool?
    /// What becomes of preflights from other origins.
    public var unmatchedPreflights: UnmatchedPreflights?

    /// Fields that are not given are absent.
    public init(
        allowOrigin: [String] = [], allowOrigins: [StringMatch] = [], allowMethods: [String] = [],
        allowHeaders: [String] = [], exposeHeaders: [String] = [], maxAge: Duration? = nil,
        allowCredentials: Bool? = nil, unmatchedPreflights: UnmatchedPreflights? = nil
    ) {
        self.allowOrigin = allowOrigin
        self.allowOrigins = allowOrigins
        self.allowMethods = allowMethods
        self.allowHeaders = allowHeaders
        self.exposeHeaders = exposeHeaders
        self.maxAge = maxAge
        self.allowCredentials = allowCredentials
        self.unmatchedPreflights = unmatchedPreflights
    }
}

extension CorsPolicy {
    /// What becomes of preflights from origins that are not allowed.
    public enum UnmatchedPreflights: String, Hashable, Sendable, CaseIterable {
        /// The default, as `FORWARD`.
        case unspecified = "UNSPECIFIED"
        /// Forwarded to the destination.
        case forward = "FORWARD"
        /// Answered by the gateway, without allowing anything.
        case ignore = "IGNORE"
    }
}

/// Faults made on purpose.
public struct HTTPFaultInjection: Hashable, Sendable {
    /// Holds requests back.
    public var delay: Delay?
    /// Answers with a failure.
    public var abort: Abort?

    /// Fields that are not given are absent.
    public init(delay: Delay? = nil, abort: Abort? = nil) {
        self.delay = delay
        self.abort = abort
    }
}

extension HTTPFaultInjection {
    /// A delay before a request is forwarded.
    public struct Delay: Hashable, Sendable {
        /// Deprecated: the share of requests, whole percent.
        public var percent: Int32?
        /// How long requests are held back.
        public var fixedDelay: Duration?
        /// A mean delay; never put into effect by Istio.
        public var exponentialDelay: Duration?
        /// The share of requests; none where absent.
        public var percentage: Percent?

        /// Fields that are not given are absent.
        public init(
            percent: Int32? = nil, fixedDelay: Duration? = nil, exponentialDelay: Duration? = nil,
            percentage: Percent? = nil
        ) {
            self.percent = percent
            self.fixedDelay = fixedDelay
            self.exponentialDelay = exponentialDelay
            self.percentage = percentage
        }
    }
}

extension HTTPFaultInjection {
    /// A failure in place of an answer, as one of three kinds.
    public struct Abort: Hashable, Sendable {
        /// An HTTP status.
        public var httpStatus: Int32?
        /// A gRPC status by name, such as `UNAVAILABLE`.
        public var grpcStatus: String?
        /// An HTTP/2 error; never put into effect by Istio.
        public var http2Error: String?
        /// The share of requests; none where absent.
        public var percentage: Percent?

        /// Fields that are not given are absent.
        public init(
            httpStatus: Int32? = nil, grpcStatus: String? = nil, http2Error: String? = nil, percentage: Percent? = nil
        ) {
            self.httpStatus = httpStatus
            self.grpcStatus = grpcStatus
            self.http2Error = http2Error
            self.percentage = percentage
        }
    }
}

/// Changes to headers.
public struct Headers: Hashable, Sendable {
    /// Changes before a request is forwarded.
    public var request: HeaderOperations?
    /// Changes before a response is returned.
    public var response: HeaderOperations?

    /// Fields that are not given are absent.
    public init(request: HeaderOperations? = nil, response: HeaderOperations? = nil) {
        self.request = request
        self.response = response
    }
}

extension Headers {
    /// Changes to one set of headers, in this order.
    public struct HeaderOperations: Hashable, Sendable {
        /// Replaces headers.
        public var set: [String: String]
        /// Appends to headers.
        public var add: [String: String]
        /// Removes headers.
        public var remove: [String]

        /// Fields that are not given are absent.
        public init(set: [String: String] = [:], add: [String: String] = [:], remove: [String] = []) {
            self.set = set
            self.add = add
            self.remove = remove
        }
    }
}
