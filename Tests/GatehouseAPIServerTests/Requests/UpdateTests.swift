import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Replacing objects")
struct UpdateTests {
    @Test("The generation counts changes of what is wanted, and nothing else")
    func generation() async throws {
        let api = try await TestAPI()
        var object = try await api.create(Sample.gateways, Sample.gateway("g"))
        object["metadata"]?["labels"] = ["a": "b"]
        let labelled = await api.call("PUT", Sample.gateways + "/g", String(decoding: object.bytes, as: UTF8.self))
        #expect(labelled.status == 200)
        #expect(labelled["/metadata/generation"] == 1)
        #expect(labelled["/metadata/labels/a"] == "b")

        object = labelled.json
        object["spec"]?["selector"] = ["istio": "ingressgateway"]
        let changed = await api.call("PUT", Sample.gateways + "/g", String(decoding: object.bytes, as: UTF8.self))
        #expect(changed["/metadata/generation"] == 2)
        #expect(changed["/metadata/uid"] == object["metadata"]?["uid"])
    }

    @Test("An object that is put as it is, in whichever version, stays as it is")
    func unchanged() async throws {
        let api = try await TestAPI()
        var object = try await api.create(Sample.gateways, Sample.gateway("g"))
        let revision = await api.registry.revision
        object["apiVersion"] = "networking.istio.io/v1beta1"
        api.time.advance(100)
        let path = "/apis/networking.istio.io/v1beta1/namespaces/default/gateways/g"
        let answer = await api.call("PUT", path, String(decoding: object.bytes, as: UTF8.self))
        #expect(answer.status == 200)
        #expect(answer["/apiVersion"] == "networking.istio.io/v1beta1")
        #expect(await api.registry.revision == revision)
    }

    @Test("A status is kept by writes of the object, and written by itself")
    func status() async throws {
        let api = try await TestAPI()
        var object = try await api.create(Sample.gateways, Sample.gateway("g"))
        object["status"] = ["conditions": [["type": "Accepted", "status": "True"]]]
        object["spec"] = ["servers": []]
        let text = String(decoding: object.bytes, as: UTF8.self)
        let status = await api.call("PUT", Sample.gateways + "/g/status?fieldManager=controller", text)
        #expect(status.status == 200)
        #expect(status["/status/conditions/0/type"] == "Accepted")
        #expect(status["/spec/servers/0/hosts/0"] == "a.example")
        #expect(status["/metadata/generation"] == 1)
        let entries = status["/metadata/managedFields"]?.array ?? []
        #expect(entries.contains { $0["manager"] == "controller" && $0["subresource"] == "status" })

        object["metadata"]?["resourceVersion"] = status["/metadata/resourceVersion"]
        object["status"] = [:]
        object["spec"] = status["/spec"]
        let kept = await api.call("PUT", Sample.gateways + "/g", String(decoding: object.bytes, as: UTF8.self))
        #expect(kept["/status/conditions/0/type"] == "Accepted")
    }

    static let refusals: [(change: String, status: Int, message: String)] = [
        (
            #"{"metadata": {"name": "c", "resourceVersion": "0x"}}"#, 409,
            #"Operation cannot be fulfilled on configmaps "c": the object has been modified; please apply"#
        ),
        (
            #"{"metadata": {"name": "c", "uid": "another"}}"#, 409,
            #"Operation cannot be fulfilled on configmaps "c": Precondition failed: UID in precondition: another"#
        ),
        (#"{"metadata": {"name": "d"}}"#, 400, "the name of the object (d) does not match the name on the URL (c)"),
        (#"{"metadata": {}}"#, 400, "the name of the object must be set"),
        (#"{"metadata": {"name": "c", "namespace": "other"}}"#, 400, "the namespace of the provided object"),
        (
            #"{"metadata": {"name": "c", "labels": {"a b": "c"}}}"#, 422,
            #"ConfigMap "c" is invalid: metadata.labels: Invalid value: "a b""#
        ),
    ]

    @Test("What can't be replaced stays as it is", arguments: Self.refusals)
    func refused(_ body: String, _ status: Int, _ message: String) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("c"))
        let revision = await api.registry.revision
        let answer = await api.call("PUT", Sample.configMaps + "/c", body)
        #expect(answer.status == status)
        #expect(answer.message.hasPrefix(message), "\(answer.message)")
        #expect(await api.registry.revision == revision)
    }

    @Test("What is not there is not made by a replacement")
    func absent() async throws {
        let api = try await TestAPI()
        let answer = await api.call("PUT", Sample.configMaps + "/c", Sample.configMap("c"))
        #expect(answer.status == 404)
        #expect(answer.message == #"configmaps "c" not found"#)
        #expect(answer["/details/kind"] == "configmaps")
    }

    @Test("Kinds of CustomResourceDefinitions are replaced only by those who say which version of them")
    func versionRequired() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.gateways, Sample.gateway("g"))
        let answer = await api.call("PUT", Sample.gateways + "/g", Sample.gateway("g"))
        #expect(answer.status == 422)
        #expect(
            answer.message.hasSuffix("metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"))
    }

    @Test("The time of creation stays, however a client writes it")
    func creationTime() async throws {
        let api = try await TestAPI()
        var object = try await api.create(Sample.configMaps, Sample.configMap("c"))
        let revision = await api.registry.revision
        object["metadata"]?["creationTimestamp"] = "2026-01-02T06:30:00+00:00"
        let answer = await api.call("PUT", Sample.configMaps + "/c", String(decoding: object.bytes, as: UTF8.self))
        #expect(answer.status == 200)
        #expect(answer["/metadata/creationTimestamp"] == "2026-01-02T06:30:00Z")
        #expect(await api.registry.revision == revision)
    }
}
