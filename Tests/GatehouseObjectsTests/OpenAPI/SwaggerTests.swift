import Testing

@testable import GatehouseObjects

@Suite("OpenAPI 2")
struct SwaggerTests {
    private static let openAPI = OpenAPI(.served, version: "v1.33.0")
    private static let document = openAPI.swagger

    private func definition(_ name: String) -> JSON? { Self.document["definitions"]?[name] }

    @Test("every kind and its list are defined in every version, with group, version and kind")
    func definitions() {
        for resource in APICatalogue.served.resources {
            for version in resource.versions {
                for suffix in resource.isCreateOnly ? [""] : ["", "List"] {
                    let name = OpenAPINames.kind(resource, version) + suffix
                    #expect(
                        self.definition(name)?["x-kubernetes-group-version-kind"] == [
                            [
                                "group": .string(resource.group), "version": .string(version),
                                "kind": .string(resource.kind + suffix),
                            ]
                        ], "\(name)")
                }
            }
        }
        #expect(self.definition("io.k8s.api.core.v1.Service") != nil)
        #expect(self.definition("io.k8s.api.discovery.v1beta1.EndpointSlice") != nil)
        #expect(self.definition("io.istio.networking.v1alpha3.EnvoyFilter") != nil)
    }

    @Test("lists say how they are merged")
    func lists() {
        let spec = self.definition("io.k8s.api.core.v1.Service")?["properties"]?["spec"]
        let ports = spec?["properties"]?["ports"]
        #expect(ports?["x-kubernetes-list-type"] == "map")
        #expect(ports?["x-kubernetes-list-map-keys"] == ["port", "protocol"])
        #expect(ports?["x-kubernetes-patch-merge-key"] == "port")
        #expect(ports?["x-kubernetes-patch-strategy"] == "merge")
        #expect(spec?["properties"]?["externalIPs"]?["x-kubernetes-list-type"] == "atomic")
        #expect(spec?["properties"]?["selector"]?["x-kubernetes-map-type"] == "atomic")
        let metadata = self.definition("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")?["properties"]
        #expect(metadata?["finalizers"]?["x-kubernetes-list-type"] == "set")
        #expect(metadata?["finalizers"]?["x-kubernetes-patch-strategy"] == "merge")
        #expect(metadata?["ownerReferences"]?["x-kubernetes-patch-merge-key"] == "uid")
    }

    @Test("what may hold anything has no fields, since kubectl would take all others for unknown")
    func openObjects() {
        let filter = self.definition("io.istio.networking.v1alpha3.EnvoyFilter")?["properties"]
        #expect(filter?["spec"]?["x-kubernetes-preserve-unknown-fields"] == true)
        #expect(filter?["status"]?["properties"] == nil)
        #expect(filter?["status"]?["type"] == "object")
    }

    @Test("every reference leads to a definition")
    func resolvable() {
        let names = Set((Self.document["definitions"]?.object ?? [:]).keys.map { "#/definitions/\($0)" })
        let missing = references(in: Self.document).subtracting(names)
        #expect(missing.isEmpty)
    }

    @Test(
        "patches and writes name the parameters that kubectl looks for",
        arguments: [
            ("/api/v1/namespaces/{namespace}/services/{name}", "patch", true),
            ("/api/v1/namespaces/{name}", "patch", true),
            ("/apis/networking.istio.io/v1/namespaces/{namespace}/gateways/{name}", "patch", false),
            ("/apis/networking.istio.io/v1/namespaces/{namespace}/gateways/{name}/status", "put", false),
            ("/apis/networking.istio.io/v1/namespaces/{namespace}/gateways", "post", false),
        ])
    func writes(path: String, method: String, isStrategic: Bool) {
        let operation = Self.document["paths"]?[path]?[method]
        let names = operation?["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
        #expect(names.contains("fieldValidation") && names.contains("dryRun") && names.contains("fieldManager"))
        #expect(operation?["x-kubernetes-group-version-kind"]?["kind"] != nil)
        guard method == "patch" else { return }
        #expect(operation?["x-kubernetes-action"] == "patch")
        let types = operation?["consumes"]?.texts ?? []
        #expect(types.contains("application/strategic-merge-patch+json") == isStrategic)
        #expect(types.contains("application/apply-patch+yaml"))
    }

    @Test("what is only asked has one operation, and no lists")
    func reviews() {
        let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        #expect(Self.document["paths"]?[path]?.object?.keys.sorted() == ["post"])
        #expect(Self.document["paths"]?[path + "/{name}"] == nil)
        #expect(Self.document["paths"]?[path]?["post"]?["x-kubernetes-action"] == "post")
        #expect(self.definition("io.k8s.api.authorization.v1.SelfSubjectAccessReview") != nil)
        #expect(self.definition("io.k8s.api.authorization.v1.SelfSubjectAccessReviewList") == nil)
    }

    @Test("operations have ids of their own, and kubectl finds that also what is only read can be validated")
    func operations() {
        let items = (Self.document["paths"]?.object ?? [:]).values.flatMap { ($0.object ?? [:]).values }
        let ids = items.compactMap { $0["operationId"]?.string }
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("patchNetworkingIstioIoV1NamespacedGateway"))
        #expect(ids.contains("listCoreV1ServiceForAllNamespaces"))
        #expect(ids.contains("replaceCoreV1NamespaceStatus"))
        #expect(ids.contains("patchCoreV1NamespacedPod"))
    }
}

/// All references in a document.
func references(in value: JSON) -> Set<String> {
    switch value {
    case .array(let elements): return elements.reduce(into: []) { $0.formUnion(references(in: $1)) }
    case .object(let members):
        var found: Set<String> = []
        for (name, member) in members {
            if name == "$ref", let text = member.string { found.insert(text) }
            found.formUnion(references(in: member))
        }
        return found
    default: return []
    }
}
