/// How traffic is carried to a service.
public struct TrafficPolicy: Hashable, Sendable {
    /// How endpoints are chosen.
    public var loadBalancer: LoadBalancerSettings?
    /// Limits on connections and requests.
    public var connectionPool: ConnectionPoolSettings?
    /// When failing endpoints are set aside.
    public var outlierDetection: OutlierDetection?
    /// How connections to the service are secured.
    public var tls: ClientTLSSettings?
    /// Policies of single ports, which replace the above as a whole.
    public var portLevelSettings: [PortTrafficPolicy]
    /// Reaches the service through a proxy.
    public var tunnel: TunnelSettings?
    /// Announces the client's address to the service.
    public var proxyProtocol: ProxyProtocol?
    /// Bounds retries by a share of active requests.
    public var retryBudget: RetryBudget?

    /// Fields that are not given are absent.
    public init(
        loadBalancer: LoadBalancerSettings? = nil, connectionPool: ConnectionPoolSettings? = nil,
        outlierDetection: OutlierDetection? = nil, tls: ClientTLSSettings? = nil,
        portLevelSettings: [PortTrafficPolicy] = [], tunnel: TunnelSettings? = nil,
        proxyProtocol: ProxyProtocol? = nil, retryBudget: RetryBudget? = nil
    ) {
        self.loadBalancer = loadBalancer
        self.connectionPool = connectionPool
        self.outlierDetection = outlierDetection
        self.tls = tls
        self.portLevelSettings = portLevelSettings
        self.tunnel = tunnel
        self.proxyProtocol = proxyProtocol
        self.retryBudget = retryBudget
    }
}

extension TrafficPolicy {
    /// The policy for one port.
    public struct PortTrafficPolicy: Hashable, Sendable {
        /// The port.
        public var port: PortSelector?
        /// How endpoints are chosen.
        public var loadBalancer: LoadBalancerSettings?
        /// Limits on connections and requests.
        public var connectionPool: ConnectionPoolSettings?
        /// When failing endpoints are set aside.
        public var outlierDetection: OutlierDetection?
        /// How connections to the service are secured.
        public var tls: ClientTLSSettings?

        /// Fields that are not given are absent.
        public init(
            port: PortSelector? = nil, loadBalancer: LoadBalancerSettings? = nil,
            connectionPool: ConnectionPoolSettings? = nil, outlierDetection: OutlierDetection? = nil,
            tls: ClientTLSSettings? = nil
        ) {
            self.port = port
            self.loadBalancer = loadBalancer
            self.connectionPool = connectionPool
            self.outlierDetection = outlierDetection
            self.tls = tls
        }
    }
}

extension TrafficPolicy {
    /// A proxy in front of the service.
    public struct TunnelSettings: Hashable, Sendable {
        /// `CONNECT` (default) or `POST`.
        public var `protocol`: String?
        /// The host to which the proxy connects.
        public var targetHost: String?
        /// The port to which the proxy connects.
        public var targetPort: UInt32?

        /// Fields that are not given are absent.
        public init(protocol: String? = nil, targetHost: String? = nil, targetPort: UInt32? = nil) {
            self.protocol = `protocol`
            self.targetHost = targetHost
            self.targetPort = targetPort
        }
    }
}

extension TrafficPolicy {
    /// The PROXY protocol toward the service.
    public struct ProxyProtocol: Hashable, Sendable {
        /// The version; the first where absent.
        public var version: VERSION?

        /// Fields that are not given are absent.
        public init(version: VERSION? = nil) {
            self.version = version
        }
    }
}

extension TrafficPolicy.ProxyProtocol {
    /// A version of the PROXY protocol.
    public enum VERSION: String, Hashable, Sendable, CaseIterable {
        /// The text form.
        case v1 = "V1"
        /// The binary form.
        case v2 = "V2"
    }
}

extension TrafficPolicy {
    /// A bound on concurrent retries.
    public struct RetryBudget: Hashable, Sendable {
        /// Retries as a share of active requests; 20 where absent.
        public var percent: Double?
        /// Retries that are always allowed; 3 where absent.
        public var minRetryConcurrency: UInt32?
        /// The time over which requests are counted.
        public var budgetInterval: Duration?

        /// Fields that are not given are absent.
        public init(percent: Double? = nil, minRetryConcurrency: UInt32? = nil, budgetInterval: Duration? = nil) {
            self.percent = percent
            self.minRetryConcurrency = minRetryConcurrency
            self.budgetInterval = budgetInterval
        }
    }
}
