/// Limits on connections and requests to a service.
public struct ConnectionPoolSettings: Hashable, Sendable {
    /// Limits for all connections.
    public var tcp: TCPSettings?
    /// Limits for HTTP.
    public var http: HTTPSettings?

    /// Fields that are not given are absent.
    public init(tcp: TCPSettings? = nil, http: HTTPSettings? = nil) {
        self.tcp = tcp
        self.http = http
    }
}

extension ConnectionPoolSettings {
    /// Limits for all connections.
    public struct TCPSettings: Hashable, Sendable {
        /// The most connections; unlimited where absent or 0.
        public var maxConnections: Int32?
        /// How long connecting may take; 10 s where absent.
        public var connectTimeout: Duration?
        /// Probes on idle connections.
        public var tcpKeepalive: TcpKeepalive?
        /// How long a connection may live.
        public var maxConnectionDuration: Duration?
        /// How long a TCP connection may be idle; 1 h where absent, never where 0.
        public var idleTimeout: Duration?

        /// Fields that are not given are absent.
        public init(
            maxConnections: Int32? = nil, connectTimeout: Duration? = nil, tcpKeepalive: TcpKeepalive? = nil,
            maxConnectionDuration: Duration? = nil, idleTimeout: Duration? = nil
        ) {
            self.maxConnections = maxConnections
            self.connectTimeout = connectTimeout
            self.tcpKeepalive = tcpKeepalive
            self.maxConnectionDuration = maxConnectionDuration
            self.idleTimeout = idleTimeout
        }
    }
}

extension ConnectionPoolSettings.TCPSettings {
    /// Probes on idle connections; the system's values where absent.
    public struct TcpKeepalive: Hashable, Sendable {
        /// Unanswered probes after which a connection is dead.
        public var probes: UInt32?
        /// Idle time before the first probe.
        public var time: Duration?
        /// Time between probes.
        public var interval: Duration?

        /// Fields that are not given are absent.
        public init(probes: UInt32? = nil, time: Duration? = nil, interval: Duration? = nil) {
            self.probes = probes
            self.time = time
            self.interval = interval
        }
    }
}

extension ConnectionPoolSettings {
    /// Limits for HTTP; a limit of 0 is none.
    public struct HTTPSettings: Hashable, Sendable {
        /// The most requests that wait for a connection.
        public var http1MaxPendingRequests: Int32?
        /// The most active requests, of HTTP/1.1 as well.
        public var http2MaxRequests: Int32?
        /// Requests after which a connection is closed; 1 turns keep-alive off.
        public var maxRequestsPerConnection: Int32?
        /// The most concurrent retries.
        public var maxRetries: Int32?
        /// How long a connection may be without requests; 1 h where absent.
        public var idleTimeout: Duration?
        /// Whether HTTP/1.1 is carried over HTTP/2.
        public var h2UpgradePolicy: H2UpgradePolicy?
        /// Uses the client's protocol toward the service.
        public var useClientProtocol: Bool?
        /// The most concurrent streams of an HTTP/2 connection.
        public var maxConcurrentStreams: Int32?
        /// Pings on HTTP/2 connections.
        public var http2KeepAlive: ConnectionKeepalive?

        /// Fields that are not given are absent.
        public init(
            http1MaxPendingRequests: Int32? = nil, http2MaxRequests: Int32? = nil,
            maxRequestsPerConnection: Int32? = nil, maxRetries: Int32? = nil, idleTimeout: Duration? = nil,
            h2UpgradePolicy: H2UpgradePolicy? = nil, useClientProtocol: Bool? = nil,
            maxConcurrentStreams: Int32? = nil, http2KeepAlive: ConnectionKeepalive? = nil
        ) {
            self.http1MaxPendingRequests = http1MaxPendingRequests
            self.http2MaxRequests = http2MaxRequests
            self.maxRequestsPerConnection = maxRequestsPerConnection
            self.maxRetries = maxRetries
            self.idleTimeout = idleTimeout
            self.h2UpgradePolicy = h2UpgradePolicy
            self.useClientProtocol = useClientProtocol
            self.maxConcurrentStreams = maxConcurrentStreams
            self.http2KeepAlive = http2KeepAlive
        }
    }
}

extension ConnectionPoolSettings.HTTPSettings {
    /// Whether HTTP/1.1 is carried over HTTP/2.
    public enum H2UpgradePolicy: String, Hashable, Sendable, CaseIterable {
        /// As the mesh says.
        case `default` = "DEFAULT"
        /// Never.
        case doNotUpgrade = "DO_NOT_UPGRADE"
        /// Always.
        case upgrade = "UPGRADE"
    }
}

extension ConnectionPoolSettings.HTTPSettings {
    /// Pings on HTTP/2 connections.
    public struct ConnectionKeepalive: Hashable, Sendable {
        /// Time between pings.
        public var interval: Duration?
        /// How long an answer may take.
        public var timeout: Duration?

        /// Fields that are not given are absent.
        public init(interval: Duration? = nil, timeout: Duration? = nil) {
            self.interval = interval
            self.timeout = timeout
        }
    }
}
