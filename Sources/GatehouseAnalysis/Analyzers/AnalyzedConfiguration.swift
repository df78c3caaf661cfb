import GatehouseModel

/// A whole configuration as the analyzers see it: everything that could be read, whether it would be served or not.
struct AnalyzedConfiguration {
    /// What was read.
    let resources: ResourceSet
    /// What is there and could not be read, or is of a kind that is passed over.
    let unread: Set<ResourceKey>
    let gateway: AnalyzedGateway
    /// The hosts that there are.
    let hosts: KnownHosts
    /// The workloads that a Gateway can be for.
    let workloads: [Workload]
    /// The Secrets that there are, readable or not.
    let secrets: Set<ResourceKey>
    /// Those of them that hold no certificate and key.
    let incompleteSecrets: Set<ResourceKey>
    private let workloadsBySelector: [[String: String]: [Workload]]
    /// The first Gateway of each `namespace/name`.
    let gateways: [String: Resource<Gateway>]

    init(_ resources: ResourceSet, unread: Set<ResourceKey>, gateway: AnalyzedGateway) {
        self.resources = resources
        self.unread = unread
        self.gateway = gateway
        self.hosts = KnownHosts(resources, unread: unread, gateway: gateway)
        let workloads =
            [Workload(namespace: gateway.namespace, labels: gateway.labels, isThisGateway: true)]
            + resources.pods.map { pod in
                Workload(namespace: pod.metadata.namespace, labels: pod.metadata.labels, isThisGateway: false)
            }
        self.workloads = workloads
        var selected: [[String: String]: [Workload]] = [:]
        for selector in Set(resources.gateways.map(\.spec.selector)) {
            selected[selector] = workloads.filter { $0.labels.holds(selector) }
        }
        self.workloadsBySelector = selected
        self.secrets = Set(resources.secrets.map(\.key)).union(unread.filter { $0.kind == Secret.kind })
        self.incompleteSecrets = Set(resources.secrets.filter { !$0.spec.isIdentity }.map(\.key))
        self.gateways = Dictionary(
            resources.gateways.map { ("\($0.metadata.namespace)/\($0.metadata.name)", $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The short names of a namespace.
    func names(of namespace: String) -> ShortNames {
        ShortNames(namespace: namespace, clusterDomain: self.gateway.clusterDomain)
    }

    /// The workloads that a Gateway is for; an empty selector is for all.
    func workloads(of gateway: Resource<Gateway>) -> [Workload] {
        self.workloadsBySelector[gateway.spec.selector] ?? []
    }
}

extension Secret {
    /// Whether there is a certificate and a key, by the names that Istio looks for (semantics T2).
    fileprivate var isIdentity: Bool {
        [("cert", "key"), ("tls.crt", "tls.key")].contains { certificate, key in
            self.data[certificate]?.isEmpty == false && self.data[key]?.isEmpty == false
        }
    }
}

/// A pod that may be a gateway's, or this gateway itself.
struct Workload {
    var namespace: String
    var labels: [String: String]
    /// Whether it is the gateway that is being configured, which needs no Pod to be known.
    var isThisGateway: Bool
}
