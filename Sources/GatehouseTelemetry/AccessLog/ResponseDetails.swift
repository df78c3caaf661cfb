/// Where a response came from, or what prevented it: `%RESPONSE_CODE_DETAILS%`, in Envoy's words.
public enum ResponseDetails: Hashable, Sendable {
    /// Nothing is known; logged as `-`.
    case none
    /// The upstream's response.
    case viaUpstream
    /// A `directResponse` route.
    case directResponse
    /// No virtual host or no route matches.
    case routeNotFound
    /// The route's cluster does not exist.
    case clusterNotFound
    /// The cluster has no endpoint that may be used.
    case noHealthyUpstream
    /// The upstream connection ended before a response began.
    case upstreamReset(UpstreamReset)
    /// The upstream connection ended after a response had begun.
    case upstreamResetAfterResponseStarted(UpstreamReset)
    /// A circuit breaker refused the request; logged as Envoy's `overflow` reset.
    case upstreamOverflow
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
    /// The request names no host.
    case missingHost
    /// The request has no path.
    case missingPath
    /// The path cannot be normalised.
    case pathNormalizationFailed
    /// The request's head is too large or has too many fields.
    case requestHeadersTooLarge
    /// The request's body is too large.
    case requestPayloadTooLarge
    /// The upstream's head is too large or has too many fields.
    case responseHeadersTooLarge
    /// HTTP/1.0 or older, where it is not accepted.
    case lowVersion
    /// An upgrade that is not accepted here.
    case upgradeFailed
    /// The gateway shed load.
    case overload
    /// The request broke HTTP/1's rules; which one is the value, such as `http1.codec_error`.
    case protocolError(StaticName)
    /// Anything else; white space is logged as `_`.
    case text([UInt8])

    /// A constant name, compared by its bytes.
    public struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name.
        public let value: StaticString

        /// A name.
        public init(_ value: StaticString) { self.value = value }

        /// A name.
        public init(stringLiteral value: StaticString) { self.value = value }

        /// Whether both have the same bytes.
        public static func == (left: StaticName, right: StaticName) -> Bool {
            left.value.description == right.value.description
        }

        /// Hashes the bytes.
        public func hash(into hasher: inout Hasher) { hasher.combine(self.value.description) }
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
}
