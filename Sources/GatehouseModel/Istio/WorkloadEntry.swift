/// One endpoint that is no pod.
public struct WorkloadEntry: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "WorkloadEntry"

    /// An IP, a DNS name, or `unix://` path.
    public var address: String?
    /// The endpoint's ports, by the service's port names.
    public var ports: [String: UInt32]
    /// Labels, for subsets and selectors.
    public var labels: [String: String]
    /// The network that the endpoint is in.
    public var network: String?
    /// `region/zone/sub_zone`.
    public var locality: String?
    /// The share of traffic, relative to other endpoints; 1 where absent.
    public var weight: UInt32?
    /// The identity of the workload.
    public var serviceAccount: String?

    /// Fields that are not given are absent.
    public init(
        address: String? = nil, ports: [String: UInt32] = [:], labels: [String: String] = [:], network: String? = nil,
        locality: String? = nil, weight: UInt32? = nil, serviceAccount: String? = nil
    ) {
        self.address = address
        self.ports = ports
        self.labels = labels
        self.network = network
        self.locality = locality
        self.weight = weight
        self.serviceAccount = serviceAccount
    }
}

/// Selects workloads; `WorkloadSelector` of `istio.networking.v1alpha3`.
public struct WorkloadSelector: Hashable, Sendable {
    /// Labels that a workload must carry.
    public var labels: [String: String]

    /// Fields that are not given are absent.
    public init(labels: [String: String] = [:]) {
        self.labels = labels
    }
}
