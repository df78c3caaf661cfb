/// The gateway that a configuration is looked at for.
public struct AnalyzedGateway: Sendable {
    /// The namespace that it runs in.
    public var namespace: String
    /// The labels of its workload, which a Gateway's `selector` has to be a part of.
    public var labels: [String: String]
    /// The cluster's DNS domain, which completes short names.
    public var clusterDomain: String
    /// Istio's root namespace, whose policies hold everywhere.
    public var rootNamespace: String
    /// Hosts that have endpoints without any resource, in full.
    public var explicitHosts: Set<String>

    /// A gateway.
    public init(
        namespace: String, labels: [String: String], clusterDomain: String, rootNamespace: String,
        explicitHosts: Set<String> = []
    ) {
        self.namespace = namespace
        self.labels = labels
        self.clusterDomain = clusterDomain
        self.rootNamespace = rootNamespace
        self.explicitHosts = explicitHosts
    }
}
