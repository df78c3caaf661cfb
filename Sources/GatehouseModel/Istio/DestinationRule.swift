/// How traffic is carried to a service once it has been routed there.
public struct DestinationRule: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "DestinationRule"

    /// The service's name, looked up like a destination's; a leading `*` label is a wildcard.
    public var host: String?
    /// The policy for all ports and subsets.
    public var trafficPolicy: TrafficPolicy?
    /// Named parts of the service's endpoints.
    public var subsets: [Subset]
    /// Namespaces that may use this; `*` all, `.` its own. Empty means all.
    public var exportTo: [String]
    /// The workloads that apply this; all where absent.
    public var workloadSelector: TypeWorkloadSelector?

    /// Fields that are not given are absent.
    public init(
        host: String? = nil, trafficPolicy: TrafficPolicy? = nil, subsets: [Subset] = [], exportTo: [String] = [],
        workloadSelector: TypeWorkloadSelector? = nil
    ) {
        self.host = host
        self.trafficPolicy = trafficPolicy
        self.subsets = subsets
        self.exportTo = exportTo
        self.workloadSelector = workloadSelector
    }
}

/// A named part of a service's endpoints.
public struct Subset: Hashable, Sendable {
    /// The name that routes refer to.
    public var name: String?
    /// Labels that endpoints must carry.
    public var labels: [String: String]
    /// Overrides of the policy for this subset.
    public var trafficPolicy: TrafficPolicy?

    /// Fields that are not given are absent.
    public init(name: String? = nil, labels: [String: String] = [:], trafficPolicy: TrafficPolicy? = nil) {
        self.name = name
        self.labels = labels
        self.trafficPolicy = trafficPolicy
    }
}

/// Selects workloads; `WorkloadSelector` of `istio.type.v1beta1`.
public struct TypeWorkloadSelector: Hashable, Sendable {
    /// Labels that a workload must carry.
    public var matchLabels: [String: String]

    /// Fields that are not given are absent.
    public init(matchLabels: [String: String] = [:]) {
        self.matchLabels = matchLabels
    }
}
