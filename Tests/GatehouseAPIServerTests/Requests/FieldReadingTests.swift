import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Fields as Kubernetes reads and writes them")
struct FieldReadingTests {
    private static let events = "/api/v1/namespaces/default/events"
    private static let leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases"

    static let times: [(sent: String, micro: String, whole: String)] = [
        ("2026-01-01T10:00:00Z", "2026-01-01T10:00:00.000000Z", "2026-01-01T10:00:00Z"),
        ("2026-01-01T10:00:00.5+02:00", "2026-01-01T08:00:00.500000Z", "2026-01-01T08:00:00Z"),
        ("2026-01-01T10:00:00.123456Z", "2026-01-01T10:00:00.123456Z", "2026-01-01T10:00:00Z"),
        ("2026-01-01T23:59:59.123456789-01:00", "2026-01-02T00:59:59.123456Z", "2026-01-02T00:59:59Z"),
        ("2026-01-01T10:00:00+00:00", "2026-01-01T10:00:00.000000Z", "2026-01-01T10:00:00Z"),
    ]

    @Test("Times are kept in the one form that clients in Go read, whichever they were sent in", arguments: Self.times)
    func canonical(_ sent: String, _ micro: String, _ whole: String) async throws {
        let api = try await TestAPI()
        let event = try await api.create(
            Self.events,
            """
            {"metadata": {"name": "e"}, "involvedObject": {"namespace": "default"}, "eventTime": "\(sent)",
             "firstTimestamp": "\(sent)", "series": {"count": 1, "lastObservedTime": "\(sent)"}}
            """)
        #expect(event["eventTime"]?.string == micro)
        #expect(event["series"]?["lastObservedTime"]?.string == micro)
        #expect(event["firstTimestamp"]?.string == whole)
        let lease = try await api.create(
            Self.leases, #"{"metadata": {"name": "l"}, "spec": {"renewTime": "\#(sent)"}}"#)
        #expect(lease["spec"]?["renewTime"]?.string == micro)
        let patched = await api.call(
            "PATCH", Self.leases + "/l", #"{"spec": {"acquireTime": "\#(sent)"}}"#, type: "application/merge-patch+json"
        )
        #expect(patched["/spec/acquireTime"]?.string == micro)
    }

    @Test("A Lease that says the same time in another way is unchanged")
    func sameTime() async throws {
        let api = try await TestAPI()
        let lease = try await api.create(
            Self.leases, #"{"metadata": {"name": "l"}, "spec": {"renewTime": "2026-01-01T10:00:00Z"}}"#)
        let revision = await api.registry.revision
        var again = lease
        again["spec"]?["renewTime"] = "2026-01-01T12:00:00.0+02:00"
        let answer = await api.call("PUT", Self.leases + "/l", String(decoding: again.bytes, as: UTF8.self))
        #expect(answer.status == 200)
        #expect(await api.registry.revision == revision)
    }

    @Test("What is no time is refused", arguments: ["2026-01-01", "", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z"])
    func noTime(_ text: String) async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "POST", Self.leases, #"{"metadata": {"name": "l"}, "spec": {"renewTime": "\#(text)"}}"#)
        #expect(answer.status == 400)
        #expect(answer.message.contains("spec.renewTime"), "\(answer.message)")
    }

    @Test("Null among named texts is an empty text")
    func nulls() async throws {
        let api = try await TestAPI()
        let made = try await api.create(
            Sample.configMaps,
            #"{"metadata": {"name": "c", "labels": {"a": null}, "annotations": {"b": null}}, "data": {"x": null}}"#)
        #expect(made["metadata"]?["labels"] == ["a": ""])
        #expect(made["metadata"]?["annotations"] == ["b": ""])
        #expect(made["data"] == ["x": ""])
        let patched = await api.call(
            "PATCH", Sample.configMaps + "/c", #"[{"op": "add", "path": "/data/y", "value": null}]"#,
            type: "application/json-patch+json")
        #expect(patched["/data"] == ["x": "", "y": ""])
        let secret = try await api.create(
            Sample.secrets, #"{"metadata": {"name": "s"}, "data": {"x": null}, "stringData": {"y": null}}"#)
        #expect(secret["data"] == ["x": "", "y": ""])
        let applied = await api.call(
            "PATCH", Sample.configMaps + "/d?fieldManager=m",
            #"{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"labels": {"a": null}}, "data": {"x": null}}"#,
            type: "application/apply-patch+yaml")
        #expect(applied.status == 201)
        #expect(applied["/data"] == ["x": ""])
        #expect(applied["/metadata/labels"] == ["a": ""])
    }

    @Test("So it is in labels of Istio's kinds, and not in their own fields")
    func nullsOfIstio() async throws {
        let api = try await TestAPI()
        let gateway = try await api.create(
            Sample.gateways, Sample.gateway("g", metadata: #", "labels": {"a": null}"#))
        #expect(gateway["metadata"]?["labels"] == ["a": ""])
        let answer = await api.call(
            "POST", Sample.gateways,
            #"{"metadata": {"name": "h"}, "spec": {"selector": {"a": null}}}"#)
        #expect(answer.status == 422)
        #expect(answer.message.contains("spec.selector.a"))
    }

    @Test("Lists and maps that are empty are not there, in Kubernetes' own kinds and in metadata")
    func empty() async throws {
        let api = try await TestAPI()
        let map = try await api.create(
            Sample.configMaps,
            """
            {"metadata": {"name": "c", "labels": {}, "annotations": {}, "finalizers": [], "ownerReferences": []},
             "data": {}, "binaryData": {}}
            """)
        #expect(Set(map.object?.keys ?? [:].keys) == ["apiVersion", "kind", "metadata"])
        let names = Set(map["metadata"]?.object?.keys ?? [:].keys)
        #expect(names == ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        let gateway = try await api.create(
            Sample.gateways,
            #"{"metadata": {"name": "g", "labels": {}}, "spec": {"selector": {}, "servers": []}}"#)
        #expect(gateway["metadata"]?["labels"] == nil)
        #expect(gateway["spec"] == ["selector": [:], "servers": []])
        let patched = await api.call(
            "PATCH", Sample.configMaps + "/c", #"{"metadata": {"annotations": {"a": null}}}"#,
            type: "application/merge-patch+json")
        #expect(patched["/metadata/annotations"] == nil)
    }

    @Test("But an empty list of those who own fields has them forgotten", arguments: ["[]", "[{}]"])
    func forgotten(_ list: String) async throws {
        let api = try await TestAPI()
        let map = try await api.create(Sample.configMaps, Sample.configMap("c", data: #"{"a": "1"}"#))
        #expect(map["metadata"]?["managedFields"] != nil)
        let answer = await api.call(
            "PATCH", Sample.configMaps + "/c", #"{"metadata": {"managedFields": \#(list)}}"#,
            type: "application/merge-patch+json")
        #expect(answer.status == 200)
        #expect(answer["/metadata/managedFields"] == nil)
    }

    @Test("A number with a point is no whole number in Kubernetes' own kinds", arguments: ["80.0", "80.5"])
    func fractions(_ number: String) async throws {
        let api = try await TestAPI()
        for spec in [#"{"ports": [{"port": \#(number)}]}"#, #"{"ports": [{"port": 1, "targetPort": \#(number)}]}"#] {
            let answer = await api.call("POST", Sample.services, Sample.service("s", spec: spec))
            #expect(answer.status == 400)
            #expect(answer.message.contains("cannot unmarshal number into Go struct field Service.spec.ports."))
        }
    }
}
