import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Forms of objects")
struct FormTests {
    static let forms: [(accept: String?, status: Int, kind: JSON)] = [
        (nil, 200, "ConfigMapList"),
        ("", 200, "ConfigMapList"),
        ("*/*", 200, "ConfigMapList"),
        ("application/*;q=0.5", 200, "ConfigMapList"),
        ("application/json", 200, "ConfigMapList"),
        ("application/vnd.kubernetes.protobuf,application/json", 200, "ConfigMapList"),
        (
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,"
                + "application/json", 200, "Table"
        ),
        ("application/json;as=Table;v=v2;g=meta.k8s.io,application/json", 200, "ConfigMapList"),
        ("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", 200, "PartialObjectMetadataList"),
        ("application/json;q=0.1,application/json;as=Table;v=v1;g=meta.k8s.io;q=0.9", 200, "Table"),
        ("application/json;as=Picture;v=v1;g=meta.k8s.io", 406, "Status"),
        ("application/vnd.kubernetes.protobuf", 406, "Status"),
        ("text/html", 406, "Status"),
        ("nonsense", 406, "Status"),
        ("application/json;q=0", 406, "Status"),
    ]

    @Test("The first form is taken that client and server have in common", arguments: Self.forms)
    func negotiated(_ accept: String?, _ status: Int, _ kind: JSON) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        let answer = await api.call("GET", Sample.configMaps, accept: accept)
        #expect(answer.status == status)
        #expect(answer["/kind"] == kind)
        #expect(answer.headers("Content-Type") == ["application/json"])
    }

    @Test("A table has a row for each object, with what was asked to be along")
    func table() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a", data: #"{"x": "1"}"#))
        api.time.advance(65)
        let accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
        let list = await api.call("GET", Sample.configMaps, accept: accept)
        #expect(list["/apiVersion"] == "meta.k8s.io/v1")
        #expect(list["/rows/0/cells"] == ["a", 1, "65s"])
        #expect(list["/rows/0/object/kind"] == "PartialObjectMetadata")
        #expect(list["/metadata/resourceVersion"] != nil)
        let one = await api.call("GET", Sample.configMaps + "/a?includeObject=Object", accept: accept)
        #expect(one["/rows/0/object/kind"] == "ConfigMap")
        #expect(one["/columnDefinitions/0/name"] == "Name")
        let none = await api.call("GET", Sample.configMaps + "?includeObject=None", accept: accept)
        #expect(none["/rows/0/object"] == .null)
    }

    @Test("One object's metadata")
    func metadata() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a", data: #"{"x": "1"}"#))
        let answer = await api.call(
            "GET", Sample.configMaps + "/a", accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")
        #expect(answer["/kind"] == "PartialObjectMetadata")
        #expect(answer["/metadata/name"] == "a")
        #expect(answer["/data"] == nil)
    }

    @Test("A client that takes no form that there is changes nothing")
    func unacceptableWrite() async throws {
        let api = try await TestAPI()
        let revision = await api.registry.revision
        let answer = await api.call("POST", Sample.configMaps, Sample.configMap("a"), accept: "text/plain")
        #expect(answer.status == 406)
        #expect(await api.registry.revision == revision)
    }

    static let bodies: [(type: String?, status: Int)] = [
        (nil, 201), ("application/json", 201), ("application/json; charset=utf-8", 201), ("Application/JSON", 201),
        ("application/yaml", 201), ("application/vnd.kubernetes.protobuf", 400), ("text/plain", 415), ("x", 415),
    ]

    @Test("Bodies are read by their type", arguments: Self.bodies)
    func read(_ type: String?, _ status: Int) async throws {
        let api = try await TestAPI()
        #expect(await api.call("POST", Sample.configMaps, Sample.configMap("a"), type: type).status == status)
    }

    @Test("People get line breaks")
    func pretty() async throws {
        let api = try await TestAPI()
        let plain = await api.call("GET", Sample.configMaps)
        let pretty = await api.call("GET", Sample.configMaps + "?pretty=true")
        #expect(!plain.text.contains("\n"))
        #expect(pretty.text.contains("\n  \"kind\": \"ConfigMapList\","))
        #expect(pretty.json == plain.json)
        #expect(await api.call("GET", Sample.configMaps, headers: ["user-agent": "curl/8.0"]).text.contains("\n"))
    }
}
