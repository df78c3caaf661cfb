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
    /// The Secrets that there are, readable or not.
    let secrets: Set<ResourceKey>
    /// Those of them that hold no certificate and key.
    let incompleteSecrets: Set<ResourceKey>
    /// The first Gateway of each `namespace/name`.
    let gateways: [String: Resource<Gateway>]
    /// The workloads that Gateways are for.
    let workloads: WorkloadSelection

    init(_ input: AnalyzerInput, gateway: AnalyzedGateway) {
        let resources = input.resources
        self.resources = resources
        self.unread = input.unread
        self.gateway = gateway
        self.hosts = KnownHosts(resources, unread: input.unread, gateway: gateway)
        self.secrets = Set(resources.secrets.map(\.key)).union(input.unread.filter { $0.kind == Secret.kind })
        self.incompleteSecrets = Set(resources.secrets.filter { !$0.spec.isIdentity }.map(\.key))
            .subtracting(input.unservable)
        self.gateways = Dictionary(
            resources.gateways.map { ("\($0.metadata.namespace)/\($0.metadata.name)", $0) },
            uniquingKeysWith: { first, _ in first })
        self.workloads = WorkloadSelection(
            [Workload(namespace: gateway.namespace, labels: gateway.labels, isThisGateway: true)]
                + resources.pods.map { pod in
                    Workload(namespace: pod.metadata.namespace, labels: pod.metadata.labels, isThisGateway: false)
                } + input.podTemplates, selectors: resources.gateways.map(\.spec.selector))
    }

    /// The short names of a namespace.
    func names(of namespace: String) -> ShortNames {
        ShortNames(namespace: namespace, clusterDomain: self.gateway.clusterDomain)
    }

    /// The namespaces that the hosts of a VirtualService's or DestinationRule's destinations are looked up from: its own,
    /// or those that it is exported to, and that of the gateway, which does the looking up where it is bound to one.
    func namespaces(of metadata: Metadata, exportTo: [String]) -> [String] {
        let own =
            exportTo.isEmpty || exportTo.contains("*")
            ? [metadata.namespace] : exportTo.map { $0 == "." ? metadata.namespace : $0 }
        return own + [self.gateway.namespace]
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
