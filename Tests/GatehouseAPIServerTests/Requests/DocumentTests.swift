import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("What the API says of itself, and to whom")
struct DocumentTests {
    static let documents: [(path: String, kind: JSON)] = [
        ("/api", "APIVersions"), ("/api/", "APIVersions"), ("/apis", "APIGroupList"), ("/api/v1", "APIResourceList"),
        ("/apis/networking.istio.io", "APIGroup"), ("/apis/networking.istio.io/v1beta1", "APIResourceList"),
    ]

    @Test("Groups, versions and kinds are found", arguments: Self.documents)
    func discovery(_ path: String, _ kind: JSON) async throws {
        let api = try await TestAPI()
        let answer = await api.call("GET", path, accept: "application/json, */*")
        #expect(answer.status == 200)
        #expect(answer["/kind"] == kind)
    }

    @Test("Discovery comes in one document, in the version that the client takes", arguments: ["v2", "v2beta1"])
    func aggregated(_ version: String) async throws {
        let api = try await TestAPI()
        let accept = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList,application/json"
        for path in ["/api", "/apis"] {
            let answer = await api.call("GET", path, accept: accept)
            #expect(answer["/kind"] == "APIGroupDiscoveryList")
            #expect(answer["/apiVersion"] == .string("apidiscovery.k8s.io/\(version)"))
            #expect(
                answer.headers("Content-Type")
                    == ["application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"])
        }
        let unknown = accept.replacing(version, with: "v9")
        #expect(await api.call("GET", "/apis", accept: unknown)["/kind"] == "APIGroupList")
    }

    @Test("OpenAPI comes as JSON and, in version 2, as Protocol Buffers; and is not sent twice")
    func openAPI() async throws {
        let api = try await TestAPI()
        let json = await api.call("GET", "/openapi/v2")
        #expect(json["/swagger"] == "2.0")
        let protobuf = await api.call(
            "GET", "/openapi/v2", accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
        #expect(
            protobuf.headers("Content-Type") == ["application/com.github.proto-openapi.spec.v2.v1.0+protobuf"])
        #expect(protobuf.bytes.count > 10_000)
        #expect(await api.call("GET", "/openapi/v2", accept: "text/html").status == 406)

        let index = await api.call("GET", "/openapi/v3")
        let url = try #require(
            index.json["paths"]?["apis/networking.istio.io/v1"]?["serverRelativeURL"]?.string)
        let document = await api.call("GET", url)
        #expect(document.status == 200)
        #expect(document["/openapi"] == "3.0.0")
        #expect(document.headers("Cache-Control") == ["public, immutable, max-age=31536000"])
        let etag = try #require(document.headers("ETag").first)
        let again = await api.call("GET", url, headers: ["if-none-match": etag])
        #expect(again.status == 304)
        #expect(again.bytes.isEmpty)
        let moved = await api.call("GET", "/openapi/v3/apis/networking.istio.io/v1?hash=old")
        #expect(moved.status == 301)
        #expect(moved.headers("Location") == [url])
    }

    static let open = ["/healthz", "/livez", "/readyz", "/readyz/ping", "/version"]

    @Test("How the server is, and what, anybody may know", arguments: Self.open)
    func known(_ path: String) async throws {
        let api = try await TestAPI(token: TestAPI.token)
        let answer = await api.call("GET", path)
        #expect(answer.status == 200)
        #expect(path == "/version" ? answer["/gitVersion"] == "v1.33.0" : answer.text == "ok")
    }

    static let closed = [
        "/", "/api", "/apis", "/api/v1", "/openapi/v2", "/openapi/v3", Sample.configMaps, "/nowhere", "/healthz/../api",
        "/version/x", "//healthz", "/%", "/api/v1/namespaces",
    ]

    @Test("Everything else is for those who have the token", arguments: Self.closed)
    func refused(_ path: String) async throws {
        let api = try await TestAPI(token: TestAPI.token)
        let headers: [[String: String]] = [
            [:], ["authorization": "Bearer wrong horse!!"], ["authorization": "Bearer "], ["authorization": "Bearer"],
            ["authorization": TestAPI.token], ["authorization": "Basic \(TestAPI.token)"],
            ["authorization": "Bearer \(TestAPI.token)\(TestAPI.token)"], ["authorization": "Bearer correct hors"],
        ]
        for fields in headers {
            let answer = await api.call("GET", path, headers: fields)
            #expect(answer.status == 401)
            #expect(answer.reason == "Unauthorized")
            #expect(answer.headers("WWW-Authenticate") == ["Bearer"])
        }
        let good = await api.call("GET", path, headers: ["authorization": "bearer \(TestAPI.token)"])
        #expect(good.status != 401)
    }

    @Test("Two tokens are none, and an empty one opens nothing")
    func oddTokens() async throws {
        let api = try await TestAPI(token: TestAPI.token)
        let value = "Bearer \(TestAPI.token)"
        let twice = APICall(method: "GET", path: "/api", headers: ["authorization": [value, value]])
        #expect(await api.service.reply(to: twice).status == 401)
        let empty = try await TestAPI(token: "")
        #expect(await empty.call("GET", "/api", headers: ["authorization": "Bearer "]).status == 401)
    }
}
