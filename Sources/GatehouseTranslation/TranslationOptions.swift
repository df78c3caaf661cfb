/// Which gateway is translated for, and the mesh-wide names that Istio takes from elsewhere.
public struct TranslationOptions: Hashable, Sendable {
    /// The namespace of this gateway's pod (semantics V2, R1, T1).
    public var gatewayNamespace: String
    /// The labels of this gateway's pod, which `Gateway.spec.selector` has to be a part of (semantics G1).
    public var gatewayLabels: [String: String]
    /// The addresses of this gateway's pod, where they are known: a ServiceEntry that lists one of them is one of the
    /// gateway's own services (semantics G4).
    public var gatewayAddresses: Set<String>
    /// Where this gateway is, `region/zone/subzone`, of which the end may be left out; empty when it is not known, so
    /// that no endpoint is nearer than another (semantics B4).
    public var locality: String
    /// The cluster's DNS domain, which completes short names (semantics A5).
    public var clusterDomain: String
    /// Istio's root namespace, whose DestinationRules hold everywhere (semantics R1).
    public var rootNamespace: String
    /// The namespace that short names of `endpoints` are in.
    public var defaultNamespace: String
    /// Endpoints that were given without any resource.
    public var endpoints: [ExplicitEndpoint]
    /// The gateway's own certificate in the mesh, for `ISTIO_MUTUAL`; nil for none.
    public var workloadIdentity: WorkloadIdentityPaths?

    /// Options; the defaults are those of Istio's own ingress gateway.
    public init(
        gatewayNamespace: String = "istio-system",
        gatewayLabels: [String: String] = ["istio": "ingressgateway", "app": "istio-ingressgateway"],
        gatewayAddresses: Set<String> = [], locality: String = "", clusterDomain: String = "cluster.local",
        rootNamespace: String = "istio-system", defaultNamespace: String = "default",
        endpoints: [ExplicitEndpoint] = [], workloadIdentity: WorkloadIdentityPaths? = nil
    ) {
        self.gatewayNamespace = gatewayNamespace
        self.gatewayLabels = gatewayLabels
        self.gatewayAddresses = gatewayAddresses
        self.locality = locality
        self.clusterDomain = clusterDomain
        self.rootNamespace = rootNamespace
        self.defaultNamespace = defaultNamespace
        self.endpoints = endpoints
        self.workloadIdentity = workloadIdentity
    }
}
