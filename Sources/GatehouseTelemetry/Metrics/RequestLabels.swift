import GatehouseHTTP

/// The labels of Istio's request metrics, as a gateway reports them.
///
/// A gateway does not know the workload behind an endpoint, so what describes it is `unknown`, and the revision, which has
/// a default in Istio, is `latest`. Nothing that a client sends is a label: its number of values would be the client's.
enum RequestLabels {
    static let names = [
        "reporter", "source_workload", "source_workload_namespace", "source_principal", "source_app", "source_version",
        "source_cluster", "source_canonical_service", "source_canonical_revision", "destination_workload",
        "destination_workload_namespace", "destination_principal", "destination_app", "destination_version",
        "destination_cluster", "destination_canonical_service", "destination_canonical_revision", "destination_service",
        "destination_service_name", "destination_service_namespace", "request_protocol", "response_code",
        "grpc_response_status", "response_flags", "connection_security_policy",
    ]

    /// The values, in the order of `names`.
    static func values(_ key: SeriesKey, source: MetricsRegistry.Source, destination: Destination) -> [String] {
        let unknown = "unknown"
        return [
            "source", source.workload, source.namespace, unknown, source.app, source.version, source.cluster,
            source.canonicalService, source.canonicalRevision, unknown, unknown, unknown, unknown, unknown, unknown,
            unknown, "latest", destination.service, destination.name, destination.namespace,
            key.protocol.label.description, String(key.status), key.grpcStatus.map(String.init) ?? "", key.flags.label,
            unknown,
        ]
    }
}

/// A service as the labels name it.
struct Destination: Hashable, Sendable {
    /// `destination_service`, the full host name.
    var service: String
    /// `destination_service_name`.
    var name: String
    /// `destination_service_namespace`.
    var namespace: String
}
