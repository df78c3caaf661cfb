/// The labels of both peers, which all of Istio's metrics begin with: the gateway, and what it sends to.
///
/// A gateway does not know the workload behind an endpoint, so what describes it is `unknown`, and the revision, which has
/// a default in Istio, is `latest`. Nothing that a client sends is a label: its number of values would be the client's.
enum PeerLabels {
    static let names = [
        "reporter", "source_workload", "source_workload_namespace", "source_principal", "source_app", "source_version",
        "source_cluster", "source_canonical_service", "source_canonical_revision", "destination_workload",
        "destination_workload_namespace", "destination_principal", "destination_app", "destination_version",
        "destination_cluster", "destination_canonical_service", "destination_canonical_revision", "destination_service",
        "destination_service_name", "destination_service_namespace",
    ]

    /// What a value is where it is not known.
    static let unknown = "unknown"

    /// The values, in the order of `names`.
    static func values(source: MetricsRegistry.Source, destination: Destination) -> [String] {
        let unknown = Self.unknown
        return [
            "source", source.workload, source.namespace, unknown, source.app, source.version, source.cluster,
            source.canonicalService, source.canonicalRevision, unknown, unknown, unknown, unknown, unknown, unknown,
            unknown, "latest", destination.service, destination.name, destination.namespace,
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
