public import GatehouseHTTP
public import GatehouseTelemetry
public import NIOCore

/// How the data plane is set up; fixed for the life of a process.
public struct ProxyConfiguration: Sendable {
    /// The interface for listeners whose Gateway names no `bind`.
    public var address: String
    /// Listener port to local port; identity where a port is not named.
    public var portMap: [Int: Int]
    /// Whether ports are opened that another process has open in the same way, so that each gets a part of the
    /// connections. Else such a listener fails.
    public var sharesPorts = false
    /// Workers, one event loop each; at least 1.
    public var threads: Int
    /// What clients are held to.
    public var limits: Limits
    /// How far the gateway trusts what is in front of it.
    public var edge: EdgeOptions
    /// Whose PROXY headers are believed.
    public var proxyProtocol: ProxyProtocolTrust
    /// How access-log lines look.
    public var accessLogFormat: AccessLogFormat
    /// Is told what happens to endpoints, on the event loop that has noticed it; seldom.
    public var onEndpointEvent: @Sendable (EndpointEvent) -> Void
    /// Resolves the hosts that requests name, where a cluster's endpoints are found so; nobody does by default.
    public var resolve: ResolveName

    /// A configuration.
    public init(
        address: String = "0.0.0.0", portMap: [Int: Int] = [:], threads: Int = 1, limits: Limits = Limits(),
        edge: EdgeOptions = EdgeOptions(), proxyProtocol: ProxyProtocolTrust = ProxyProtocolTrust(),
        accessLogFormat: AccessLogFormat = .text,
        onEndpointEvent: @escaping @Sendable (EndpointEvent) -> Void = { _ in },
        resolve: @escaping ResolveName = { _, whenDone in whenDone(.failed) }
    ) {
        self.address = address
        self.portMap = portMap
        self.threads = threads
        self.limits = limits
        self.edge = edge
        self.proxyProtocol = proxyProtocol
        self.accessLogFormat = accessLogFormat
        self.onEndpointEvent = onEndpointEvent
        self.resolve = resolve
    }

    /// Resolves the full name of a host. `whenDone` has to be called once, on any thread, and not any more when the
    /// proxy is shut down.
    public typealias ResolveName =
        @Sendable (_ name: String, _ whenDone: @escaping @Sendable (NameAnswer) -> Void) -> Void

    /// What resolving a name gave.
    public enum NameAnswer: Hashable, Sendable {
        /// Its IP addresses, at least one, in the order in which they are to be used, and for how long they hold.
        case addresses([String], timeToLive: Duration)
        /// It has none; for how long that holds, nil where nothing says.
        case absent(timeToLive: Duration?)
        /// Nothing was found out.
        case failed
    }

    /// Bounds on what a connection may cost.
    public struct Limits: Sendable {
        /// Bytes and fields of a request's head.
        public var head: HeadLimits
        /// From the first byte of a head, or from accepting a connection, to the head's end.
        public var headerTimeout: TimeAmount
        /// How long a client's hello, with the PROXY header before it, may take, and the TLS handshake after it as long
        /// again (semantics G13).
        public var handshakeTimeout: TimeAmount
        /// How long a kept-alive connection may be without a request.
        public var idleTimeout: TimeAmount
        /// How long an exchange may be without a byte in either direction.
        public var streamIdleTimeout: TimeAmount
        /// Client connections over all workers; more are closed as they come.
        public var maxConnections: Int

        /// Bytes and fields of a response's head. What is asked of clients is not asked of upstreams: these are Envoy's
        /// limits, and more where a request may have more.
        public var responseHead: HeadLimits {
            HeadLimits(bytes: max(self.head.bytes, 80 * 1024), fields: max(self.head.fields, 100))
        }

        /// Limits; the defaults are those of Istio's edge profile (semantics H8, G13).
        public init(
            head: HeadLimits = HeadLimits(), headerTimeout: TimeAmount = .seconds(60),
            handshakeTimeout: TimeAmount = .seconds(15), idleTimeout: TimeAmount = .minutes(5),
            streamIdleTimeout: TimeAmount = .minutes(5), maxConnections: Int = 100_000
        ) {
            self.head = head
            self.headerTimeout = headerTimeout
            self.handshakeTimeout = handshakeTimeout
            self.idleTimeout = idleTimeout
            self.streamIdleTimeout = streamIdleTimeout
            self.maxConnections = maxConnections
        }
    }
}
