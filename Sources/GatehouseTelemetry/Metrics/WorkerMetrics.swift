/// What a worker counts for itself, one slot each.
public enum WorkerMetric: Int, Sendable, CaseIterable {
    /// Open client connections (gauge).
    case downstreamConnections
    /// Client connections accepted.
    case downstreamConnectionsTotal
    /// Exchanges under way (gauge).
    case downstreamRequestsActive
}

/// Why a request, or a connection before there was one, was turned away.
public enum RejectionReason: Int, Sendable, CaseIterable {
    /// The bytes are not HTTP as this gateway accepts it.
    case malformed
    /// The head is too large or has too many fields.
    case headersTooLarge
    /// The body is larger than allowed.
    case bodyTooLarge
    /// No host, or one that cannot be one.
    case badHost
    /// The path cannot be normalised.
    case badPath
    /// A version or an upgrade that is not spoken here.
    case unsupported
    /// The head did not arrive in time.
    case headerTimeout
    /// Too many connections.
    case connectionLimit
    /// The gateway is shutting down.
    case draining
    /// A limit of memory or of pending work.
    case overload
}

/// What a worker counts for one cluster, one slot each.
public enum ClusterMetric: Int, Sendable, CaseIterable {
    /// Open upstream connections (gauge).
    case connections
    /// Upstream connections opened.
    case connectionsTotal
    /// Attempts to connect that failed.
    case connectFailuresTotal
}

/// What `request_protocol` says.
public enum RequestProtocol: UInt8, Sendable, CaseIterable {
    case http
    case grpc
}
