/// What a worker counts for itself, one slot each.
public enum WorkerMetric: Int, Sendable, CaseIterable {
    /// Open client connections (gauge).
    case downstreamConnections
    /// Client connections accepted.
    case downstreamConnectionsTotal
    /// Exchanges under way (gauge).
    case downstreamRequestsActive
}

/// Why a request, or a connection before there was one, was turned away, besides the reasons of `HTTP1Refusal`.
public enum RejectionReason: Int, Sendable, CaseIterable {
    /// Bytes that are not HTTP/2 as this gateway accepts it.
    case malformedHTTP2
    /// The TLS handshake failed.
    case tlsHandshake
    /// The head did not arrive in time.
    case headerTimeout
    /// The body is larger than allowed.
    case bodyTooLarge
    /// An upgrade or a method that is not spoken here.
    case unsupported
    /// Too many connections.
    case connectionLimit
    /// The gateway is shutting down.
    case draining
    /// A limit of memory or of pending work.
    case overload
    /// The system gave no socket for a connection, for want of file descriptors above all. It waits to be accepted.
    case acceptFailed
    /// Bytes on a TLS port that are no TLS.
    case notTLS
    /// No server for the name that the client asked for in its TLS hello, or for a client that named none.
    case noFilterChain
    /// The request did not arrive in time.
    case requestTimeout
    /// Requests come too often.
    case rateLimited
    /// No header of the PROXY protocol where one is expected, or none that can be read.
    case malformedProxyHeader

    /// The value of the label `reason`.
    public var label: StaticString {
        switch self {
        case .malformedHTTP2: "malformed_http2"
        case .tlsHandshake: "tls_handshake"
        case .headerTimeout: "request_header_timeout"
        case .bodyTooLarge: "request_payload_too_large"
        case .unsupported: "unsupported"
        case .connectionLimit: "connection_limit"
        case .draining: "draining"
        case .overload: "overload"
        case .acceptFailed: "accept_failed"
        case .notTLS: "not_tls"
        case .noFilterChain: "filter_chain_not_found"
        case .malformedProxyHeader: "proxy_protocol"
        case .requestTimeout: "request_timeout"
        case .rateLimited: "rate_limited"
        }
    }
}

/// What a worker counts for one cluster, one slot each.
public enum ClusterMetric: Int, Sendable, CaseIterable {
    /// Open upstream connections (gauge).
    case connections
    /// Upstream connections opened.
    case connectionsTotal
    /// Attempts to connect that failed.
    case connectFailuresTotal
    /// Copies of requests that were begun.
    case mirrorsTotal
    /// Copies of requests that came to nothing.
    case mirrorFailuresTotal
    /// Retries.
    case retriesTotal
    /// Requests, connections and retries that a limit turned away.
    case overflowsTotal
    /// Endpoints ejected for failing.
    case ejectionsTotal
}

/// What `request_protocol` says.
public enum RequestProtocol: UInt8, Hashable, Sendable, CaseIterable {
    /// Any request that is not gRPC.
    case http
    /// A request whose content type is gRPC's.
    case grpc

    /// The value of the label.
    public var label: StaticString {
        switch self {
        case .http: "http"
        case .grpc: "grpc"
        }
    }
}
