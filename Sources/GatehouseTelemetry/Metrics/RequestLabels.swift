import GatehouseHTTP

/// The labels of Istio's request metrics, as a gateway reports them.
enum RequestLabels {
    static let names =
        PeerLabels.names + [
            "request_protocol", "response_code", "grpc_response_status", "response_flags", "connection_security_policy",
        ]

    /// The values, in the order of `names`.
    static func values(_ key: SeriesKey, source: MetricsRegistry.Source, destination: Destination) -> [String] {
        PeerLabels.values(source: source, destination: destination) + [
            key.protocol.label.description, String(key.status), key.grpcStatus.map(String.init) ?? "", key.flags.label,
            PeerLabels.unknown,
        ]
    }
}
