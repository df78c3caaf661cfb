import Testing

@testable import GatehouseManifest

@Suite("What the gateway may do in a cluster") struct PermissionTests {
    /// What the gateway asks an API server for: where, for what, and the verbs. Whoever changes what it asks for changes
    /// this, and deploy/kubernetes with it.
    static let needed: Set<String> = [
        // Reading: list and watch by the reflectors, get by whoever writes a status.
        "everywhere networking.istio.io/gateways: get list watch",
        "everywhere networking.istio.io/virtualservices: get list watch",
        "everywhere networking.istio.io/destinationrules: get list watch",
        "everywhere networking.istio.io/serviceentries: get list watch",
        "everywhere networking.istio.io/workloadentries: get list watch",
        "everywhere /services: get list watch",
        "everywhere /endpoints: get list watch",
        "everywhere /pods: get list watch",
        "everywhere /namespaces: get list watch",
        "everywhere discovery.k8s.io/endpointslices: get list watch",
        "its namespace /secrets: get list watch",
        "its namespace /configmaps: get list watch",
        // Saying what became of it.
        "everywhere networking.istio.io/gateways/status: patch update",
        "everywhere networking.istio.io/virtualservices/status: patch update",
        "everywhere networking.istio.io/destinationrules/status: patch update",
        "everywhere networking.istio.io/serviceentries/status: patch update",
        "everywhere /events: create patch",
        // One replica at a time.
        "its namespace coordination.k8s.io/leases: create",
        "its namespace coordination.k8s.io/leases gatehouse-istio-ingressgateway: get update",
    ]

    @Test("the roles grant what it asks for, and nothing else")
    func roles() throws {
        let deployed = try DeployedObjects()
        var granted: Set<String> = []
        for (kind, scope) in [("ClusterRole", "everywhere"), ("Role", "its namespace")] {
            for rule in try deployed.only(kind)["rules"]?.list ?? [] {
                let names = (rule["resourceNames"]?.texts ?? []).map { " \($0)" }
                let verbs = (rule["verbs"]?.texts ?? []).sorted().joined(separator: " ")
                #expect(rule["nonResourceURLs"] == nil)
                for group in rule["apiGroups"]?.texts ?? [] {
                    for resource in rule["resources"]?.texts ?? [] {
                        for name in names.isEmpty ? [""] : names {
                            let line = "\(scope) \(group)/\(resource)\(name): \(verbs)"
                            #expect(granted.insert(line).inserted, "granted twice: \(line)")
                        }
                    }
                }
            }
        }
        #expect(granted.subtracting(Self.needed).sorted() == [], "granted, not needed")
        #expect(Self.needed.subtracting(granted).sorted() == [], "needed, not granted")
        #expect(!granted.contains { $0.contains("*") })
    }

    @Test("every kind that resources are read of may be listed and watched, and no other")
    func kinds() {
        let read = ResourceKind.known.values.flatMap { kind in
            kind.groups.map { "\($0)/\(Self.plural(kind.name))" }
        }
        let watched = Self.needed.filter { $0.hasSuffix(": get list watch") }.compactMap {
            $0.split(separator: " ").first { $0.contains("/") }?.dropLast().description
        }
        #expect(Set(watched) == Set(read))
    }

    @Test("the roles are those of the account that the pods have")
    func bindings() throws {
        let deployed = try DeployedObjects()
        let account = try deployed.only("ServiceAccount")["metadata"]?.pairs
        for kind in ["ClusterRole", "Role"] {
            let binding = try deployed.only("\(kind)Binding")
            #expect(binding["roleRef", "kind"]?.text == kind)
            let role = try deployed.only(kind)
            #expect(binding["roleRef", "name"] == role["metadata", "name"])
            let subject = binding["subjects", "0"]?.pairs
            #expect(subject?["kind"] == "ServiceAccount")
            #expect(subject?["name"] == account?["name"])
            #expect(subject?["namespace"] == account?["namespace"])
            #expect(binding["subjects"]?.list.count == 1)
        }
        let pod = try deployed.only("Deployment")["spec", "template", "spec"]
        #expect(pod?["serviceAccountName"]?.text == account?["name"])
    }

    /// The plural of a kind, as the API spells it.
    private static func plural(_ kind: String) -> String {
        let name = kind.lowercased()
        if name.hasSuffix("s") { return name }
        return name.hasSuffix("ry") ? "\(name.dropLast())ies" : "\(name)s"
    }
}
