import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Creating objects")
struct CreationTests {
    @Test(
        "A new object gets a uid, a time, a version and owners of its fields, and loses what is not its author's to say"
    )
    func newObject() async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "POST", Sample.gateways + "?fieldManager=me",
            Sample.gateway("g", metadata: #", "generation": 7, "uid": "mine", "creationTimestamp": null"#)
                .dropLast() + #", "status": {"observedGeneration": 3}}"#)
        #expect(answer.status == 201)
        #expect(answer["/metadata/name"] == "g")
        #expect(answer["/metadata/namespace"] == "default")
        #expect(answer["/metadata/generation"] == 1)
        #expect(answer["/metadata/creationTimestamp"] == "2026-01-02T06:30:00Z")
        #expect(answer["/metadata/uid"]?.string?.utf8.count == 36)
        #expect(answer["/metadata/uid"] != "mine")
        #expect(answer["/metadata/managedFields/0/manager"] == "me")
        #expect(answer["/metadata/managedFields/0/operation"] == "Update")
        #expect(answer["/metadata/managedFields/0/apiVersion"] == "networking.istio.io/v1")
        #expect(answer["/status"] == nil)
        #expect(answer["/metadata/resourceVersion"] == .string(String(await api.registry.revision)))
        let again = await api.call("GET", Sample.gateways + "/g")
        #expect(again.status == 200)
        #expect(again.json == answer.json)
    }

    @Test("Who says nothing of itself is known by its user agent")
    func userAgent() async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "POST", Sample.configMaps, Sample.configMap("c", data: #"{"a": "1"}"#),
            headers: ["user-agent": "kubectl/v1.33.0 (linux/amd64) kubernetes/1"])
        #expect(answer["/metadata/managedFields/0/manager"] == "kubectl")
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var path = Sample.configMaps
        var body: String
        var status: Int
        var reason: String
        var message: String
        var testDescription: String { self.message }
    }

    static let refusals: [Refusal] = [
        Refusal(
            body: Sample.configMap("taken"), status: 409, reason: "AlreadyExists",
            message: #"configmaps "taken" already exists"#),
        Refusal(
            path: "/api/v1/namespaces/nowhere/configmaps", body: Sample.configMap("a"), status: 404, reason: "NotFound",
            message: #"namespaces "nowhere" not found"#),
        Refusal(
            body: Sample.configMap("a", metadata: #", "namespace": "other""#), status: 400, reason: "BadRequest",
            message: "the namespace of the provided object does not match the namespace sent on the request"),
        Refusal(
            body: #"{"apiVersion": "v2", "kind": "ConfigMap", "metadata": {"name": "a"}}"#, status: 400,
            reason: "BadRequest",
            message: "the API version in the data (v2) does not match the expected API version (v1)"),
        Refusal(
            body: #"{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}"#, status: 400,
            reason: "BadRequest", message: #"Secret in version "v1" cannot be handled as a ConfigMap"#),
        Refusal(
            body: #"{"metadata": {}}"#, status: 422, reason: "Invalid",
            message: #"ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required"#),
        Refusal(
            path: Sample.gateways,
            body: #"{"metadata": {"name": "g"}, "spec": {"servers": [{"port": {"number": "80"}}]}}"#, status: 422,
            reason: "Invalid",
            message: #"Gateway.networking.istio.io "g" is invalid: "#),
        Refusal(
            body: #"{"metadata": {"name": "a"}, "data": {"x": 1}}"#, status: 400, reason: "BadRequest",
            message: #"ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number"#),
        Refusal(
            body: Sample.configMap("a", metadata: #", "resourceVersion": "1""#), status: 400, reason: "BadRequest",
            message: "resourceVersion should not be set on objects to be created"),
        Refusal(
            path: Sample.configMaps + "?dryRun=Some", body: Sample.configMap("a"), status: 422, reason: "Invalid",
            message: #"CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: "Some""#),
        Refusal(
            path: Sample.configMaps + "?fieldValidation=Maybe", body: Sample.configMap("a"), status: 422,
            reason: "Invalid",
            message: #"CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Maybe""#),
    ]

    @Test("What can't be created is refused as Kubernetes does, and changes nothing", arguments: Self.refusals)
    func refused(_ refusal: Refusal) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("taken"))
        let revision = await api.registry.revision
        let answer = await api.call("POST", refusal.path, refusal.body)
        #expect(answer.status == refusal.status)
        #expect(answer.reason == refusal.reason)
        #expect(answer.message.hasPrefix(refusal.message), "\(answer.message)")
        #expect(answer["/kind"] == "Status")
        #expect(answer["/code"] == .integer(Int64(refusal.status)))
        #expect(await api.registry.revision == revision)
    }

    static let names: [(kind: String, name: String, isGood: Bool)] = [
        ("configmaps", "a.b-c.1", true), ("configmaps", "A", false), ("configmaps", "a_b", false),
        ("configmaps", "-a", false), ("configmaps", "a.", false),
        ("configmaps", String(repeating: "a", count: 254), false),
        ("services", "a-1", true), ("services", "1a", false), ("services", "a.b", false),
        ("services", String(repeating: "a", count: 64), false),
    ]

    @Test("Names are DNS names, those of services labels that begin with a letter", arguments: Self.names)
    func named(_ kind: String, _ name: String, _ isGood: Bool) async throws {
        let api = try await TestAPI()
        let body =
            #"{"metadata": {"name": "\#(name)"}\#(kind == "services" ? #", "spec": {"ports": [{"port": 1}]}"# : "")}"#
        let answer = await api.call("POST", "/api/v1/namespaces/default/\(kind)", body)
        #expect(answer.status == (isGood ? 201 : 422))
        if !isGood {
            #expect(answer["/details/causes/0/field"] == "metadata.name")
            #expect(answer["/details/causes/0/reason"] == "FieldValueInvalid")
        }
    }

    @Test("A generated name is its beginning and five letters, and another one where that is taken")
    func generatedName() async throws {
        let api = try await TestAPI(random: TestRandom(repeats: 8))
        let body = #"{"metadata": {"generateName": "x-"}}"#
        let first = try await api.create(Sample.configMaps, body)
        let second = try await api.create(Sample.configMaps, body)
        let names = [first, second].compactMap { $0["metadata"]?["name"]?.string }
        #expect(names.allSatisfy { $0.hasPrefix("x-") && $0.utf8.count == 7 })
        #expect(Set(names).count == 2)
    }

    @Test("A dry run answers as the real one does, and stores nothing")
    func dryRun() async throws {
        let api = try await TestAPI()
        let revision = await api.registry.revision
        let answer = await api.call("POST", Sample.configMaps + "?dryRun=All", Sample.configMap("c"))
        #expect(answer.status == 201)
        #expect(answer["/metadata/name"] == "c")
        #expect(await api.registry.revision == revision)
        #expect(await api.call("GET", Sample.configMaps + "/c").status == 404)
    }
}
