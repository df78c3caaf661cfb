/// A set of interchangeable endpoints: one port of a service, or of one of its subsets.
public struct ClusterPlan: Hashable, Sendable {
    /// How an endpoint is picked.
    public enum Balancing: Hashable, Sendable {
        /// The less loaded of two random ones (semantics B1).
        case leastRequest
        /// One after the other.
        case roundRobin
        /// Any.
        case random
        /// The same one for the same key (semantics B2).
        case consistentHash(ConsistentHashPlan)
    }

    /// What is spoken with the endpoints (semantics C3).
    public enum UpstreamProtocol: Hashable, Sendable {
        /// HTTP/1.1.
        case http1
        /// HTTP/2.
        case http2
        /// What the client speaks.
        case client
    }

    /// `outbound|<port>|<subset>|<host>`: the identity that survives from plan to plan.
    public var name: String
    /// The service's full host name.
    public var host: String
    /// The service port.
    public var port: Int
    /// The subset, empty for none.
    public var subset: String
    /// The service's name, for metrics: the first label of a Kubernetes host, else the whole host.
    public var serviceName: String
    /// The service's namespace, for metrics.
    public var serviceNamespace: String
    /// How an endpoint is picked.
    public var balancing: Balancing
    /// What is spoken with the endpoints.
    public var upstreamProtocol: UpstreamProtocol
    /// How connections are secured; nil for plaintext.
    public var tls: ClientTLSPlan?
    /// Where a DestinationRule says `tls`; nil where none does.
    public var tlsOrigin: Origin?
    /// How a new endpoint comes to its full share (semantics B3); nil for at once.
    public var warmup: WarmupPlan?
    /// How much may be under way at a time.
    public var limits: ConnectionLimits
    /// When endpoints that fail are left out; nil for never.
    public var outlierDetection: OutlierDetectionPlan?
    /// How the gateway asks endpoints whether they are well; nil for not at all.
    public var healthCheck: HealthCheckPlan?
    /// Keep-alive probes of TCP; nil for none.
    public var tcpKeepalive: TCPKeepalivePlan?
    /// Keep-alive pings of HTTP/2; nil for none.
    public var http2Keepalive: HTTP2KeepalivePlan?
    /// How long a connection may live; zero for ever.
    public var maxConnectionDuration: Duration
    /// Names that stand for endpoints and have to be resolved by DNS, beside those of the endpoint set.
    public var resolvedNames: ResolvedNames?
    /// Where the endpoints are those of the names that requests say, and there are no others; nil for every other
    /// cluster.
    public var requestedNames: RequestedNamesPlan?
    /// How long connecting may take.
    public var connectTimeout: Duration
    /// How long an unused upstream connection is kept.
    public var idleTimeout: Duration
    /// How long a relayed TCP connection may be without a byte; zero for ever.
    public var tcpIdleTimeout: Duration
    /// The most requests at a time on one HTTP/2 connection.
    public var maxConcurrentStreams: Int
    /// Requests after which an upstream connection is closed; 0 for no limit.
    public var maxRequestsPerConnection: Int
    /// The Service or ServiceEntry.
    public var origin: Origin

    /// A cluster.
    public init(
        name: String, host: String, port: Int, subset: String = "", serviceName: String, serviceNamespace: String,
        balancing: Balancing = .leastRequest, upstreamProtocol: UpstreamProtocol = .http1, tls: ClientTLSPlan? = nil,
        warmup: WarmupPlan? = nil, limits: ConnectionLimits = ConnectionLimits(),
        outlierDetection: OutlierDetectionPlan? = nil, healthCheck: HealthCheckPlan? = nil,
        tcpKeepalive: TCPKeepalivePlan? = nil, http2Keepalive: HTTP2KeepalivePlan? = nil,
        maxConnectionDuration: Duration = .zero,
        resolvedNames: ResolvedNames? = nil, requestedNames: RequestedNamesPlan? = nil,
        connectTimeout: Duration = .seconds(10), idleTimeout: Duration = .seconds(3600),
        tcpIdleTimeout: Duration = .seconds(3600), maxConcurrentStreams: Int = Int(Int32.max),
        maxRequestsPerConnection: Int = 0, origin: Origin
    ) {
        self.name = name
        self.host = host
        self.port = port
        self.subset = subset
        self.serviceName = serviceName
        self.serviceNamespace = serviceNamespace
        self.balancing = balancing
        self.upstreamProtocol = upstreamProtocol
        self.tls = tls
        self.warmup = warmup
        self.limits = limits
        self.outlierDetection = outlierDetection
        self.healthCheck = healthCheck
        self.tcpKeepalive = tcpKeepalive
        self.http2Keepalive = http2Keepalive
        self.maxConnectionDuration = maxConnectionDuration
        self.resolvedNames = resolvedNames
        self.requestedNames = requestedNames
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
        self.tcpIdleTimeout = tcpIdleTimeout
        self.maxConcurrentStreams = maxConcurrentStreams
        self.maxRequestsPerConnection = maxRequestsPerConnection
        self.origin = origin
    }
}
