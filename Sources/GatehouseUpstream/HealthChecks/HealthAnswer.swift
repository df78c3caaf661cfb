/// What came of one health check.
public enum HealthAnswer: Hashable, Sendable {
    /// The endpoint is well.
    case good
    /// It answered with an HTTP status that is not good.
    case badStatus(Int)
    /// It answered with a status of gRPC that is not OK; nil for none at all.
    case badGRPCStatus(Int?)
    /// It answered that it does not serve.
    case notServing(GRPCHealth.ServingStatus)
    /// What it answered is no answer.
    case malformed
    /// No connection came about, or it ended before there was an answer.
    case unreachable
    /// There was no answer in time.
    case timedOut

    /// Whether it is a good one.
    public var isGood: Bool { self == .good }

    /// An answer over HTTP: 200 to 399 is good.
    public static func http(status: Int) -> HealthAnswer {
        (200...399).contains(status) ? .good : .badStatus(status)
    }

    /// An answer of gRPC's health protocol: good if the HTTP status is 200, `grpc-status` is 0, and there is one message,
    /// which says SERVING. `body` is what came between head and trailers.
    public static func grpc(httpStatus: Int, grpcStatus: Int?, body: [UInt8]) -> HealthAnswer {
        guard httpStatus == 200 else { return .badStatus(httpStatus) }
        guard grpcStatus == 0 else { return .badGRPCStatus(grpcStatus) }
        guard let status = GRPCHealth.response(body) else { return .malformed }
        return status == .serving ? .good : .notServing(status)
    }
}
