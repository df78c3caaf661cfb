import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Unknown fields, and admission")
struct ValidationTests {
    private static let odd = #"{"metadata": {"name": "c", "colour": "red"}, "data": {"a": "1", "a": "2"}, "date": {}}"#

    @Test("Unknown and duplicate fields are warned of, and left out", arguments: ["", "?fieldValidation=Warn"])
    func warned(_ query: String) async throws {
        let api = try await TestAPI()
        let answer = await api.call("POST", Sample.configMaps + query, Self.odd)
        #expect(answer.status == 201)
        #expect(
            answer.warnings == [
                #"299 - "unknown field \"date\"""#, #"299 - "unknown field \"metadata.colour\"""#,
                #"299 - "duplicate field \"data.a\"""#,
            ])
        #expect(answer["/data"] == ["a": "2"])
        #expect(answer["/date"] == nil)
        #expect(answer["/metadata/colour"] == nil)
    }

    @Test("Nobody hears of them who does not want to")
    func ignored() async throws {
        let api = try await TestAPI()
        let answer = await api.call("POST", Sample.configMaps + "?fieldValidation=Ignore", Self.odd)
        #expect(answer.status == 201)
        #expect(answer.warnings == [])
        #expect(answer["/date"] == nil)
    }

    @Test("Who is strict is refused", arguments: ["POST", "PUT", "PATCH"])
    func strict(_ method: String) async throws {
        let api = try await TestAPI()
        if method != "POST" { _ = try await api.create(Sample.configMaps, Sample.configMap("c")) }
        let path = Sample.configMaps + (method == "POST" ? "" : "/c") + "?fieldValidation=Strict"
        let type = method == "PATCH" ? "application/merge-patch+json" : nil
        let answer = await api.call(method, path, Self.odd, type: type)
        #expect(answer.status == 400)
        #expect(
            answer.message.hasPrefix(
                #"ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "date""#
            ))
    }

    static let remarks: [(type: String, patch: String, remarks: [String])] = [
        (
            "application/merge-patch+json", #"{"data": {"a": "1", "a": "2"}, "date": 1}"#,
            [#"unknown field "date""#, #"duplicate field "data.a""#]
        ),
        (
            "application/strategic-merge-patch+json", #"{"data": {"a": "1", "a": "2"}}"#,
            [#"duplicate field "data.a""#]
        ),
        (
            "application/json-patch+json",
            #"[{"op": "add", "path": "/data/a", "op": "add", "value": "2", "foo": 1, "from": "/x"}]"#,
            [#"json patch duplicate field "[0].op""#, #"json patch unknown field "[0].foo""#]
        ),
    ]

    @Test("What is odd about a patch is said, or refused", arguments: Self.remarks)
    func oddPatches(_ type: String, _ patch: String, _ remarks: [String]) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("c", data: #"{"b": "1"}"#))
        let refused = await api.call("PATCH", Sample.configMaps + "/c?fieldValidation=Strict", patch, type: type)
        #expect(refused.status == 400)
        #expect(refused.message.hasSuffix("strict decoding error: \(remarks.joined(separator: ", "))"))
        let ignored = await api.call("PATCH", Sample.configMaps + "/c?fieldValidation=Ignore", patch, type: type)
        #expect(ignored.warnings == [])
        let warned = await api.call("PATCH", Sample.configMaps + "/c", patch, type: type)
        #expect(warned.status == 200, "\(warned.text)")
        #expect(warned["/data/a"] == "2")
        #expect(
            warned.warnings
                == remarks.map {
                    "299 - \"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\""
                })
    }

    static let undeclared: [(path: String, config: String, problem: String)] = [
        (
            Sample.configMaps, #"{"apiVersion": "v1", "kind": "ConfigMap", "bogus": 1}"#,
            "(default/c; /v1, Kind=ConfigMap): .bogus: field not declared in schema"
        ),
        (
            Sample.gateways,
            #"{"apiVersion": "networking.istio.io/v1", "kind": "Gateway", "metadata": {"x": 1}, "spec": {"servers": [{"y": 2}]}}"#,
            "(default/c; networking.istio.io/v1, Kind=Gateway): errors:\n  .metadata.x: field not declared in schema\n"
                + "  .spec.servers[0].y: field not declared in schema"
        ),
    ]

    @Test("Who applies a field that there is not is refused, strict or not", arguments: Self.undeclared)
    func appliedUndeclared(_ path: String, _ config: String, _ problem: String) async throws {
        let api = try await TestAPI()
        for query in ["", "&fieldValidation=Ignore", "&fieldValidation=Strict"] {
            let answer = await api.call(
                "PATCH", path + "/c?fieldManager=m" + query, config, type: "application/apply-patch+yaml")
            #expect(answer.status == 400)
            #expect(answer.message == "failed to create typed patch object " + problem)
        }
        #expect(await api.call("GET", path + "/c").status == 404)
    }

    @Test(
        "What admission refuses is not stored, and what it warns of is said",
        arguments: ["POST", "PUT", "PATCH", "apply"])
    func admission(_ method: String) async throws {
        let api = try await TestAPI(admission: LabelAdmission())
        if method == "PUT" || method == "PATCH" { _ = try await api.create(Sample.configMaps, Sample.configMap("c")) }
        let path = Sample.configMaps + (method == "POST" ? "" : "/c?fieldManager=m")
        let type = ["PATCH": "application/merge-patch+json", "apply": "application/apply-patch+yaml"][method]
        let verb = method == "apply" ? "PATCH" : method
        let revision = await api.registry.revision
        let refused = await api.call(verb, path, Sample.configMap("c", labels: #"{"refused": ""}"#), type: type)
        #expect(refused.status == 400)
        #expect(refused.message == #"admission webhook "x" denied the request: refused"#)
        #expect(await api.registry.revision == revision)
        let warned = await api.call(verb, path, Sample.configMap("c", labels: #"{"odd": "very"}"#), type: type)
        #expect([200, 201].contains(warned.status))
        #expect(warned.warnings == [#"299 - "it is \"odd\": very and more""#])
    }

    @Test("Writes of a status are not reviewed")
    func status() async throws {
        let api = try await TestAPI(admission: LabelAdmission())
        let key = ObjectKey(kind: ObjectKind(.gateways), namespace: "default", name: "g")
        _ = try await api.registry.change(key) { _ throws(APIStatus) in
            .put([
                "apiVersion": "networking.istio.io/v1", "kind": "Gateway",
                "metadata": ["name": "g", "namespace": "default", "labels": ["refused": ""]],
            ])
        }
        let answer = await api.call(
            "PATCH", Sample.gateways + "/g/status", #"{"status": {"observedGeneration": 1}}"#,
            type: "application/merge-patch+json")
        #expect(answer.status == 200)
    }
}
