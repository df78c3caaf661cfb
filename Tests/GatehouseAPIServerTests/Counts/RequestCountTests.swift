import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("What the API counts of requests")
struct RequestCountTests {
    private static let merge = "application/merge-patch+json"
    private static let apply = "application/apply-patch+yaml"
    private static let there = Sample.configMaps + "/there"

    static let requests: [(method: String, target: String, type: String?, sort: String)] = [
        ("GET", there, nil, "get /configmaps 200"),
        ("GET", Sample.configMaps + "/none", nil, "get /configmaps 404"),
        ("GET", Sample.configMaps, nil, "list /configmaps 200"),
        ("GET", "/api/v1/configmaps", nil, "list /configmaps 200"),
        ("GET", Sample.configMaps + "?watch=true", nil, "watch /configmaps 200"),
        ("GET", "/api/v1/watch/namespaces/default/configmaps/there", nil, "watch /configmaps 200"),
        ("GET", there + "?watch=true", nil, "get /configmaps 200"),
        ("POST", Sample.configMaps, nil, "create /configmaps 400"),
        ("PUT", there, nil, "update /configmaps 400"),
        ("PATCH", there, merge, "patch /configmaps 400"),
        ("PATCH", there, apply, "apply /configmaps 422"),
        ("DELETE", there, nil, "delete /configmaps 200"),
        ("DELETE", Sample.configMaps, nil, "deletecollection /configmaps 200"),
        ("GET", Sample.gateways, nil, "list networking.istio.io/gateways 200"),
        ("GET", "/apis/networking.istio.io/v1beta1/gateways", nil, "list networking.istio.io/gateways 200"),
        (
            "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", nil,
            "create authorization.k8s.io/selfsubjectaccessreviews 400"
        ),
        ("GET", "/apis", nil, "get / 200"),
        ("GET", "/version", nil, "get / 200"),
        ("POST", "/version", nil, "other / 405"),
        ("GET", "/api/v1/nothings", nil, "get / 404"),
        ("GET", "/%", nil, "get / 400"),
        ("BREW", there, nil, "other /configmaps 405"),
    ]

    @Test("Each counts under what it asks for, of which kind, and what is answered", arguments: Self.requests)
    func sorts(_ method: String, _ target: String, _ type: String?, _ sort: String) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("there"))
        let answer = await api.call(method, target, type: type)
        let counted = api.service.requestCounts.filter { $0.sort.code != 201 }
        #expect(counted.map(\.plain) == [sort], "\(answer.text)")
        #expect(counted.map(\.count) == [1])
    }

    @Test("Nothing that clients choose freely becomes a sort of its own")
    func bounded() async throws {
        let api = try await TestAPI(token: TestAPI.token)
        for number in 0..<200 {
            for headers in [[:], ["authorization": "Bearer \(TestAPI.token)"]] {
                _ = await api.call("M\(number)", "/a\(number)", headers: headers)
                _ = await api.call("GET", "/apis/g\(number)/v1/k\(number)?x=\(number)", headers: headers)
                _ = await api.call("GET", "\(Sample.configMaps)/n\(number)", headers: headers)
            }
        }
        let counts = api.service.requestCounts
        #expect(
            Set(counts.map(\.plain)) == [
                "other / 401", "get / 401", "get /configmaps 401", "other / 404", "get / 404", "get /configmaps 404",
            ])
        #expect(counts.reduce(0) { $0 + $1.count } == 1200)
    }

    static let strangers: [(method: String, path: String, sort: String)] = [
        ("POST", Sample.configMaps, "create /configmaps 401"), ("GET", "/healthz", "get / 200"),
        ("HEAD", "/version", "other / 200"), ("POST", "/version", "other / 405"), ("GET", "/nowhere", "get / 401"),
    ]

    @Test("Strangers are counted too, and nobody is one who has the token", arguments: Self.strangers)
    func stranger(_ method: String, _ path: String, _ sort: String) async throws {
        let api = try await TestAPI(token: TestAPI.token)
        let friend = APICall(method: method, path: path, headers: ["authorization": ["Bearer \(TestAPI.token)"]])
        #expect(await api.service.replyToStranger(friend) == nil)
        #expect(api.service.requestCounts.isEmpty)
        _ = await api.service.replyToStranger(APICall(method: method, path: path))
        #expect(api.service.requestCounts.map(\.plain) == [sort])
    }

    @Test("Where there is no token, nobody is a stranger")
    func noToken() async throws {
        let api = try await TestAPI()
        #expect(await api.service.replyToStranger(APICall(method: "GET", path: "/api")) == nil)
    }

    @Test("Open watches are counted as long as they are open")
    func watches() async throws {
        let api = try await TestAPI()
        #expect(api.service.watchCount == 0)
        var watch: Events? = try await api.watch(Sample.configMaps + "?watch=true")
        #expect(api.service.watchCount == 1)
        #expect(watch != nil)
        watch = nil
        #expect(api.service.watchCount == 0)
    }
}

extension RequestCount {
    fileprivate var plain: String {
        "\(self.sort.verb.rawValue) \(self.sort.group)/\(self.sort.resource) \(self.sort.code)"
    }
}
