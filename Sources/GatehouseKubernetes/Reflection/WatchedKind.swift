/// One stream of objects that is watched: a kind, where, and how much of each object.
public struct WatchedKind: Hashable, Sendable {
    /// How much of each object is needed.
    public enum Content: Hashable, Sendable {
        /// All of it, save status and what only the API server needs.
        case whole
        /// Name, namespace and labels; the server is asked for no more.
        case labels
    }

    /// The kind's name, such as `EndpointSlice`, by which states and messages call it.
    public var name: String
    /// Where the objects may be, the preferred endpoint first. The first one that is served is used.
    public var choices: [ResourceEndpoint]
    /// The namespace that is looked into; nil for all, and for kinds without namespaces.
    public var namespace: String?
    /// What objects are left out by the server.
    public var fieldSelector: String?
    /// How much of each object is needed.
    public var content: Content
    /// Whether the objects have a status that is of interest.
    public var hasStatus: Bool

    /// A stream.
    public init(
        name: String, choices: [ResourceEndpoint], namespace: String? = nil, fieldSelector: String? = nil,
        content: Content = .whole, hasStatus: Bool = false
    ) {
        self.name = name
        self.choices = choices
        self.namespace = namespace
        self.fieldSelector = fieldSelector
        self.content = content
        self.hasStatus = hasStatus
    }

    /// All that a gateway in `namespace` needs, and no more:
    ///
    /// - Istio's traffic kinds, Services, their endpoints and Namespaces, of the whole cluster.
    /// - Of Pods the labels only, which subsets are chosen by.
    /// - Secrets and ConfigMaps of the gateway's own namespace only: credentials are looked for nowhere else (semantics
    ///   T1). Tokens of service accounts and releases of Helm are left out by the server, so that they never leave it.
    public static func all(gatewayNamespace namespace: String) -> [WatchedKind] {
        let istio = [
            ("Gateway", "gateways"), ("VirtualService", "virtualservices"), ("DestinationRule", "destinationrules"),
            ("ServiceEntry", "serviceentries"), ("WorkloadEntry", "workloadentries"),
        ].map { kind, plural in
            WatchedKind(
                name: kind,
                choices: ["v1", "v1beta1", "v1alpha3"].map {
                    ResourceEndpoint(group: "networking.istio.io", version: $0, kind: kind, plural: plural)
                }, hasStatus: true)
        }
        let slices = ["v1", "v1beta1"].map {
            ResourceEndpoint(group: "discovery.k8s.io", version: $0, kind: "EndpointSlice", plural: "endpointslices")
        }
        return istio + [
            WatchedKind(name: "Service", choices: [Self.core("Service", "services")]),
            WatchedKind(name: "EndpointSlice", choices: slices + [Self.core("Endpoints", "endpoints")]),
            WatchedKind(name: "Pod", choices: [Self.core("Pod", "pods")], content: .labels),
            WatchedKind(name: "Namespace", choices: [Self.core("Namespace", "namespaces")]),
            WatchedKind(
                name: "Secret", choices: [Self.core("Secret", "secrets")], namespace: namespace,
                fieldSelector: "type!=kubernetes.io/service-account-token,type!=helm.sh/release.v1"),
            WatchedKind(name: "ConfigMap", choices: [Self.core("ConfigMap", "configmaps")], namespace: namespace),
        ]
    }

    private static func core(_ kind: String, _ plural: String) -> ResourceEndpoint {
        ResourceEndpoint(group: "", version: "v1", kind: kind, plural: plural)
    }
}

extension WatchedKind {
    /// The request for one page. `limit` is the most objects in it; nil for all at once.
    func listRequest(_ endpoint: ResourceEndpoint, continuation: String?, limit: Int?) -> APIRequest {
        var request = self.request(endpoint, as: "PartialObjectMetadataList")
        if let limit { request.query.append(.init(name: "limit", value: "\(limit)")) }
        if let continuation { request.query.append(.init(name: "continue", value: continuation)) }
        return request
    }

    /// The request for a watch that goes on from a resource version and ends after some seconds.
    func watchRequest(_ endpoint: ResourceEndpoint, from resourceVersion: String, seconds: Int) -> APIRequest {
        var request = self.request(endpoint, as: "PartialObjectMetadata")
        request.query += [
            .init(name: "watch", value: "true"), .init(name: "resourceVersion", value: resourceVersion),
            .init(name: "allowWatchBookmarks", value: "true"), .init(name: "timeoutSeconds", value: "\(seconds)"),
        ]
        return request
    }

    private func request(_ endpoint: ResourceEndpoint, as partial: String) -> APIRequest {
        var request = APIRequest(.get, endpoint.path(namespace: self.namespace))
        if self.content == .labels {
            request.accept = "application/json;as=\(partial);g=meta.k8s.io;v=v1"
        }
        if let fieldSelector { request.query.append(.init(name: "fieldSelector", value: fieldSelector)) }
        return request
    }
}
