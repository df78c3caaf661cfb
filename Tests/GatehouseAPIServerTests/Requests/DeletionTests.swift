import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Deleting objects")
struct DeletionTests {
    @Test("With a Service its Endpoints go, and no others", arguments: [false, true])
    func companions(_ isDryRun: Bool) async throws {
        let api = try await TestAPI()
        let endpoints = "/api/v1/namespaces/default/endpoints"
        for name in ["s", "t"] {
            _ = try await api.create(Sample.services, Sample.service(name))
            _ = try await api.create(endpoints, #"{"metadata": {"name": "\#(name)"}}"#)
        }
        #expect(await api.call("DELETE", Sample.services + "/s" + (isDryRun ? "?dryRun=All" : "")).status == 200)
        #expect(await api.call("GET", endpoints + "/s").status == (isDryRun ? 200 : 404))
        #expect(await api.call("GET", endpoints + "/t").status == 200)
    }

    @Test("The query may say which object is meant", arguments: ["uid=x", "resourceVersion=1"])
    func preconditionsInQuery(_ query: String) async throws {
        let api = try await TestAPI()
        let object = try await api.create(Sample.configMaps, Sample.configMap("c"))
        #expect(await api.call("DELETE", Sample.configMaps + "/c?" + query).status == 409)
        let uid = object["metadata"]?["uid"]?.string ?? ""
        #expect(await api.call("DELETE", Sample.configMaps + "/c?uid=" + uid).status == 200)
    }

    @Test("What is deleted is gone, and the answer says what it was")
    func deleted() async throws {
        let api = try await TestAPI()
        let object = try await api.create(Sample.gateways, Sample.gateway("g"))
        let answer = await api.call("DELETE", Sample.gateways + "/g")
        #expect(answer.status == 200)
        #expect(answer["/status"] == "Success")
        #expect(answer["/details/name"] == "g")
        #expect(answer["/details/kind"] == "gateways")
        #expect(answer["/details/group"] == "networking.istio.io")
        #expect(answer["/details/uid"] == object["metadata"]?["uid"])
        let again = await api.call("DELETE", Sample.gateways + "/g")
        #expect(again.status == 404)
        #expect(again.message == #"gateways.networking.istio.io "g" not found"#)
    }

    @Test("Of services, the answer is the service")
    func deletedService() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.services, Sample.service("s"))
        #expect(await api.call("DELETE", Sample.services + "/s")["/kind"] == "Service")
    }

    @Test("An object with finalizers waits until the last of them is taken away")
    func finalizers() async throws {
        let api = try await TestAPI()
        _ = try await api.create(
            Sample.configMaps, Sample.configMap("c", metadata: #", "finalizers": ["example.com/a", "example.com/b"]"#))
        let answer = await api.call("DELETE", Sample.configMaps + "/c")
        #expect(answer.status == 200)
        #expect(answer["/metadata/deletionTimestamp"] == "2026-01-02T06:30:00Z")
        let revision = await api.registry.revision
        #expect(await api.call("DELETE", Sample.configMaps + "/c").status == 200)
        #expect(await api.registry.revision == revision)

        let type = "application/merge-patch+json"
        let more = await api.call(
            "PATCH", Sample.configMaps + "/c", #"{"metadata": {"finalizers": ["example.com/c"]}}"#, type: type)
        #expect(more.status == 422)
        #expect(more.message.contains("no new finalizers can be added if the object is being deleted"))
        let created = await api.call("POST", Sample.configMaps, Sample.configMap("c"))
        #expect(created.status == 409)
        #expect(created.message.hasPrefix("object is being deleted: "))
        let one = await api.call(
            "PATCH", Sample.configMaps + "/c", #"{"metadata": {"finalizers": ["example.com/b"]}}"#, type: type)
        #expect(one["/metadata/deletionTimestamp"] != nil)
        #expect(await api.call("GET", Sample.configMaps + "/c").status == 200)
        let none = await api.call(
            "PATCH", Sample.configMaps + "/c", #"{"metadata": {"finalizers": null}}"#, type: type)
        #expect(none.status == 200)
        #expect(await api.call("GET", Sample.configMaps + "/c").status == 404)
    }

    static let options: [(query: String, body: String, status: Int, isGone: Bool)] = [
        ("", "", 200, true),
        ("", "{}", 200, true),
        (
            "",
            #"{"kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background", "gracePeriodSeconds": 0}"#,
            200, true
        ),
        ("?propagationPolicy=Background&gracePeriodSeconds=5", "", 200, true),
        ("?dryRun=All", "", 200, false),
        ("", #"{"dryRun": ["All"]}"#, 200, false),
        ("", #"{"preconditions": {"uid": "another"}}"#, 409, false),
        ("", #"{"preconditions": {"resourceVersion": "99999"}}"#, 409, false),
        ("", #"{"propagationPolicy": "Sometimes"}"#, 422, false),
        ("?propagationPolicy=x", "", 422, false),
        ("?dryRun=x", "", 422, false),
        ("?gracePeriodSeconds=x", "", 400, false),
        ("", #"{"gracePeriodSeconds": "x"}"#, 400, false),
        ("", #"{"kind": "ConfigMap"}"#, 400, false),
        ("", "[]", 400, false),
        ("", "{", 400, false),
        ("", #"{"dryRun": "All"}"#, 400, false),
        ("", #"{"preconditions": []}"#, 400, false),
        ("", #"{"preconditions": {"uid": 5}}"#, 400, false),
    ]

    @Test("Options of a deletion are in the body or in the query", arguments: Self.options)
    func deletedWith(_ query: String, _ body: String, _ status: Int, _ isGone: Bool) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("c"))
        let answer = await api.call("DELETE", Sample.configMaps + "/c" + query, body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(await api.call("GET", Sample.configMaps + "/c").status == (isGone ? 404 : 200))
    }

    @Test("All objects that are selected are deleted at once, and no others")
    func collection() async throws {
        let api = try await TestAPI()
        for (name, label) in [("a", "x"), ("b", "y"), ("c", "x")] {
            _ = try await api.create(Sample.configMaps, Sample.configMap(name, labels: #"{"l": "\#(label)"}"#))
        }
        let dry = await api.call("DELETE", Sample.configMaps + "?labelSelector=l%3Dx&dryRun=All")
        #expect(dry["/items"]?.array?.count == 2)
        let answer = await api.call("DELETE", Sample.configMaps + "?labelSelector=l%3Dx")
        #expect(answer.status == 200)
        #expect(answer["/items"]?.array?.count == 2)
        let rest = await api.call("GET", Sample.configMaps)
        #expect(rest["/items"]?.array?.compactMap { $0["metadata"]?["name"] } == ["b"])
    }
}
