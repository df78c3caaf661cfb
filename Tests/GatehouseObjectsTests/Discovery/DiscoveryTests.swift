import Testing

@testable import GatehouseObjects

@Suite("discovery")
struct DiscoveryTests {
    private let discovery = Discovery(.served)

    @Test("the core group has its version and the server's address")
    func core() {
        let document = self.discovery.coreVersions(address: "127.0.0.1:6443")
        #expect(document["kind"] == "APIVersions")
        #expect(document["versions"] == ["v1"])
        #expect(document["serverAddressByClientCIDRs"]?.array?.first?["serverAddress"] == "127.0.0.1:6443")
    }

    @Test("groups are listed with their preferred version, without the core group")
    func groups() {
        let groups = self.discovery.groups["groups"]?.array ?? []
        #expect(
            groups.map { $0["preferredVersion"]?["groupVersion"] } == [
                "authentication.k8s.io/v1", "authorization.k8s.io/v1", "coordination.k8s.io/v1", "discovery.k8s.io/v1",
                "networking.istio.io/v1", "security.istio.io/v1",
                "telemetry.istio.io/v1",
            ])
        let group = self.discovery.group(named: "discovery.k8s.io")
        #expect(group?["kind"] == "APIGroup")
        #expect(group?["versions"]?.array?.count == 2)
        #expect(self.discovery.group(named: "apps") == nil)
        #expect(self.discovery.group(named: "") == nil)
    }

    @Test("a version lists its kinds and their status")
    func resources() {
        let document = self.discovery.resources(group: "networking.istio.io", version: "v1alpha3")
        #expect(document?["groupVersion"] == "networking.istio.io/v1alpha3")
        let resources = document?["resources"]?.array ?? []
        let names = resources.compactMap { $0["name"]?.string }
        #expect(names.contains("envoyfilters") && names.contains("virtualservices/status"))
        #expect(!names.contains("proxyconfigs"))
        let gateways = resources.first { $0["name"] == "gateways" }
        #expect(gateways?["shortNames"] == ["gw"])
        #expect(gateways?["categories"] == ["istio-io", "networking-istio-io"])
        #expect(gateways?["singularName"] == "gateway")
        #expect(gateways?["namespaced"] == true)
        #expect(gateways?["storageVersionHash"]?.string?.utf8.count == 12)
        #expect(self.discovery.resources(group: "", version: "v1")?["groupVersion"] == "v1")
        #expect(self.discovery.resources(group: "", version: "v2") == nil)
    }

    @Test("what is read-only can't be written, and namespaces are not deleted all at once")
    func verbs() {
        #expect(APIResource.pods.verbs == ["get", "list", "watch"])
        #expect(APIResource.pods.statusVerbs == ["get"])
        #expect(!APIResource.namespaces.verbs.contains("deletecollection"))
        #expect(APIResource.services.verbs.contains("deletecollection"))
    }

    @Test("aggregated documents say the same", arguments: ["v2", "v2beta1"])
    func aggregated(version: String) {
        let core = self.discovery.aggregated(isCore: true, version: version)
        #expect(core["apiVersion"] == .string("apidiscovery.k8s.io/\(version)"))
        #expect(core["items"]?.array?.count == 1)
        #expect(core["items"]?.array?.first?["metadata"] == ["creationTimestamp": nil])
        let items = self.discovery.aggregated(isCore: false, version: version)["items"]?.array ?? []
        for item in items {
            for entry in item["versions"]?.array ?? [] {
                let group = item["metadata"]?["name"]?.string ?? ""
                let plain = self.discovery.resources(group: group, version: entry["version"]?.string ?? "")
                let names = entry["resources"]?.array?.flatMap { resource in
                    let name = resource["resource"]?.string ?? ""
                    return [name] + (resource["subresources"] == nil ? [] : ["\(name)/status"])
                }
                #expect(names == plain?["resources"]?.array?.compactMap { $0["name"]?.string })
            }
        }
        #expect(items.count == 7)
    }

    @Test("what is only asked can be created and nothing else, and is stored in no version")
    func reviews() {
        let plain = self.discovery.resources(group: "authorization.k8s.io", version: "v1")?["resources"]
        #expect(
            plain?.array?.first == [
                "name": "selfsubjectaccessreviews", "singularName": "selfsubjectaccessreview", "namespaced": false,
                "kind": "SelfSubjectAccessReview", "verbs": ["create"],
            ])
        #expect(plain?.array?.count == 2)
        let groups = self.discovery.aggregated(isCore: false)["items"]?.array ?? []
        let group = groups.first { $0["metadata"]?["name"] == "authentication.k8s.io" }
        #expect(
            group?["versions"]?.array?.first?["resources"] == [
                [
                    "resource": "selfsubjectreviews", "singularResource": "selfsubjectreview", "scope": "Cluster",
                    "responseKind": ["group": "authentication.k8s.io", "version": "v1", "kind": "SelfSubjectReview"],
                    "verbs": ["create"],
                ]
            ])
    }

    @Test("the version is Kubernetes' with the server's own after it")
    func version() {
        let version = ServerVersion(major: 1, minor: 33, build: "gatehouse.1.0", platform: "linux/amd64")
        #expect(version.document["gitVersion"] == "v1.33.0+gatehouse.1.0")
        #expect(version.document["major"] == "1")
        #expect(version.document["minor"] == "33")
        #expect(ServerVersion(major: 1, minor: 33, platform: "").text == "v1.33.0")
    }
}
