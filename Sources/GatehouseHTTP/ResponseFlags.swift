/// Why a response is not simply the upstream's: Envoy's two- and three-letter codes, as the access log and
/// `istio_requests_total` carry them.
public struct ResponseFlags: OptionSet, Hashable, Sendable {
    /// One bit a flag.
    public let rawValue: UInt32

    /// The flags whose bits are set.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// No healthy upstream endpoint.
    public static let noHealthyUpstream = ResponseFlags(rawValue: 1 << 0)
    /// Connecting to the upstream failed.
    public static let upstreamConnectionFailure = ResponseFlags(rawValue: 1 << 1)
    /// A circuit breaker of the upstream cluster overflowed.
    public static let upstreamOverflow = ResponseFlags(rawValue: 1 << 2)
    /// No route for the request.
    public static let noRoute = ResponseFlags(rawValue: 1 << 3)
    /// Retries are used up.
    public static let upstreamRetryLimitExceeded = ResponseFlags(rawValue: 1 << 4)
    /// The route's cluster does not exist.
    public static let noCluster = ResponseFlags(rawValue: 1 << 5)
    /// The downstream connection ended early.
    public static let downstreamConnectionTermination = ResponseFlags(rawValue: 1 << 6)
    /// The request or its connection lived too long.
    public static let durationTimeout = ResponseFlags(rawValue: 1 << 7)
    /// The upstream did not answer in time.
    public static let upstreamRequestTimeout = ResponseFlags(rawValue: 1 << 8)
    /// The gateway reset the stream.
    public static let localReset = ResponseFlags(rawValue: 1 << 9)
    /// The upstream reset the stream.
    public static let upstreamRemoteReset = ResponseFlags(rawValue: 1 << 10)
    /// The upstream closed the connection.
    public static let upstreamConnectionTermination = ResponseFlags(rawValue: 1 << 11)
    /// A delay was injected.
    public static let delayInjected = ResponseFlags(rawValue: 1 << 12)
    /// An abort was injected.
    public static let faultInjected = ResponseFlags(rawValue: 1 << 13)
    /// Rate limited.
    public static let rateLimited = ResponseFlags(rawValue: 1 << 14)
    /// The stream was idle for too long.
    public static let streamIdleTimeout = ResponseFlags(rawValue: 1 << 15)
    /// The client broke the protocol.
    public static let downstreamProtocolError = ResponseFlags(rawValue: 1 << 16)
    /// The upstream broke the protocol.
    public static let upstreamProtocolError = ResponseFlags(rawValue: 1 << 17)
    /// The gateway shed load.
    public static let overloadManager = ResponseFlags(rawValue: 1 << 18)
    /// The host that the request names could not be resolved.
    public static let dnsResolutionFailed = ResponseFlags(rawValue: 1 << 19)

    private static let labels: [(flag: ResponseFlags, label: String)] = [
        // Before what the last try failed of, as Envoy writes it.
        (.upstreamRetryLimitExceeded, "URX"), (.noHealthyUpstream, "UH"), (.upstreamConnectionFailure, "UF"),
        (.upstreamOverflow, "UO"), (.noRoute, "NR"), (.noCluster, "NC"), (.downstreamConnectionTermination, "DC"),
        (.durationTimeout, "DT"), (.upstreamRequestTimeout, "UT"), (.localReset, "LR"), (.upstreamRemoteReset, "UR"),
        (.upstreamConnectionTermination, "UC"), (.delayInjected, "DI"), (.faultInjected, "FI"), (.rateLimited, "RL"),
        (.streamIdleTimeout, "SI"), (.downstreamProtocolError, "DPE"), (.upstreamProtocolError, "UPE"),
        (.overloadManager, "OM"), (.dnsResolutionFailed, "DF"),
    ]

    /// The codes joined with `,`, or `-` when there are none.
    public var label: String {
        if self.isEmpty { return "-" }
        return Self.labels.filter { self.contains($0.flag) }.map(\.label).joined(separator: ",")
    }
}
