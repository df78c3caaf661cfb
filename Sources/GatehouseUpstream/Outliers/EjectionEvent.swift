/// Why an endpoint is ejected.
public enum EjectionReason: String, Hashable, Sendable, CaseIterable {
    /// Too many 5xx in a row.
    case consecutive5xx = "consecutive_5xx"
    /// Too many of 502, 503 and 504 in a row.
    case consecutiveGatewayErrors = "consecutive_gateway_failure"
    /// Too many failures to reach it in a row.
    case consecutiveLocalOriginFailures = "consecutive_local_origin_failure"
}

/// Why an ejected endpoint is let in again.
public enum ReturnReason: String, Hashable, Sendable, CaseIterable {
    /// Its time is over.
    case timeIsOver = "time_is_over"
    /// It answered a health check well.
    case healthCheckPassed = "health_check_passed"
    /// The cluster has no outlier detection any more.
    case detectionRemoved = "detection_removed"
}

/// What there is to say of an endpoint that was ejected or let in again: one line of the log. Whoever gets it knows the
/// endpoint's address.
public struct EjectionEvent: Hashable, Sendable {
    /// What happened.
    public enum Change: Hashable, Sendable {
        /// The endpoint was ejected, for at least so long.
        case ejected(EjectionReason, for: Duration)
        /// The endpoint was let in again.
        case letIn(ReturnReason)
    }

    /// What happened.
    public var change: Change
    /// How often the endpoint was ejected since it joined the cluster, this time included.
    public var ejections: Int
    /// How many endpoints of the cluster are out now.
    public var active: Int
}
