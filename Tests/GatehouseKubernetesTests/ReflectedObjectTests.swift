import GatehouseObjects
import Testing

@testable import GatehouseKubernetes

@Suite("What is taken from objects")
struct ReflectedObjectTests {
    private func kind(_ name: String) throws -> WatchedKind {
        try #require(WatchedKind.all(gatewayNamespace: "edge").first { $0.name == name })
    }

    private func trimmed(_ text: String, kind: WatchedKind, choice: Int = 0) throws -> JSON {
        let object = try JSON.parse(Array(text.utf8))
        return try JSON.parse(ReflectedObject(object, kind: kind, endpoint: kind.choices[choice]).text)
    }

    @Test("Status, managed fields and what was applied last are left out; kind and version are put in")
    func trimming() throws {
        let kind = try self.kind("VirtualService")
        let text = """
            {"metadata": {"name": "a", "namespace": "b", "resourceVersion": "7", "uid": "u", "generation": 3,
            "creationTimestamp": "2024-01-01T00:00:00Z", "labels": {"l": "1"}, "managedFields": [{}],
            "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "x": "y"}},
            "spec": {"hosts": ["h"]}, "status": {"conditions": []}}
            """
        #expect(
            try self.trimmed(text, kind: kind, choice: 1) == [
                "apiVersion": "networking.istio.io/v1beta1", "kind": "VirtualService",
                "metadata": [
                    "name": "a", "namespace": "b", "creationTimestamp": "2024-01-01T00:00:00Z", "labels": ["l": "1"],
                    "annotations": ["x": "y"], "generation": 3, "uid": "u",
                ], "spec": ["hosts": ["h"]],
            ])
        let object = try ReflectedObject(
            try JSON.parse(Array(text.utf8)), kind: kind, endpoint: kind.choices[1])
        #expect(
            object.facts
                == ObservedObject(
                    apiVersion: "networking.istio.io/v1beta1", plural: "virtualservices", resourceVersion: "7",
                    status: ["conditions": []]))
    }

    @Test("Of a Pod only names and labels are kept, and asked for")
    func pods() throws {
        let kind = try self.kind("Pod")
        let text = """
            {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": {"name": "p",
            "namespace": "n", "resourceVersion": "1", "labels": {"version": "v1"}, "annotations": {"a": "b"}}}
            """
        #expect(
            try self.trimmed(text, kind: kind) == [
                "apiVersion": "v1", "kind": "Pod",
                "metadata": ["name": "p", "namespace": "n", "labels": ["version": "v1"]],
            ])
        let request = kind.listRequest(kind.choices[0], continuation: nil, limit: 500)
        #expect(request.accept == "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")
    }

    @Test("Secrets are asked for in the gateway's namespace only, service accounts' tokens left out")
    func secrets() throws {
        let kind = try self.kind("Secret")
        let request = kind.watchRequest(kind.choices[0], from: "5", seconds: 300)
        #expect(
            request.target == "/api/v1/namespaces/edge/secrets?fieldSelector="
                + "type%21%3Dkubernetes.io%2Fservice-account-token%2Ctype%21%3Dhelm.sh%2Frelease.v1&watch=true"
                + "&resourceVersion=5&allowWatchBookmarks=true&timeoutSeconds=300")
    }

    @Test("The first version that is served is used, else the next, else Endpoints")
    func choices() throws {
        let slices = try self.kind("EndpointSlice")
        let virtualServices = try self.kind("VirtualService")
        var served = ServedResources()
        #expect(served.first(of: slices.choices)?.description == "endpoints/v1")
        #expect(served.first(of: virtualServices.choices) == nil)
        served.add(["resources": [["name": "endpointslices"]]], apiVersion: "discovery.k8s.io/v1beta1")
        #expect(served.first(of: slices.choices)?.version == "v1beta1")
        served.add(
            ["resources": [["name": "virtualservices"], ["name": "virtualservices/status"]]],
            apiVersion: "networking.istio.io/v1alpha3")
        #expect(served.first(of: virtualServices.choices)?.version == "v1alpha3")
        served.add(["resources": [["name": "virtualservices"]]], apiVersion: "networking.istio.io/v1")
        #expect(served.first(of: virtualServices.choices)?.version == "v1")
    }

    @Test(
        "Lines of a watch",
        arguments: [
            (#"{"type":"ADDED","object":{"a":1}}"#, .present(["a": 1])),
            (#"{"type":"MODIFIED","object":{}}"#, .present([:])), (#"{"type":"DELETED","object":{}}"#, .gone([:])),
            (
                #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}"#,
                .bookmark(resourceVersion: "9")
            ),
            (
                #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"old"}}"#,
                .error(APIStatus(code: 410, reason: "Expired", message: "old"))
            ), (#"{"type":"NEWS","object":{}}"#, nil),
        ] as [(String, WatchEvent?)])
    func events(line: String, event: WatchEvent?) throws {
        #expect(try WatchEvent(parsing: Array(line.utf8)) == event)
    }

    @Test(
        "What is no event is refused",
        arguments: ["", "x", "[]", #"{"object":{}}"#, #"{"type":"ADDED"}"#, #"{"type":"BOOKMARK","object":{}}"#])
    func noEvents(line: String) {
        #expect(throws: APIFailure.self) { try WatchEvent(parsing: Array(line.utf8)) }
    }
}
