public import GatehousePlan
public import GatehouseTelemetry
public import Logging

/// What the admin API shows and does, as closures: the API knows no part of the gateway that it speaks for, and whoever
/// puts the gateway together wires it.
public struct AdminSources: Sendable {
    /// What `/metrics` reports.
    public var metrics: MetricsRegistry
    /// Whether traffic should be sent here.
    public var readiness: @Sendable () async -> Readiness
    /// The plan that is being served; nil before there is one.
    public var plan: @Sendable () async -> JSONValue?
    /// The clusters with their endpoints, health and counters.
    public var clusters: @Sendable () async -> JSONValue
    /// What would happen to a request, by the configuration that is being served.
    public var explain: @Sendable (ExplainQuery) async -> JSONValue
    /// Begins to drain: not ready any more, every connection ends after its current exchange. Returns at once.
    public var drain: @Sendable () async -> Void
    /// Sets the level of the gateway's own log.
    public var setLogLevel: @Sendable (Logger.Level) async -> Void

    /// Sources.
    public init(
        metrics: MetricsRegistry, readiness: @escaping @Sendable () async -> Readiness,
        plan: @escaping @Sendable () async -> JSONValue?, clusters: @escaping @Sendable () async -> JSONValue,
        explain: @escaping @Sendable (ExplainQuery) async -> JSONValue, drain: @escaping @Sendable () async -> Void,
        setLogLevel: @escaping @Sendable (Logger.Level) async -> Void
    ) {
        self.metrics = metrics
        self.readiness = readiness
        self.plan = plan
        self.clusters = clusters
        self.explain = explain
        self.drain = drain
        self.setLogLevel = setLogLevel
    }
}

/// Whether traffic should be sent to this gateway.
public enum Readiness: Hashable, Sendable {
    /// It should. The detail says what is not well all the same, such as that the configuration can't be kept up to date;
    /// nil where all is.
    case ready(detail: String?)
    /// It should not, for a reason such as `draining` or `no configuration has been loaded yet`.
    case notReady(reason: String)
}
