/// One rule for HTTP: conditions, one action, and policies around it.
public struct HTTPRoute: Hashable, Sendable {
    /// The route's name in access logs.
    public var name: String?
    /// Conditions, of which one must hold; empty matches everything.
    public var match: [HTTPMatchRequest]
    /// Where matching requests are forwarded.
    public var route: [HTTPRouteDestination]
    /// Answers with a redirect; excludes forwarding.
    public var redirect: HTTPRedirect?
    /// Answers with a fixed response; excludes forwarding.
    public var directResponse: HTTPDirectResponse?
    /// Leaves the rest to another VirtualService.
    public var delegate: Delegate?
    /// Changes path or authority before forwarding.
    public var rewrite: HTTPRewrite?
    /// How long the response may take; absent or 0 is forever.
    public var timeout: Duration?
    /// When failed attempts are repeated.
    public var retries: HTTPRetry?
    /// Delays and failures made on purpose.
    public var fault: HTTPFaultInjection?
    /// A service that gets a copy of each request.
    public var mirror: Destination?
    /// Services that get copies of requests, each with its share.
    public var mirrors: [HTTPMirrorPolicy]
    /// Deprecated: the share of requests copied to `mirror`, whole percent.
    public var mirrorPercent: UInt32?
    /// The share of requests copied to `mirror`; all where absent.
    public var mirrorPercentage: Percent?
    /// Which origins may use this from a browser.
    public var corsPolicy: CorsPolicy?
    /// Changes to headers of requests and responses.
    public var headers: Headers?

    /// Fields that are not given are absent.
    public init(
        name: String? = nil, match: [HTTPMatchRequest] = [], route: [HTTPRouteDestination] = [],
        redirect: HTTPRedirect? = nil, directResponse: HTTPDirectResponse? = nil, delegate: Delegate? = nil,
        rewrite: HTTPRewrite? = nil, timeout: Duration? = nil, retries: HTTPRetry? = nil,
        fault: HTTPFaultInjection? = nil, mirror: Destination? = nil, mirrors: [HTTPMirrorPolicy] = [],
        mirrorPercent: UInt32? = nil, mirrorPercentage: Percent? = nil, corsPolicy: CorsPolicy? = nil,
        headers: Headers? = nil
    ) {
        self.name = name
        self.match = match
        self.route = route
        self.redirect = redirect
        self.directResponse = directResponse
        self.delegate = delegate
        self.rewrite = rewrite
        self.timeout = timeout
        self.retries = retries
        self.fault = fault
        self.mirror = mirror
        self.mirrors = mirrors
        self.mirrorPercent = mirrorPercent
        self.mirrorPercentage = mirrorPercentage
        self.corsPolicy = corsPolicy
        self.headers = headers
    }
}

/// A destination and its share of the requests.
public struct HTTPRouteDestination: Hashable, Sendable {
    /// The service.
    public var destination: Destination?
    /// The share, relative to the sum; a lone destination gets everything.
    public var weight: Int32?
    /// Changes to headers for this destination alone.
    public var headers: Headers?

    /// Fields that are not given are absent.
    public init(destination: Destination? = nil, weight: Int32? = nil, headers: Headers? = nil) {
        self.destination = destination
        self.weight = weight
        self.headers = headers
    }
}

/// A service that gets copies of requests.
public struct HTTPMirrorPolicy: Hashable, Sendable {
    /// The service.
    public var destination: Destination?
    /// The share of requests copied; all where absent.
    public var percentage: Percent?

    /// Fields that are not given are absent.
    public init(destination: Destination? = nil, percentage: Percent? = nil) {
        self.destination = destination
        self.percentage = percentage
    }
}
