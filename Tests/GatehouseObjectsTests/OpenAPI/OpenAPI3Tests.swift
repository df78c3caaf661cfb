import Testing

@testable import GatehouseObjects

@Suite("OpenAPI 3")
struct OpenAPI3Tests {
    private static let openAPI = OpenAPI(.served, version: "v1.33.0")

    @Test("the index has an address for every version, which changes with the document")
    func index() {
        let paths = Self.openAPI.index["paths"]?.object ?? [:]
        #expect(paths.count == 13)
        let address = paths["apis/networking.istio.io/v1"]?["serverRelativeURL"]?.string ?? ""
        #expect(address.hasPrefix("/openapi/v3/apis/networking.istio.io/v1?hash="))
        #expect(paths["api/v1"] != nil)
        #expect(Self.openAPI.index == Self.openAPI.index)
        #expect(OpenAPI(.served, version: "v1.34.0").index != Self.openAPI.index)
    }

    @Test(
        "every reference leads to a schema of the same document",
        arguments: APICatalogue.served.groups.flatMap { group in group.versions.map { (group.name, $0) } })
    func resolvable(group: String, version: String) throws {
        let document = try #require(Self.openAPI.document(group: group, version: version))
        let schemas = document["components"]?["schemas"]?.object ?? [:]
        let names = Set(schemas.keys.map { "#/components/schemas/\($0)" })
        let found = references(in: document)
        #expect(!found.isEmpty)
        #expect(found.subtracting(names).isEmpty)
    }

    @Test("a document has the kinds of its version alone")
    func kinds() {
        let document = Self.openAPI.document(group: "discovery.k8s.io", version: "v1beta1")
        let schemas = document?["components"]?["schemas"]
        #expect(schemas?["io.k8s.api.discovery.v1beta1.EndpointSlice"] != nil)
        #expect(schemas?["io.k8s.api.discovery.v1.EndpointSlice"] == nil)
        #expect(Self.openAPI.document(group: "apps", version: "v1") == nil)
        #expect(Self.openAPI.document(group: "", version: "v2") == nil)
    }

    @Test("patches say what they consume, and by which parameters")
    func patches() {
        let path = "/api/v1/namespaces/{namespace}/services/{name}"
        let patch = Self.openAPI.document(group: "", version: "v1")?["paths"]?[path]?["patch"]
        #expect(patch?["requestBody"]?["content"]?["application/strategic-merge-patch+json"] != nil)
        #expect(patch?["x-kubernetes-group-version-kind"] == ["group": "", "version": "v1", "kind": "Service"])
        let validation = patch?["parameters"]?.array?.first { $0["name"] == "fieldValidation" }
        #expect(validation?["schema"]?["type"] == "string")
        #expect(validation?["in"] == "query")
    }

    @Test("open objects keep their fields, and numbers or texts are one type")
    func schemas() {
        let schemas = Self.openAPI.document(group: "", version: "v1")?["components"]?["schemas"]
        let pod = schemas?["io.k8s.api.core.v1.Pod"]?["properties"]
        #expect(pod?["status"]?["x-kubernetes-preserve-unknown-fields"] == true)
        #expect(pod?["status"]?["properties"]?["phase"]?["type"] == "string")
        #expect(pod?["metadata"]?["allOf"]?.array?.count == 1)
        #expect(schemas?["io.k8s.apimachinery.pkg.util.intstr.IntOrString"]?["x-kubernetes-int-or-string"] == true)
    }
}
