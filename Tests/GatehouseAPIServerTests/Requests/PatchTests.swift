import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Patching and applying objects")
struct PatchTests {
    static let kinds: [(type: String, patch: String)] = [
        ("application/json-patch+json", #"[{"op": "add", "path": "/data/b", "value": "2"}]"#),
        ("application/merge-patch+json", #"{"data": {"b": "2"}}"#),
        ("application/strategic-merge-patch+json", #"{"data": {"b": "2"}}"#),
        (
            "application/apply-patch+yaml; charset=utf-8",
            #"{"apiVersion": "v1", "kind": "ConfigMap", "data": {"b": "2"}}"#
        ),
    ]

    @Test("Each kind of patch changes a part of an object", arguments: Self.kinds)
    func patched(_ type: String, _ patch: String) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("c", data: #"{"a": "1"}"#))
        let answer = await api.call("PATCH", Sample.configMaps + "/c?fieldManager=me", patch, type: type)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["/data"] == ["a": "1", "b": "2"])
        let again = await api.call("PATCH", Sample.configMaps + "/c?fieldManager=me", patch, type: type)
        #expect(again["/metadata/resourceVersion"] == answer["/metadata/resourceVersion"])
    }

    @Test("Ports of services are merged by their numbers")
    func strategicMerge() async throws {
        let api = try await TestAPI()
        _ = try await api.create(
            Sample.services,
            Sample.service("s", spec: #"{"ports": [{"name": "a", "port": 1}, {"name": "b", "port": 2}]}"#))
        let answer = await api.call(
            "PATCH", Sample.services + "/s", #"{"spec": {"ports": [{"port": 2, "targetPort": 22}]}}"#,
            type: "application/strategic-merge-patch+json")
        let ports = answer["/spec/ports"]?.array ?? []
        #expect(ports.compactMap { $0["targetPort"]?.integer }.sorted() == [1, 22])
    }

    @Test("An apply makes what is not there, and owns what it made")
    func applied() async throws {
        let api = try await TestAPI()
        let type = "application/apply-patch+yaml"
        let path = Sample.gateways + "/g?fieldManager=me"
        let made = await api.call("PATCH", path, Sample.gateway("g"), type: type)
        #expect(made.status == 201, "\(made.text)")
        #expect(made["/metadata/managedFields/0/operation"] == "Apply")
        #expect(made["/metadata/generation"] == 1)
        let revision = await api.registry.revision
        api.time.advance(60)
        #expect(await api.call("PATCH", path, Sample.gateway("g"), type: type).status == 200)
        #expect(await api.registry.revision == revision)

        let other = Sample.gateways + "/g?fieldManager=you"
        let conflict = await api.call("PATCH", other, Sample.gateway("g", host: "b.example"), type: type)
        #expect(conflict.status == 409)
        #expect(conflict.reason == "Conflict")
        #expect(conflict.message.hasPrefix(#"Apply failed with 1 conflict: conflict with "me": .spec.servers"#))
        #expect(conflict["/details/causes/0/reason"] == "FieldManagerConflict")
        let forced = await api.call(
            "PATCH", other + "&force=true", Sample.gateway("g", host: "b.example"), type: type)
        #expect(forced.status == 200)
        #expect(forced["/spec/servers/0/hosts/0"] == "b.example")
        #expect(forced["/metadata/generation"] == 2)
    }

    @Test("A service that is applied twice keeps its address and its version")
    func appliedService() async throws {
        let api = try await TestAPI()
        let path = Sample.services + "/s?fieldManager=me"
        let made = await api.call("PATCH", path, Sample.service("s"), type: "application/apply-patch+yaml")
        #expect(made.status == 201, "\(made.text)")
        let again = await api.call("PATCH", path, Sample.service("s"), type: "application/apply-patch+yaml")
        #expect(again.status == 200, "\(again.text)")
        #expect(again.json == made.json)
    }

    @Test("Who applies an empty list or selector has it emptied, against others' will by force only")
    func appliedEmpty() async throws {
        let api = try await TestAPI()
        let type = "application/apply-patch+yaml"
        let slices = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices"
        _ = try await api.create(
            slices,
            #"{"metadata": {"name": "s"}, "addressType": "IPv4", "endpoints": [{"addresses": ["10.0.0.1"]}]}"#)
        let config = """
            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4", "endpoints": []}
            """
        let path = slices + "/s?fieldManager=me"
        #expect(await api.call("PATCH", path, config, type: type).status == 409)
        let forced = await api.call("PATCH", path + "&force=true", config, type: type)
        #expect(forced.status == 200, "\(forced.text)")
        #expect(forced["/endpoints"] == [])

        _ = try await api.create(
            Sample.services, Sample.service("s", spec: #"{"selector": {"a": "b"}, "ports": [{"port": 80}]}"#))
        let service = await api.call(
            "PATCH", Sample.services + "/s?fieldManager=me&force=true",
            #"{"apiVersion": "v1", "kind": "Service", "spec": {"selector": {}}}"#, type: type)
        #expect(service.status == 200, "\(service.text)")
        #expect(service["/spec/selector"] == nil)
    }

    @Test("YAML is applied where somebody reads it")
    func yaml() async throws {
        let body = Sample.configMap("c")
        let api = try await TestAPI(yaml: { _ in try JSON.parse(body.utf8) })
        let path = Sample.configMaps + "/c?fieldManager=me"
        let answer = await api.call("PATCH", path, "kind: ConfigMap", type: "application/apply-patch+yaml")
        #expect(answer.status == 201)
        let deaf = try await TestAPI()
        #expect(await deaf.call("PATCH", path, "kind: ConfigMap", type: "application/apply-patch+yaml").status == 400)
    }

    static let refusals: [(query: String, type: String?, patch: String, status: Int)] = [
        ("", nil, "{}", 415),
        ("", "application/json", "{}", 415),
        ("", "application/json-patch+json", "{}", 400),
        ("", "application/json-patch+json", #"[{"op": "remove", "path": "/data/x"}]"#, 422),
        ("", "application/json-patch+json", #"[{"op": "replace", "path": "/metadata/name", "value": "d"}]"#, 400),
        ("", "application/json-patch+json", #"[{"op": "replace", "path": "", "value": []}]"#, 400),
        ("", "application/json-patch+json", #"[{"op": "replace", "path": "/metadata", "value": 5}]"#, 400),
        ("", "application/merge-patch+json", #"{"metadata": null}"#, 400),
        ("", "application/strategic-merge-patch+json", #"{"metadata": null}"#, 400),
        ("", "application/json-patch+json", #"[{"op": "remove", "path": "/metadata"}]"#, 400),
        ("", "application/strategic-merge-patch+json", #"{"data": {"q": 1}}"#, 422),
        ("", "application/merge-patch+json", "[]", 400),
        ("", "application/merge-patch+json", #"{"data": 5}"#, 422),
        ("", "application/merge-patch+json", #"{"metadata": {"resourceVersion": "1234567"}}"#, 409),
        ("", "application/merge-patch+json", #"{"apiVersion": "v2"}"#, 400),
        ("", "application/strategic-merge-patch+json", "5", 400),
        ("", "application/strategic-merge-patch+json", #"{"data": {"$patch": "explode"}}"#, 400),
        ("", "application/apply-patch+yaml", Sample.configMap("c"), 422),
        ("?fieldManager=me", "application/apply-patch+yaml", "{}", 400),
        ("?fieldManager=me", "application/apply-patch+yaml", Sample.configMap("d"), 400),
        (
            "?fieldManager=me", "application/apply-patch+yaml",
            Sample.configMap("c", metadata: #", "managedFields": [{"manager": "x"}]"#), 400
        ),
        ("?force=true", "application/merge-patch+json", "{}", 422),
        ("?fieldManager=%00", "application/merge-patch+json", "{}", 422),
    ]

    @Test("Patches that are none, or don't go with the object, change nothing", arguments: Self.refusals)
    func refused(_ query: String, _ type: String?, _ patch: String, _ status: Int) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("c"))
        let revision = await api.registry.revision
        let answer = await api.call("PATCH", Sample.configMaps + "/c" + query, patch, type: type)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer["/kind"] == "Status")
        #expect(await api.registry.revision == revision)
    }

    @Test("Strategic merge patches are for Kubernetes' own kinds")
    func unsupported() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.gateways, Sample.gateway("g"))
        let answer = await api.call(
            "PATCH", Sample.gateways + "/g", "{}", type: "application/strategic-merge-patch+json")
        #expect(answer.status == 415)
        #expect(answer.message.contains("application/merge-patch+json"))
    }

    @Test("What is not there can't be patched, nor its status applied", arguments: Self.kinds.dropLast().map(\.type))
    func absent(_ type: String) async throws {
        let api = try await TestAPI()
        let patch = type.contains("json-patch") ? "[]" : "{}"
        #expect(await api.call("PATCH", Sample.configMaps + "/c", patch, type: type).status == 404)
        let status = await api.call(
            "PATCH", Sample.gateways + "/g/status?fieldManager=me", Sample.gateway("g"),
            type: "application/apply-patch+yaml")
        #expect(status.status == 404)
    }

    @Test("A status is patched by itself, without a word on versions")
    func status() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.gateways, Sample.gateway("g"))
        let answer = await api.call(
            "PATCH", Sample.gateways + "/g/status", #"{"status": {"observedGeneration": 1}, "spec": null}"#,
            type: "application/merge-patch+json")
        #expect(answer.status == 200)
        #expect(answer["/status/observedGeneration"] == 1)
        #expect(answer["/spec/servers"] != nil)
    }
}
