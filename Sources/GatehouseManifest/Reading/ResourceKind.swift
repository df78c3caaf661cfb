import GatehouseModel

/// A kind that can be read: where it is defined, and how.
struct ResourceKind: Sendable {
    /// What is known of a resource before its kind's own fields are read.
    struct Input {
        var metadata: Metadata
        var envelope: Envelope?
        var source: SourceMap
    }

    var name: String
    var groups: [String]
    /// The versions, the one to recommend first.
    var versions: [String]
    var dialect: Reading.Dialect
    var isNamespaced = true
    /// Reads a resource's own fields; nil when it can't be made of them.
    var read: @Sendable (inout Fields, Input) -> AnyResource?

    /// Every kind, by name. No two groups have one of the same name that is of use here.
    static let known: [String: ResourceKind] = {
        let kinds = [
            Self.istio(AnyResource.gateway), Self.istio(AnyResource.virtualService),
            Self.istio(AnyResource.destinationRule), Self.istio(AnyResource.serviceEntry),
            Self.istio(AnyResource.workloadEntry),
            Self.core(AnyResource.service), Self.core(AnyResource.endpoints), Self.core(AnyResource.secret),
            Self.core(AnyResource.configMap), Self.core(AnyResource.pod),
            Self.core(AnyResource.namespace, isNamespaced: false),
            Self.kubernetes(AnyResource.endpointSlice, group: "discovery.k8s.io", versions: ["v1", "v1beta1"]),
        ]
        return Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) })
    }()

    private static func istio<Spec: ResourceSpec & Message>(
        _ wrap: @escaping @Sendable (Resource<Spec>) -> AnyResource
    ) -> ResourceKind {
        ResourceKind(
            name: Spec.kind, groups: ["networking.istio.io"], versions: ["v1", "v1beta1", "v1alpha3"],
            dialect: .protobuf
        ) { fields, input in
            let spec: Spec? = fields.required("spec")
            fields.ignore("status")
            return spec.map { wrap(Resource(metadata: input.metadata, spec: $0, source: input.source)) }
        }
    }

    private static func core<Spec: KubernetesResource>(
        _ wrap: @escaping @Sendable (Resource<Spec>) -> AnyResource, isNamespaced: Bool = true
    ) -> ResourceKind {
        var kind = Self.kubernetes(wrap, group: "", versions: ["v1"])
        kind.isNamespaced = isNamespaced
        return kind
    }

    private static func kubernetes<Spec: KubernetesResource>(
        _ wrap: @escaping @Sendable (Resource<Spec>) -> AnyResource, group: String, versions: [String]
    ) -> ResourceKind {
        ResourceKind(name: Spec.kind, groups: [group], versions: versions, dialect: .kubernetes) { fields, input in
            let spec = Spec(resource: &fields, isBeingDeleted: input.envelope?.isBeingDeleted ?? false)
            return spec.map { wrap(Resource(metadata: input.metadata, spec: $0, source: input.source)) }
        }
    }
}

/// A kind of Kubernetes, whose fields are in several places of the resource.
protocol KubernetesResource: ResourceSpec {
    /// Takes the fields of the whole resource; nil when something indispensable is missing, which has been told.
    init?(resource fields: inout Fields, isBeingDeleted: Bool)
}
