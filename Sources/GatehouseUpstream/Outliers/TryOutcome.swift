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
    /// A response head came.
    case answered(status: Int)

    /// A response of gRPC that is over with its head (trailers only), by its `grpc-status`.
    ///
    /// It is counted as the HTTP status that Google's API design guide gives for it, as in Envoy; a number that is not
    /// assigned counts as 500. gRPC that ends later counts by its HTTP status, which is 200.
    public static func answered(grpcStatus: Int) -> TryOutcome {
        let status =
            switch grpcStatus {
            case 0: 200
            case 1: 499
            case 3, 9, 11: 400
            case 4: 504
            case 5: 404
            case 6, 10: 409
            case 7: 403
            case 8: 429
            case 12: 501
            case 14: 503
            case 16: 401
            default: 500
            }
        return .answered(status: status)
    }
}
