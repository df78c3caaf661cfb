import GatehouseModel
import GatehouseTestSupport
import Testing

@testable import GatehouseManifest

@Suite struct DocumentTests {
    private func read(_ text: String, _ options: ManifestOptions = ManifestOptions(unknownFields: .error))
        -> ManifestResult
    {
        ManifestReader(options: options).read(bytes: Array(text.utf8), file: "a.yaml")
    }

    @Test("each kind is read under each of its versions", arguments: ["v1", "v1beta1", "v1alpha3"])
    func versions(version: String) {
        for kind in ["Gateway", "VirtualService", "DestinationRule", "ServiceEntry", "WorkloadEntry"] {
            let result = self.read(
                "{apiVersion: networking.istio.io/\(version), kind: \(kind), metadata: {name: a}, spec: {}}")
            #expect(result.resources.map(\.key) == [ResourceKey(kind: kind, namespace: "default", name: "a")])
            #expect(result.diagnostics == [])
        }
    }

    @Test("the default namespace is for resources that name none, and never for namespaces")
    func namespaces() {
        let text = """
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: ""}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: a, namespace: b}}
            """
        let result = self.read(text, ManifestOptions(defaultNamespace: "shop"))
        #expect(result.resources.map(\.key.namespace) == ["shop", "shop", "b", ""])
        #expect(result.documentCount == 4)
    }

    @Test("lists are read item by item, and their items need not repeat the kind")
    func lists() {
        let text = """
            apiVersion: v1
            kind: List
            metadata: {resourceVersion: ""}
            items:
            - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
            - {apiVersion: networking.istio.io/v1, kind: VirtualServiceList, metadata: {}, items: [
                {metadata: {name: b}, spec: {}}, {metadata: {name: c}, spec: {hosts: [1]}}, {metadata: {name: d}, spec: {}}]}
            - {apiVersion: v1, kind: ConfigMapList, items: null}
            - nothing
            """
        let result = self.read(text)
        #expect(result.resources.map(\.key.name) == ["a", "b", "d"])
        #expect(result.rejected.map(\.metadata.name) == ["c"])
        #expect(result.diagnostics.map(\.location?.line) == [7, 9])
        #expect(result.diagnostics.map(\.field?.description) == ["spec.hosts[0]", nil])
    }

    @Test(
        "what is no resource, or none of ours, is told",
        arguments: [
            ("just text", "GH0105", Diagnostic.Level.error),
            ("[a, b]", "GH0105", .error),
            ("a: 1", "GH0105", .error),
            ("kind: Service", "GH0105", .error),
            ("apiVersion: v1", "GH0105", .error),
            ("{apiVersion: v1, kind: [Service]}", "GH0105", .error),
            ("{apiVersion: {v1: 1}, kind: Service}", "GH0105", .error),
            ("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}", "GH0101", .info),
            ("{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a}}", "GH0101", .info),
            ("{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: a}}", "GH0101", .info),
            ("{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: a}}", "GH0101", .info),
            ("{apiVersion: networking.istio.io/v1, kind: VirtualSerivce, metadata: {name: a}}", "GH0106", .error),
            ("{apiVersion: networking.istio.io/v9, kind: Gateway, metadata: {name: a}, spec: {}}", "GH0105", .error),
            ("{apiVersion: v1, kind: Service, metadata: {name: a}}", "IST0106", .error),
            ("{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}}", "IST0106", .error),
            ("{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}, spec: null}", "IST0106", .error),
            ("{apiVersion: v1, kind: ConfigMap}", "IST0106", .error),
            ("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a}}", "IST0106", .error),
            ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a/b}}", "IST0106", .error),
            ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, spec: {}}", "IST0106", .error),
            ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {b: 1}}}", "IST0106", .error),
            ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, creationTimestamp: now}}", "IST0106", .error),
        ])
    func told(text: String, code: String, level: Diagnostic.Level) {
        let result = self.read(text)
        #expect(result.diagnostics.map(\.code) == [code])
        #expect(result.diagnostics.map(\.level) == [level])
        #expect(result.resources.isEmpty)
    }

    @Test(
        "of a kind that is passed over there remains who it is, and the labels of its Pods",
        arguments: [
            ("metadata: {name: a}", "Deployment default/a", nil),
            (
                "metadata: {name: a, namespace: b}, spec: {template: {metadata: {labels: {x: y, n: 1}}}}",
                "Deployment b/a",
                ["x": "y", "n": "1"]
            ),
            ("metadata: {name: a}, spec: {template: {metadata: {labels: [x, y]}}}", "Deployment default/a", nil),
            ("metadata: {name: a}, spec: [template]", "Deployment default/a", nil),
            ("metadata: {name: a}, spec: {template: [metadata, x]}", "Deployment default/a", nil),
            ("metadata: {name: [a]}", nil, nil), ("metadata: [a]", nil, nil), ("metadata: [name, a, b]", nil, nil),
            ("metadata: a", nil, nil), ("spec: {}", nil, nil),
        ] as [(String, String?, [String: String]?)])
    func passedOver(rest: String, key: String?, labels: [String: String]?) {
        let result = self.read("{apiVersion: apps/v1, kind: Deployment, \(rest)}")
        #expect(result.diagnostics.map(\.code) == ["GH0101"])
        #expect(result.passedOver.map(\.key.description) == [key].compactMap { $0 })
        #expect(result.passedOver.first?.podLabels == labels)
    }

    @Test("a misspelt kind is recognised")
    func misspeltKind() {
        let result = self.read("{apiVersion: networking.istio.io/v1, kind: VirtualSerivce, metadata: {name: a}}")
        #expect(result.diagnostics.first?.message.contains("did you mean `VirtualService`?") == true)
    }

    @Test("one bad document leaves the ones around it alone")
    func containment() {
        let good = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"
        let result = self.read("\(good)---\na: b: c\n---\n\(good)---\n# empty\n---\nx: [\n")
        #expect(result.resources.count == 2)
        #expect(result.diagnostics.map(\.code) == ["GH0102", "GH0102"])
        #expect(result.diagnostics.map(\.location?.line) == [5, 13])
        #expect(result.documentCount == 4)
        #expect(result.unreadableDocumentCount == 2)
    }

    @Test("findings beyond the limit are counted")
    func limit() {
        var options = ManifestOptions()
        options.maximumDiagnostics = 2
        let result = self.read(String(repeating: "a\n---\n", count: 5), options)
        #expect(result.diagnostics.map(\.code) == ["GH0105", "GH0105", "GH0108"])
        #expect(result.diagnostics.last?.message.contains("3 more") == true)
    }

    @Test("a diagnostic about a resource knows the line of a field, or of what is around it")
    func locations() throws {
        let result = self.read("# first\n" + Everything.virtualService)
        let source = try #require(result.resources.first?.source)
        let http = FieldPath.spec["http"]
        for (field, line) in [
            (FieldPath.root, 2), (FieldPath.spec, 5), (http, 9), (http[0], 10), (http[0]["match"][0]["headers"], 17),
            (http[0]["match"][0]["headers"]["x-user"], 17), (http[0]["timeout"], 36), (http[1], 63), (http[9], 9),
            (http[0]["nothing"]["at"][3], 10),
        ] {
            #expect(source.location(of: field) == SourceLocation(file: "a.yaml", line: line), "\(field)")
        }
    }
}
