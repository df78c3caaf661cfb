public import GatehouseHTTP

/// Where a response came from, or what prevented it: `%RESPONSE_CODE_DETAILS%`, in Envoy's words where Envoy has one.
public enum ResponseDetails: Hashable, Sendable {
    /// Nothing is known; logged as `-`.
    case none
    /// The upstream's response.
    case viaUpstream
    /// A redirect, or a `directResponse`, as a route asks for.
    case directResponse
    /// No virtual host or no route matches.
    case routeNotFound
    /// The host belongs to another server, which this connection does not reach.
    case misdirectedRequest
    /// The route's cluster does not exist.
    case clusterNotFound
    /// The cluster has no endpoint that may be used.
    case noHealthyUpstream
    /// The upstream connection or stream ended before a response began. With `remoteConnectionFailure` the record's
    /// `upstreamTransportFailureReason` is logged behind it.
    case upstreamReset(UpstreamReset)
    /// The upstream connection or stream ended after a response had begun.
    case upstreamResetAfterResponseStarted(UpstreamReset)
    /// The route's timeout passed.
    case responseTimeout
    /// The timeout of the last permitted try passed.
    case perTryTimeout
    /// The client did not finish its request in time.
    case requestOverallTimeout
    /// The client did not finish its head in time.
    case requestHeaderTimeout
    /// Nothing moved on the exchange for too long.
    case streamIdleTimeout
    /// The exchange or its connection lived too long.
    case durationTimeout
    /// The client closed the connection.
    case downstreamRemoteDisconnect
    /// The gateway closed the client's connection.
    case downstreamLocalDisconnect
    /// A fault was injected.
    case faultAbort
    /// The head is not one that this gateway accepts.
    case refused(HTTP1Refusal)
    /// The request's body is too large.
    case requestPayloadTooLarge
    /// HTTP/1.0 or older, where it is not accepted.
    case lowVersion
    /// An upgrade that is not accepted here.
    case upgradeFailed
    /// The gateway shed load.
    case overload
    /// Anything else; white space is logged as `_`.
    case text([UInt8])

    /// The name; nil for `.none` and `.text`.
    public var name: StaticString? {
        switch self {
        case .none, .text: nil
        case .viaUpstream: "via_upstream"
        case .directResponse: "direct_response"
        case .routeNotFound: "route_not_found"
        case .misdirectedRequest: "misdirected_request"
        case .clusterNotFound: "cluster_not_found"
        case .noHealthyUpstream: "no_healthy_upstream"
        case .upstreamReset: "upstream_reset_before_response_started"
        case .upstreamResetAfterResponseStarted: "upstream_reset_after_response_started"
        case .responseTimeout: "response_timeout"
        case .perTryTimeout: "upstream_per_try_timeout"
        case .requestOverallTimeout: "request_overall_timeout"
        case .requestHeaderTimeout: "request_header_timeout"
        case .streamIdleTimeout: "stream_idle_timeout"
        case .durationTimeout: "duration_timeout"
        case .downstreamRemoteDisconnect: "downstream_remote_disconnect"
        case .downstreamLocalDisconnect: "downstream_local_disconnect"
        case .faultAbort: "fault_filter_abort"
        case .refused(let refusal): refusal.details
        case .requestPayloadTooLarge: "request_payload_too_large"
        case .lowVersion: "low_version"
        case .upgradeFailed: "upgrade_failed"
        case .overload: "overload"
        }
    }

    /// What stands in braces behind the name.
    var reset: UpstreamReset? {
        switch self {
        case .upstreamReset(let reset), .upstreamResetAfterResponseStarted(let reset): reset
        default: nil
        }
    }
}

/// How an upstream connection or stream ended too early, in Envoy's words.
public enum UpstreamReset: UInt8, Hashable, Sendable, CaseIterable {
    /// The connection could not be made because of something on this side.
    case localConnectionFailure
    /// The connection could not be made; `upstreamTransportFailureReason` says why.
    case remoteConnectionFailure
    /// Connecting took too long.
    case connectionTimeout
    /// The connection closed.
    case connectionTermination
    /// This side reset the stream.
    case localReset
    /// The upstream reset the stream.
    case remoteReset
    /// The upstream refused the stream, nothing was processed.
    case remoteRefusedStreamReset
    /// A circuit breaker refused.
    case overflow
    /// The upstream broke the protocol.
    case protocolError

    /// The name.
    public var name: StaticString {
        switch self {
        case .localConnectionFailure: "local_connection_failure"
        case .remoteConnectionFailure: "remote_connection_failure"
        case .connectionTimeout: "connection_timeout"
        case .connectionTermination: "connection_termination"
        case .localReset: "local_reset"
        case .remoteReset: "remote_reset"
        case .remoteRefusedStreamReset: "remote_refused_stream_reset"
        case .overflow: "overflow"
        case .protocolError: "protocol_error"
        }
    }
}
