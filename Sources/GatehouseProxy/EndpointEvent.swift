import GatehouseUpstream

/// Something that has happened to an endpoint and that an operator wants to know: one line of the log.
public struct EndpointEvent: Hashable, Sendable {
    /// `outbound|<port>|<subset>|<host>`.
    public var cluster: String
    /// `address:port`.
    public var endpoint: String
    /// What happened, in words, with the numbers that belong to it.
    public var message: String

    init(
        cluster: UpstreamCluster, _ endpoint: UpstreamEndpoint, _ change: HealthCheckState.Change,
        _ answer: HealthAnswer
    ) {
        self.cluster = cluster.name
        self.endpoint = String(decoding: endpoint.text, as: UTF8.self)
        switch change {
        case .becameWell: self.message = "well, by its health checks"
        case .becameUnwell: self.message = "unwell, by its health checks; the last answer: \(answer.words)"
        }
    }

    init(cluster: UpstreamCluster, _ endpoint: UpstreamEndpoint, _ event: EjectionEvent) {
        self.cluster = cluster.name
        self.endpoint = String(decoding: endpoint.text, as: UTF8.self)
        let state = "\(event.active) of \(cluster.endpoints.count) are out now"
        switch event.change {
        case .ejected(let reason, let duration):
            let seconds =
                Double(duration.components.seconds)
                + Double(duration.components.attoseconds / 1_000_000_000_000_000) / 1000
            self.message =
                "ejected for \(reason.rawValue), for \(seconds) s at least, ejection number \(event.ejections); \(state)"
        case .letIn(let reason): self.message = "let in again, \(reason.rawValue); \(state)"
        }
    }
}

extension HealthAnswer {
    /// The answer as the log says it.
    fileprivate var words: String {
        switch self {
        case .good: "good"
        case .badStatus(let status): "status \(status)"
        case .badGRPCStatus(let status): "gRPC status \(status.map { String($0) } ?? "missing")"
        case .notServing(let status): "\(status)"
        case .malformed: "malformed"
        case .unreachable: "unreachable"
        case .timedOut: "none in time"
        }
    }
}
