/// When a name that is watched is asked for again.
public struct RefreshTimes: Hashable, Sendable {
    /// The least time between an answer and the next question, however short its records may be kept. A record that may
    /// not be kept at all (0 s) is asked for this often.
    public var minimum: Duration = .seconds(5)
    /// The most time between an answer and the next question, however long its records may be kept.
    public var maximum: Duration = .seconds(3600)
    /// The time after an answer that does not say how long it holds. Istio's `dnsRefreshRate` is 60 s.
    public var unstated: Duration = .seconds(60)
    /// The longest time after a first failure; it doubles with every further one in a row.
    public var firstRetry: Duration = .seconds(1)
    /// The longest time after a failure, and after an answer that there is no such name (semantics S1: 60 s).
    public var maximumRetry: Duration = .seconds(60)
    /// How often in a row servers have to deny a name without showing the SOA record of its zone before they are believed.
    public var unprovenDenials = 3

    /// The times of the fields' defaults.
    public init() {}
}
