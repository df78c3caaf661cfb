import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Requests in somebody else's name")
struct ImpersonationTests {
    static let requests: [(headers: [String: String], message: String)] = [
        (
            ["impersonate-user": "nobody"],
            #"users "nobody" is forbidden: User "admin" cannot impersonate resource "users" in API group """#
        ),
        (
            ["impersonate-user": "nobody", "impersonate-group": "system:masters"],
            #"users "nobody" is forbidden: User "admin" cannot impersonate resource "users" in API group """#
        ),
        (
            ["impersonate-group": "g"],
            #"groups "g" is forbidden: User "admin" cannot impersonate resource "groups" in API group """#
        ),
        (
            ["impersonate-uid": "1"],
            #"uids.authentication.k8s.io "1" is forbidden: User "admin" cannot impersonate resource "uids" "#
                + #"in API group "authentication.k8s.io""#
        ),
        (
            ["impersonate-extra-scopes": "view"],
            #"userextras.authentication.k8s.io "view" is forbidden: User "admin" cannot impersonate resource "#
                + #""userextras/scopes" in API group "authentication.k8s.io""#
        ),
    ]

    @Test("are refused, whatever they ask for", arguments: Self.requests)
    func refused(_ headers: [String: String], _ message: String) async throws {
        let api = try await TestAPI()
        let review = #"{"spec": {"resourceAttributes": {"verb": "get", "resource": "pods"}}}"#
        let access = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        for (method, path, body) in [
            ("GET", "/api", ""), ("GET", Sample.configMaps, ""), ("POST", Sample.configMaps, Sample.configMap("c")),
            ("POST", access, review),
        ] {
            let answer = await api.call(method, path, body, headers: headers)
            #expect(answer.status == 403)
            #expect(answer.reason == "Forbidden")
            #expect(answer.message == "\(message) at the cluster scope")
        }
        #expect(await api.configMaps() == [])
    }

    @Test("are answered where anybody is, and where nobody is named")
    func answered() async throws {
        let api = try await TestAPI()
        #expect(await api.call("GET", "/version", headers: ["impersonate-user": "nobody"]).status == 200)
        #expect(await api.call("GET", "/api", headers: ["impersonate-user": ""]).status == 200)
    }

    @Test("need the token like all others")
    func unauthorized() async throws {
        let api = try await TestAPI(token: TestAPI.token)
        #expect(await api.call("GET", "/api", headers: ["impersonate-user": "nobody"]).status == 401)
    }
}
