import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Requests that nobody should make")
struct HostileTests {
    static let paths: [(path: String, statuses: Set<Int>)] = [
        ("/api/v1/namespaces/default/configmaps/../secrets", [404]),
        ("/api/v1/namespaces/default/./configmaps", [404]),
        ("/api/v1/namespaces//configmaps", [404]),
        ("/api//v1", [404]),
        ("//api/v1", [404]),
        ("/api/v1/namespaces/default%2fconfigmaps", [404]),
        ("/api/v1/namespaces/%2e%2e/configmaps", [404]),
        ("/api/v1/namespaces/default/configmaps/a%00b", [404]),
        ("/api/v1/namespaces/default/configmaps/a%0d%0ab", [404]),
        ("/api/v1/namespaces/default/configmaps/%", [400]),
        ("/api/v1/namespaces/default/configmaps/%g0", [400]),
        ("/api/v1/namespaces/default/configmaps/%ff", [400]),
        ("/api/v1/namespaces/default/configmaps/" + String(repeating: "a", count: 5000), [400]),
        ("/api/v1/namespaces/default/configmaps/" + String(repeating: "a", count: 3000), [400, 404]),
        (String(repeating: "/a", count: 2000), [404]),
        ("/api/v2/configmaps", [404]),
        ("/api/v1/nothings", [404]),
        ("/apis/nothing.example/v1/gateways", [404]),
        ("/apis/networking.istio.io/v2/gateways", [404]),
        ("/apis/networking.istio.io/v1/virtualservice", [404]),
        ("/api/v1/namespaces/default/namespaces", [404]),
        ("/api/v1/configmaps/a", [404]),
        ("/api/v1/namespaces/default/configmaps/a/status", [404]),
        ("/api/v1/namespaces/default/services/a/proxy", [404]),
        ("/api/v1/namespaces/default/services/a/status/b", [404]),
        ("/api/v1/watch", [404]),
        ("/api/v1/watch/watch/configmaps", [404]),
        ("/apis/networking.istio.io/v1/namespaces", [404]),
        ("", [400]), ("api", [400]), ("*", [400]),
    ]

    @Test("Paths that lead nowhere, or try to lead elsewhere, get a Status", arguments: Self.paths)
    func misled(_ path: String, _ statuses: Set<Int>) async throws {
        let api = try await TestAPI()
        let revision = await api.registry.revision
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let answer = await api.call(
                method, path, "{}", type: method == "PATCH" ? "application/merge-patch+json" : nil)
            #expect(statuses.union([405]).contains(answer.status), "\(method) \(answer.text)")
            #expect(answer["/kind"] == "Status" || answer.text == "404 page not found\n")
        }
        #expect(await api.registry.revision == revision)
    }

    static let methods: [(method: String, path: String)] = [
        ("POST", "/api/v1/configmaps"), ("DELETE", "/api/v1/configmaps"), ("PUT", Sample.configMaps),
        ("PATCH", Sample.configMaps), ("POST", Sample.configMaps + "/a"), ("OPTIONS", Sample.configMaps),
        ("TRACE", Sample.configMaps), ("get", Sample.configMaps), ("", Sample.configMaps),
        ("POST", "/api/v1/namespaces/default/pods"), ("DELETE", "/api/v1/namespaces/default/pods/a"),
        ("POST", "/api/v1/watch/namespaces/default/configmaps"), ("DELETE", Sample.gateways + "/g/status"),
        ("POST", "/api"), ("DELETE", "/openapi/v2"), ("POST", "/healthz"), ("DELETE", "/api/v1/namespaces"),
    ]

    @Test("Methods that a path does not have are not allowed", arguments: Self.methods)
    func disallowed(_ method: String, _ path: String) async throws {
        let api = try await TestAPI()
        let answer = await api.call(method, path, Sample.configMap("a"))
        #expect(answer.status == 405)
        #expect(answer.reason == "MethodNotAllowed")
        #expect(answer.message == "the server does not allow this method on the requested resource")
    }

    static let bodies: [(body: String, status: Int)] = [
        ("", 400), ("{", 400), ("nonsense", 400), ("[]", 400), ("null", 400), ("5", 400), ("\"a\"", 400), ("{}{}", 400),
        ("{\"a\": \"\u{1}\"}", 400), ("{\"metadata\": {\"name\": \"a\\ud800\"}}", 400), ("{\"a\": 1e999}", 400),
        (String(repeating: "[", count: 100_000), 400),
        (String(repeating: "{\"a\":", count: 1000) + "1" + String(repeating: "}", count: 1000), 400),
        (#"{"metadata": 5}"#, 400), (#"{"metadata": []}"#, 400), (#"{"metadata": {"name": 5}}"#, 400),
        (#"{"metadata": {"name": ["a"]}}"#, 400), (#"{"metadata": {"name": "a", "labels": []}}"#, 400),
        (#"{"metadata": {"name": "a", "labels": {"a": 1}}}"#, 400),
        (#"{"metadata": {"name": "a", "finalizers": "x"}}"#, 400),
        (#"{"metadata": {"name": "a", "finalizers": [5]}}"#, 400),
        (#"{"metadata": {"name": "a", "finalizers": ["not/a/finalizer"]}}"#, 422),
        (#"{"metadata": {"name": "a", "ownerReferences": [{}]}}"#, 422),
        (#"{"metadata": {"name": "a", "creationTimestamp": "yesterday"}}"#, 400),
        (#"{"metadata": {"name": "a", "managedFields": 5}}"#, 400),
        (#"{"metadata": {"name": "a", "generation": "x"}}"#, 400),
        (#"{"metadata": {"name": "a", "annotations": {"a": "\#(String(repeating: "x", count: 262_144))"}}}"#, 422),
        (#"{"metadata": {"name": "a", "generateName": 5}}"#, 400),
        (#"{"apiVersion": 5, "metadata": {"name": "a"}}"#, 400), (#"{"kind": {}, "metadata": {"name": "a"}}"#, 400),
        (#"{"metadata": {"name": "a"}, "immutable": "yes"}"#, 400), (#"{"metadata": {"name": "a"}, "data": "x"}"#, 400),
        (#"{"metadata": {"name": "a"}, "data": []}"#, 400), (#"{"metadata": {"name": "../a"}}"#, 422),
        (#"{"metadata": {"name": "a\u0000"}}"#, 422), (#"{"metadata": {"name": "a/b"}}"#, 422),
    ]

    @Test("Bodies that are no objects, or have wrong types anywhere, change nothing", arguments: Self.bodies)
    func unreadable(_ body: String, _ status: Int) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("there"))
        let revision = await api.registry.revision
        for (method, path, type) in [
            ("POST", Sample.configMaps, nil), ("PUT", Sample.configMaps + "/a", nil),
            ("PATCH", Sample.configMaps + "/a?fieldManager=m", "application/apply-patch+yaml"),
        ] {
            let answer = await api.call(method, path, body, type: type)
            if method == "POST" { #expect(answer.status == status, "\(answer.text.prefix(300))") }
            #expect([400, 404, 422].contains(answer.status), "\(method) \(answer.text.prefix(300))")
            #expect(answer["/kind"] == "Status")
        }
        #expect(await api.registry.revision == revision)
    }

    @Test("Wrong types anywhere in Istio's kinds are refused, whatever is there instead")
    func wrongTypes() async throws {
        let api = try await TestAPI()
        let good = try JSON.parse(Sample.gateway("g").utf8)
        let revision = await api.registry.revision
        let pointers = [
            "", "/apiVersion", "/kind", "/metadata", "/metadata/name", "/spec", "/spec/servers", "/spec/servers/0",
            "/spec/servers/0/hosts", "/spec/servers/0/hosts/0", "/spec/servers/0/port", "/spec/servers/0/port/name",
            "/spec/servers/0/port/number", "/spec/servers/0/port/protocol",
        ]
        for text in pointers {
            let pointer = try #require(JSONPointer(text))
            let present = try #require(good[pointer])
            for value: JSON in [true, .double(5.5), [], [[]], ["x": [1]], "text"] where !present.isLike(value) {
                let body = try JSONPatch([.replace(pointer, value)]).apply(to: good)
                for (method, path, type) in [
                    ("POST", Sample.gateways, nil),
                    ("PATCH", Sample.gateways + "/g?fieldManager=m", "application/apply-patch+yaml"),
                ] {
                    let answer = await api.call(
                        method, path, String(decoding: body.bytes, as: UTF8.self), type: type)
                    #expect([400, 422].contains(answer.status), "\(method) \(text) \(value): \(answer.text)")
                    #expect(answer["/kind"] == "Status")
                }
            }
        }
        #expect(await api.registry.revision == revision)
    }

    @Test("Wrong types do not hide behind a thousand unknown fields")
    func hidden() async throws {
        let api = try await TestAPI()
        let unknown = (0..<1500).map { "\"a\($0)\": 1" }.joined(separator: ", ")
        let body = #"{"metadata": {"name": "c"}, \#(unknown), "data": 5}"#
        #expect(await api.call("POST", Sample.configMaps, body).status == 400)
    }

    @Test("Of very many mistakes the first are named, and the answer is no larger than the request")
    func manyMistakes() async throws {
        let api = try await TestAPI()
        let labels = (0..<50_000).map { "\"!\($0)\": \"\"" }.joined(separator: ", ")
        let answer = await api.call("POST", Sample.configMaps, Sample.configMap("c", labels: "{\(labels)}"))
        #expect(answer.status == 422)
        #expect(answer["/details/causes"]?.array?.count == 101)
        #expect(answer.message.hasSuffix("and 49900 more things are wrong]"))
        #expect(answer.bytes.count < 200_000)
    }

    @Test("Too much is too much")
    func limits() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("there"))
        let revision = await api.registry.revision
        let giant = #"{"metadata": {"name": "a"}, "data": {"x": ""}}"# + String(repeating: " ", count: 3 << 20)
        for (method, path, type) in [
            ("POST", Sample.configMaps, nil), ("PUT", Sample.configMaps + "/there", nil),
            ("PATCH", Sample.configMaps + "/there", "application/merge-patch+json"),
            ("PATCH", Sample.configMaps + "/there?fieldManager=m", "application/apply-patch+yaml"),
            ("DELETE", Sample.configMaps + "/there", nil),
        ] {
            let answer = await api.call(method, path, giant, type: type)
            #expect(answer.status == 413)
            #expect(answer.reason == "RequestEntityTooLarge")
        }
        let query = "?labelSelector=" + String(repeating: "a", count: 100_000)
        #expect(await api.call("GET", Sample.configMaps + query).status == 400)
        let operations = Array(repeating: #"{"op": "test", "path": "", "value": 1}"#, count: 10_001)
        let patch = await api.call(
            "PATCH", Sample.configMaps + "/there", "[\(operations.joined(separator: ","))]",
            type: "application/json-patch+json")
        #expect(patch.status == 413)
        #expect(await api.registry.revision == revision)
    }
}

extension JSON {
    /// Whether a value in its place is one of the same type, or as good as one.
    fileprivate func isLike(_ other: JSON) -> Bool {
        switch (self, other) {
        case (.string, .string), (.object, .object), (.integer, .integer): true
        case (.array, .array(let elements)): elements.isEmpty
        default: false
        }
    }
}
