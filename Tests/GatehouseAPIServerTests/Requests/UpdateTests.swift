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

    @Test("A controller writes labels, annotations and finalizers of a Service with its status, and nothing else")
    func statusWithMetadata() async throws {
        let api = try await TestAPI()
        let made = try await api.create(
            Sample.services, Sample.service("s", spec: #"{"type": "LoadBalancer", "ports": [{"port": 80}]}"#))
        let patch = """
            {"metadata": {"labels": {"a": "b"}, "annotations": {"c": "d"}, "finalizers": ["x.example/y"],
             "creationTimestamp": "2020-01-01T00:00:00Z"}, "spec": {"type": "NodePort"},
             "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}}}
            """
        let path = Sample.services + "/s/status"
        let merge = "application/merge-patch+json"
        let answer = await api.call("PATCH", path, patch, type: merge)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["/metadata/labels"] == ["a": "b"])
        #expect(answer["/metadata/annotations"] == ["c": "d"])
        #expect(answer["/metadata/finalizers"] == ["x.example/y"])
        #expect(answer["/metadata/creationTimestamp"] == made["metadata"]?["creationTimestamp"])
        #expect(answer["/spec"] == made["spec"])
        #expect(answer["/status/loadBalancer/ingress/0/ip"] == "192.0.2.1")

        // The service goes when the controller is done with it.
        #expect(await api.call("DELETE", Sample.services + "/s").status == 200)
        #expect(await api.call("GET", Sample.services + "/s").status == 200)
        let added = await api.call("PATCH", path, #"{"metadata": {"finalizers": ["x.example/z"]}}"#, type: merge)
        #expect(added.status == 422)
        let done = await api.call("PATCH", path, #"{"metadata": {"finalizers": null}}"#, type: merge)
        #expect(done.status == 200, "\(done.text)")
        #expect(await api.call("GET", Sample.services + "/s").status == 404)
    }

    static let badStatuses: [(patch: String, problem: String)] = [
        (#"{"metadata": {"labels": {"a b": "c"}}}"#, #"metadata.labels: Invalid value: "a b""#),
        (
            #"{"status": {"loadBalancer": {"ingress": [{"ip": "x"}]}}}"#,
            #"status.loadBalancer.ingress[0].ip: Invalid value: "x": must be a valid IP address"#
        ),
    ]

    @Test("What is wrong with a status or its metadata is refused", arguments: Self.badStatuses)
    func badStatus(_ patch: String, _ problem: String) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.services, Sample.service("s"))
        let answer = await api.call(
            "PATCH", Sample.services + "/s/status", patch, type: "application/merge-patch+json")
        #expect(answer.status == 422)
        #expect(answer.message.contains(problem), "\(answer.message)")
    }

    @Test("Metadata that comes with the status of one of Istio's kinds is ignored, as with other custom resources")
    func statusOfIstio() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.gateways, Sample.gateway("g"))
        let answer = await api.call(
            "PATCH", Sample.gateways + "/g/status",
            #"{"metadata": {"labels": {"a": "b"}}, "status": {"observedGeneration": 1}}"#,
            type: "application/merge-patch+json")
        #expect(answer.status == 200)
        #expect(answer["/metadata/labels"] == nil)
    }

    static let made: [(path: String, body: String)] = [
        (Sample.services, Sample.service("s")),
        ("/api/v1/namespaces/default/endpoints", #"{"metadata": {"name": "s", "resourceVersion": "5"}}"#),
        (
            "/api/v1/namespaces/default/events",
            #"{"metadata": {"name": "s"}, "involvedObject": {"namespace": "default"}}"#
        ),
        ("/apis/coordination.k8s.io/v1/namespaces/default/leases", #"{"metadata": {"name": "s"}, "spec": {}}"#),
    ]

    @Test("Services, Endpoints, Events and Leases are made by replacing what is not there", arguments: Self.made)
    func madeByReplacing(_ path: String, _ body: String) async throws {
        let api = try await TestAPI()
        let dry = await api.call("PUT", path + "/s?dryRun=All", body)
        #expect(dry.status == 201, "\(dry.text)")
        #expect(await api.call("GET", path + "/s").status == 404)
        var another = try JSON.parse(body.utf8)
        another["metadata"]?["uid"] = "abc"
        let conflict = await api.call("PUT", path + "/s", String(decoding: another.bytes, as: UTF8.self))
        #expect(conflict.status == 409, "\(conflict.text)")
        let answer = await api.call("PUT", path + "/s", body)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["/metadata/uid"]?.string?.isEmpty == false)
        #expect(await api.call("GET", path + "/s").json == answer.json)
    }

    @Test("Nothing is made in a namespace that is not there")
    func madeNowhere() async throws {
        let api = try await TestAPI()
        let answer = await api.call("PUT", "/api/v1/namespaces/nowhere/services/s", Sample.service("s"))
        #expect(answer.status == 404)
        #expect(answer.message == #"namespaces "nowhere" not found"#)
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
        (
            #"{"metadata": {}}"#, 400,
            "the name of the object (c based on URL) was undeterminable: name must be provided"
        ),
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
