import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Questions that clients ask of themselves")
struct ReviewTests {
    private static let access = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    private static let rules = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
    private static let subject = "/apis/authentication.k8s.io/v1/selfsubjectreviews"

    static let deeds = [
        #"{"resourceAttributes": {"verb": "get", "resource": "pods", "namespace": "default"}}"#,
        #"{"resourceAttributes": {"verb": "*", "group": "apps", "resource": "*", "labelSelector": {"rawSelector": "a"}}}"#,
        #"{"nonResourceAttributes": {"verb": "get", "path": "/logs"}}"#,
    ]

    @Test("Whoever has the token may do everything", arguments: Self.deeds)
    func allowed(_ spec: String) async throws {
        let api = try await TestAPI()
        // With what Go's clients send besides.
        let body = #"{"metadata": {"creationTimestamp": null}, "spec": \#(spec), "status": {"allowed": false}}"#
        let revision = await api.registry.revision
        let answer = await api.call("POST", Self.access, body)
        #expect(answer.status == 201)
        #expect(answer["/kind"] == "SelfSubjectAccessReview")
        #expect(answer["/apiVersion"] == "authorization.k8s.io/v1")
        #expect(answer["/spec"] == (try JSON.parse(Array(spec.utf8))))
        #expect(answer["/status"] == ["allowed": true])
        #expect(await api.registry.revision == revision)
    }

    @Test("Everything is listed in short")
    func everything() async throws {
        let api = try await TestAPI()
        let status = #"{"resourceRules": null, "nonResourceRules": null, "incomplete": false}"#
        let body = #"{"spec": {"namespace": "default"}, "status": \#(status)}"#
        let answer = await api.call("POST", Self.rules, body)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["/status/resourceRules"] == [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]])
        #expect(answer["/status/nonResourceRules"] == [["verbs": ["*"], "nonResourceURLs": ["*"]]])
        #expect(answer["/status/incomplete"] == false)
    }

    static let answered: [(path: String, spec: String)] = [
        (access, #""spec": {"resourceAttributes": {"verb": "get"}}, "#),
        (rules, #""spec": {"namespace": "default"}, "#),
        (subject, ""),
    ]

    @Test("What clients send for an answer does not matter", arguments: Self.answered)
    func status(_ path: String, _ spec: String) async throws {
        let api = try await TestAPI()
        for status in ["{}", "null"] {
            let answer = await api.call("POST", path, #"{\#(spec)"status": \#(status)}"#)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer["/status"]?.object?.isEmpty == false)
        }
    }

    @Test("The user is the kubeconfig's, in the groups of those who may do everything")
    func user() async throws {
        let api = try await TestAPI()
        let answer = await api.call("POST", Self.subject, #"{"kind": "SelfSubjectReview"}"#)
        #expect(answer.status == 201)
        #expect(answer["/status/userInfo/username"] == "admin")
        #expect(answer["/status/userInfo/groups"] == ["system:masters", "system:authenticated"])
    }

    static let nonsense: [(method: String, path: String, body: String, status: Int)] = [
        ("POST", access, #"{"spec": {}}"#, 422),
        ("POST", access, #"{"spec": {"resourceAttributes": {}, "nonResourceAttributes": {}}}"#, 422),
        ("POST", access, #"{}"#, 422),
        ("POST", access, #"{"spec": {"resourceAttributes": {"verb": 1}}}"#, 400),
        ("POST", access, #"{"metadata": {"name": "x"}, "spec": {"resourceAttributes": {}}}"#, 422),
        ("POST", access, #"{"kind": "SelfSubjectReview", "spec": {"resourceAttributes": {}}}"#, 400),
        ("POST", access + "?fieldValidation=Strict", #"{"spec": {"resourceAttributes": {"x": 1}}}"#, 400),
        ("POST", access + "?dryRun=Some", #"{"spec": {"resourceAttributes": {}}}"#, 422),
        ("POST", access, "[]", 400),
        ("POST", rules, #"{"spec": {}}"#, 400),
        ("GET", access, "", 405),
        ("GET", access + "?watch=true", "", 405),
        ("DELETE", access, "", 405),
        ("PUT", access, "{}", 405),
        ("GET", access + "/x", "", 404),
        ("POST", access + "/x", "{}", 404),
        ("POST", access + "/x/status", "{}", 404),
        ("GET", "/apis/authorization.k8s.io/v1/watch/selfsubjectaccessreviews", "", 404),
        ("POST", "/apis/authorization.k8s.io/v1/namespaces/default/selfsubjectaccessreviews", "{}", 404),
        ("POST", "/apis/authorization.k8s.io/v1/selfsubjectreviews", "{}", 404),
        ("POST", "/apis/authentication.k8s.io/v1/tokenreviews", "{}", 404),
    ]

    @Test("What makes no sense is refused", arguments: Self.nonsense)
    func refused(_ method: String, _ path: String, _ body: String, _ status: Int) async throws {
        let api = try await TestAPI()
        let answer = await api.call(method, path, body)
        #expect(answer.status == status, "\(answer.text)")
    }

    @Test("Nobody without the token learns who somebody is")
    func unauthorized() async throws {
        let api = try await TestAPI(token: TestAPI.token)
        #expect(await api.call("POST", Self.subject, "{}").status == 401)
        let headers = ["authorization": "Bearer \(TestAPI.token)"]
        #expect(await api.call("POST", Self.subject, "{}", headers: headers).status == 201)
    }
}
