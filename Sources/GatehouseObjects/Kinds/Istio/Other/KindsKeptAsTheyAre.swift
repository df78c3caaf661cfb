/// Kinds of Istio's that are kept for others, and that the gateway does not act on: nothing in them is unknown.
extension APIResource {
    /// Sidecars.
    public static let sidecars = APIResource.istio(
        "networking", "Sidecar", "sidecars", versions: networkingVersions,
        about: "What sidecars of the mesh reach. Kept, and not acted on.", spec: .keptAsItIs)

    /// WorkloadGroups.
    public static let workloadGroups = APIResource.istio(
        "networking", "WorkloadGroup", "workloadgroups", "wg", versions: networkingVersions,
        about: "What WorkloadEntries of a group have in common. Kept, and not acted on.", spec: .keptAsItIs,
        isSpecRequired: true)

    /// EnvoyFilters.
    public static let envoyFilters = APIResource.istio(
        "networking", "EnvoyFilter", "envoyfilters", versions: ["v1alpha3"],
        about: "Changes to Envoy's configuration. Kept, and not acted on.", spec: .keptAsItIs)

    /// ProxyConfigs.
    public static let proxyConfigs = APIResource.istio(
        "networking", "ProxyConfig", "proxyconfigs", versions: ["v1beta1"],
        about: "Settings of the mesh's proxies. Kept, and not acted on.", spec: .keptAsItIs)

    /// AuthorizationPolicies.
    public static let authorizationPolicies = APIResource.istio(
        "security", "AuthorizationPolicy", "authorizationpolicies", "ap", versions: ["v1", "v1beta1"],
        about: "Who may do what. Kept, and not acted on.", spec: .keptAsItIs,
        columns: [Column("Action", description: "What becomes of requests that match."), .date])

    /// PeerAuthentications.
    public static let peerAuthentications = APIResource.istio(
        "security", "PeerAuthentication", "peerauthentications", "pa", versions: ["v1", "v1beta1"],
        about: "Whether workloads of the mesh show certificates. Kept, and not acted on.", spec: .keptAsItIs,
        columns: [Column("Mode", description: "Whether certificates are shown."), .date])

    /// RequestAuthentications.
    public static let requestAuthentications = APIResource.istio(
        "security", "RequestAuthentication", "requestauthentications", "ra", versions: ["v1", "v1beta1"],
        about: "Which tokens of requests are good. Kept, and not acted on.", spec: .keptAsItIs)

    /// Telemetries.
    public static let telemetries = APIResource.istio(
        "telemetry", "Telemetry", "telemetries", "telemetry", versions: ["v1", "v1alpha1"],
        about: "What is logged, counted and traced. Kept, and not acted on.", spec: .keptAsItIs)
}

extension ObjectSchema {
    fileprivate static let keptAsItIs: ObjectSchema = .openRecord("As its owner wrote it.", [])
}
