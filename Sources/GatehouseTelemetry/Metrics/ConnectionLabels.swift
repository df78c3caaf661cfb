import GatehouseHTTP

/// The labels of Istio's TCP metrics, as a gateway reports them: those of requests without the two statuses.
enum ConnectionLabels {
    static let names = PeerLabels.names + ["request_protocol", "response_flags", "connection_security_policy"]

    /// The values, in the order of `names`.
    static func values(_ key: SeriesKey, source: MetricsRegistry.Source, destination: Destination) -> [String] {
        PeerLabels.values(source: source, destination: destination) + ["tcp", key.flags.label, PeerLabels.unknown]
    }
}
