import GatehouseHTTP
import GatehouseTelemetry
import GatehouseUpstream

/// Why an exchange is answered by the gateway, or ended, instead of by its upstream.
///
/// A closed list: what each case means for the log, the client and a retry is answered by switches without a default,
/// so that a new case does not compile until all of them say something about it.
enum RequestFailure: Equatable {
    /// The bytes are no request that this gateway accepts.
    case malformed(HTTP1Refusal)
    /// A gRPC-Web request's body is no Base64.
    case malformedGRPCWeb
    /// HTTP/1.0 (semantics G6).
    case lowVersion
    /// An upgrade that is not spoken here (semantics A16).
    case upgradeRefused
    /// No virtual host, or no route of it, matches.
    case noRoute
    /// The host belongs to another server of the listener, with another certificate or other demands on the client's
    /// (RFC 9110 section 15.5.20).
    case misdirected
    /// The route names a cluster that does not exist.
    case noCluster
    /// The cluster has no endpoint that may be picked.
    case noHealthyEndpoint
    /// The cluster's endpoints are those of the host that the request names, and it has none.
    case nameNotResolved(RequestedNameFailure)
    /// Connecting failed; the system's reason follows in the reply.
    case connectFailed(reason: String)
    /// Connecting took too long.
    case connectTimedOut
    /// The upstream closed the connection before its response ended.
    case upstreamClosed
    /// The upstream ended the stream before its response; without having looked at the request, if it refused.
    case upstreamReset(isRefused: Bool)
    /// What came from the upstream is no response.
    case upstreamProtocolError
    /// The route's timeout passed.
    case responseTimedOut
    /// The timeout of one try passed.
    case perTryTimedOut
    /// Nothing moved for too long.
    case streamIdle
    /// The head did not arrive in time.
    case headerTimedOut
    /// The route injects this status.
    case faultInjected(status: Int)
    /// A limit of the cluster is reached (circuit breaking).
    case overflow
    /// The requests come too often; when to come again, in seconds.
    case rateLimited(retryAfter: Int)
    /// The request's body is larger than the route allows.
    case bodyTooLarge
    /// The client took too long to send its request.
    case requestTimedOut
    /// The client broke off.
    case downstreamClosed

    /// The status of the local reply; 0 where there is nobody to answer.
    var status: Int {
        switch self {
        case .malformed(let refusal): refusal.status
        case .malformedGRPCWeb: 400
        case .lowVersion: 426
        case .upgradeRefused: 403
        case .noRoute: 404
        case .misdirected: 421
        case .noCluster, .noHealthyEndpoint, .nameNotResolved, .connectFailed, .connectTimedOut, .upstreamClosed,
            .upstreamReset, .overflow:
            503
        case .upstreamProtocolError: 502
        case .responseTimedOut, .perTryTimedOut, .streamIdle: 504
        case .headerTimedOut, .requestTimedOut: 408
        case .rateLimited: 429
        case .bodyTooLarge: 413
        case .faultInjected(let status): status
        case .downstreamClosed: 0
        }
    }

    /// The access log's flags.
    var flags: ResponseFlags {
        switch self {
        // As in Envoy, whose codec has no part in this one.
        case .malformed(.missingHost): []
        case .malformed, .malformedGRPCWeb: .downstreamProtocolError
        case .lowVersion, .upgradeRefused, .headerTimedOut, .bodyTooLarge, .requestTimedOut: []
        case .overflow: .upstreamOverflow
        case .rateLimited: .rateLimited
        case .noRoute, .misdirected: .noRoute
        case .noCluster: .noCluster
        case .noHealthyEndpoint: .noHealthyUpstream
        case .nameNotResolved: .dnsResolutionFailed
        case .connectFailed, .connectTimedOut: .upstreamConnectionFailure
        case .upstreamClosed: .upstreamConnectionTermination
        case .upstreamReset: .upstreamRemoteReset
        case .upstreamProtocolError: .upstreamProtocolError
        case .responseTimedOut, .perTryTimedOut: .upstreamRequestTimeout
        case .streamIdle: .streamIdleTimeout
        case .faultInjected: .faultInjected
        case .downstreamClosed: .downstreamConnectionTermination
        }
    }

    /// The access log's details.
    func details(afterResponseHead: Bool) -> ResponseDetails {
        switch self {
        case .malformed(let refusal): .refused(refusal)
        case .malformedGRPCWeb: .text(Array("grpc_base_64_decode_failed".utf8))
        case .lowVersion: .lowVersion
        case .upgradeRefused: .upgradeFailed
        case .noRoute: .routeNotFound
        case .misdirected: .misdirectedRequest
        case .noCluster: .clusterNotFound
        case .noHealthyEndpoint: .noHealthyUpstream
        case .nameNotResolved(let failure): .text(Array("dns_resolution_failure{\(failure.details)}".utf8))
        case .responseTimedOut: .responseTimeout
        case .perTryTimedOut: .perTryTimeout
        case .streamIdle: .streamIdleTimeout
        case .headerTimedOut: .requestHeaderTimeout
        case .faultInjected: .faultAbort
        case .rateLimited: .text(Array("local_rate_limited".utf8))
        case .bodyTooLarge: .requestPayloadTooLarge
        case .requestTimedOut: .requestOverallTimeout
        case .downstreamClosed: .downstreamRemoteDisconnect
        case .connectFailed, .connectTimedOut, .upstreamClosed, .upstreamReset, .upstreamProtocolError, .overflow:
            self.reset.map { afterResponseHead ? .upstreamResetAfterResponseStarted($0) : .upstreamReset($0) }
                ?? .none
        }
    }

    /// How the upstream ended, where it is the upstream that did.
    var reset: UpstreamReset? {
        switch self {
        case .connectFailed: .remoteConnectionFailure
        case .connectTimedOut: .connectionTimeout
        case .upstreamClosed: .connectionTermination
        case .upstreamReset(let isRefused): isRefused ? .remoteRefusedStreamReset : .remoteReset
        case .upstreamProtocolError: .protocolError
        case .overflow: .overflow
        case .malformed, .malformedGRPCWeb, .lowVersion, .upgradeRefused, .noRoute, .misdirected, .noCluster,
            .noHealthyEndpoint, .nameNotResolved, .responseTimedOut, .perTryTimedOut, .streamIdle, .headerTimedOut,
            .faultInjected, .rateLimited, .bodyTooLarge, .requestTimedOut, .downstreamClosed:
            nil
        }
    }

    /// The system's words for a transport failure.
    var transportReason: String? {
        if case .connectFailed(let reason) = self { reason } else { nil }
    }

    /// The counter of requests turned away; nil for those that failed further on, and for those that were no HTTP,
    /// which are counted by their refusal.
    var rejection: RejectionReason? {
        switch self {
        case .lowVersion, .upgradeRefused: .unsupported
        case .headerTimedOut: .headerTimeout
        case .bodyTooLarge: .bodyTooLarge
        case .requestTimedOut: .requestTimeout
        case .rateLimited: .rateLimited
        case .malformed, .malformedGRPCWeb, .noRoute, .misdirected, .noCluster, .noHealthyEndpoint, .nameNotResolved,
            .connectFailed, .connectTimedOut, .upstreamClosed, .upstreamReset, .upstreamProtocolError,
            .responseTimedOut, .perTryTimedOut, .streamIdle, .faultInjected, .overflow, .downstreamClosed:
            nil
        }
    }

    /// Whether the client's connection can't be used again.
    var closesDownstream: Bool {
        switch self {
        case .malformed(.unnormalizablePath): false
        case .malformed, .lowVersion, .headerTimedOut, .streamIdle, .downstreamClosed: true
        case .malformedGRPCWeb, .upgradeRefused, .noRoute, .misdirected, .noCluster, .noHealthyEndpoint,
            .nameNotResolved, .connectFailed, .connectTimedOut, .upstreamClosed, .upstreamReset,
            .upstreamProtocolError, .responseTimedOut, .perTryTimedOut, .faultInjected, .overflow, .rateLimited,
            .bodyTooLarge, .requestTimedOut:
            false
        }
    }

    /// The local reply's body, in Envoy's words.
    func body(wasRetried: Bool) -> String {
        switch self {
        case .malformed(.unnormalizablePath), .malformed(.missingHost), .noRoute, .misdirected, .noCluster,
            .upgradeRefused, .downstreamClosed:
            ""
        case .malformed(let refusal):
            refusal.status == 501 ? "Not Implemented" : refusal.status == 431 ? "" : "Bad Request"
        case .malformedGRPCWeb: "Bad gRPC-web request, invalid base64 data."
        case .lowVersion: "Upgrade Required"
        case .noHealthyEndpoint: "no healthy upstream"
        case .nameNotResolved: "DNS resolution failure"
        case .responseTimedOut, .perTryTimedOut: "upstream request timeout"
        case .streamIdle: "stream timeout"
        case .headerTimedOut: "request header timeout"
        case .faultInjected: "fault filter abort"
        case .rateLimited: "local_rate_limited"
        case .bodyTooLarge: "Payload Too Large"
        case .requestTimedOut: "request timeout"
        case .connectFailed, .connectTimedOut, .upstreamClosed, .upstreamReset, .upstreamProtocolError, .overflow:
            Self.resetBody(self.resetReason, transport: self.transportReason, wasRetried: wasRetried)
        }
    }

    private var resetReason: String {
        switch self.reset {
        case .remoteConnectionFailure: "remote connection failure"
        case .connectionTimeout: "connection timeout"
        case .connectionTermination: "connection termination"
        case .remoteReset: "remote reset"
        case .remoteRefusedStreamReset: "remote refused stream reset"
        case .protocolError: "protocol error"
        case .overflow: "overflow"
        default: ""
        }
    }

    private static func resetBody(_ reason: String, transport: String?, wasRetried: Bool) -> String {
        "upstream connect error or disconnect/reset before headers. "
            + (wasRetried ? "retried and the latest " : "") + "reset reason: \(reason)"
            + (transport.map { ", transport failure reason: \($0)" } ?? "")
    }
}
