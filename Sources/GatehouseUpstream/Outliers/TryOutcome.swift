/// What came of one try, as far as it says something of the endpoint.
///
/// What says nothing of the endpoint has no case here and is not recorded: an overflow of the cluster's limits (it would
/// punish endpoints for the load of the cluster), a client that went away, a local reply.
public enum TryOutcome: Hashable, Sendable {
    /// A connection was to be had, a new one or a kept one. Recorded for each try, before anything comes of it: as in
    /// Envoy, it is what ends a row of failures to reach the endpoint where they are counted apart.
    case connected
    /// No connection came about, whatever the reason.
    case connectFailed
    /// The connection or the stream was reset or closed before there was a response.
    case connectionLost
    /// The time for the try, or for the whole response, was over before there was a response head.
    case timedOut
    /// A response head came. A response of gRPC that is over with its head (trailers only) counts as the HTTP status that
    /// stands for its `grpc-status`, as in Envoy; gRPC that ends later by its own, which is 200.
    case answered(status: Int)
}
