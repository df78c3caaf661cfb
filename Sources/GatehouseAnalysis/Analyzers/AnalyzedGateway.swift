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
    /// Endpoints that there are without any resource.
    public var endpoints: [Endpoint]

    /// An endpoint of a service, given on the command line.
    public struct Endpoint: Sendable {
        /// The service's host, in full.
        public var host: String
        /// Its labels, by which subsets choose it.
        public var labels: [String: String]

        /// An endpoint.
        public init(host: String, labels: [String: String] = [:]) {
            self.host = host
            self.labels = labels
        }
    }

    /// A gateway.
    public init(
        namespace: String, labels: [String: String], clusterDomain: String, rootNamespace: String,
        endpoints: [Endpoint] = []
    ) {
        self.namespace = namespace
        self.labels = labels
        self.clusterDomain = clusterDomain
        self.rootNamespace = rootNamespace
        self.endpoints = endpoints
    }
}
