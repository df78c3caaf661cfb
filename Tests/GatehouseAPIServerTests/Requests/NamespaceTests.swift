import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Namespaces")
struct NamespaceTests {
    @Test("A namespace is active, and found by the label with its name")
    func created() async throws {
        let api = try await TestAPI()
        let object = try await api.create("/api/v1/namespaces", #"{"metadata": {"name": "new"}}"#)
        #expect(object["status"]?["phase"] == "Active")
        #expect(object["metadata"]?["labels"]?["kubernetes.io/metadata.name"] == "new")
        #expect(object["spec"]?["finalizers"] == ["kubernetes"])
    }

    @Test("With a namespace goes all that is in it, and nothing else")
    func deleted() async throws {
        let api = try await TestAPI()
        let path = "/api/v1/namespaces/other/configmaps"
        _ = try await api.create(path, Sample.configMap("a"))
        _ = try await api.create(Sample.gateways.replacing("default", with: "other"), Sample.gateway("g"))
        _ = try await api.create(Sample.configMaps, Sample.configMap("mine"))
        let answer = await api.call("DELETE", "/api/v1/namespaces/other")
        #expect(answer.status == 200)
        #expect(answer["/status/phase"] == "Terminating")
        #expect(answer["/metadata/deletionTimestamp"] != nil)
        #expect(await api.call("GET", "/api/v1/namespaces/other").status == 404)
        #expect(await api.call("GET", path + "/a").status == 404)
        #expect(await api.call("GET", "/apis/networking.istio.io/v1/gateways")["/items"] == [])
        #expect(await api.call("GET", Sample.configMaps + "/mine").status == 200)
    }

    @Test("A namespace waits for the last object in it that has finalizers, and takes nothing new")
    func waiting() async throws {
        let api = try await TestAPI()
        let path = "/api/v1/namespaces/other/configmaps"
        _ = try await api.create(path, Sample.configMap("a", metadata: #", "finalizers": ["example.com/x"]"#))
        #expect(await api.call("DELETE", "/api/v1/namespaces/other").status == 200)
        let waiting = await api.call("GET", "/api/v1/namespaces/other")
        #expect(waiting["/status/phase"] == "Terminating")
        let refused = await api.call("POST", path, Sample.configMap("b"))
        #expect(refused.status == 403)
        #expect(
            refused.message.hasSuffix("unable to create new content in namespace other because it is being terminated"))
        #expect(refused["/details/causes/0/reason"] == "NamespaceTerminating")
        let freed = await api.call(
            "PATCH", path + "/a", #"{"metadata": {"finalizers": []}}"#, type: "application/merge-patch+json")
        #expect(freed.status == 200)
        #expect(await api.call("GET", "/api/v1/namespaces/other").status == 404)
    }

    @Test("A deletion that was under way goes on after a start")
    func resumed() async throws {
        let api = try await TestAPI()
        _ = try await api.create("/api/v1/namespaces/other/configmaps", Sample.configMap("a"))
        let key = ObjectKey(kind: ObjectKind(.namespaces), namespace: "", name: "other")
        _ = try await api.registry.change(key) { stored throws(APIStatus) in
            var object = stored?.json ?? [:]
            object["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"
            return .put(object)
        }
        await api.service.resumeDeletions()
        #expect(await api.call("GET", "/api/v1/namespaces/other").status == 404)
    }

    @Test("Some namespaces can't be deleted", arguments: ["default", "kube-system", "kube-public"])
    func indelible(_ name: String) async throws {
        let api = try await TestAPI()
        let answer = await api.call("DELETE", "/api/v1/namespaces/\(name)")
        #expect(answer.status == 403)
        #expect(answer.message == "namespaces \"\(name)\" is forbidden: this namespace may not be deleted")
    }

    @Test("Not all namespaces are deleted at once, and a trial deletes none")
    func refused() async throws {
        let api = try await TestAPI()
        #expect(await api.call("DELETE", "/api/v1/namespaces").status == 405)
        #expect(await api.call("DELETE", "/api/v1/namespaces/other?dryRun=All").status == 200)
        #expect(await api.call("GET", "/api/v1/namespaces/other")["/metadata/deletionTimestamp"] == nil)
    }
}
