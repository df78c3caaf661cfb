import GatehouseModel
import Testing

@testable import GatehouseManifest

@Suite("The manifests of the gateway itself") struct DeploymentTests {
    private static let deployed = Result { try DeployedObjects() }

    @Test("every file is an object with a name, and the kustomization has them all")
    func files() throws {
        let deployed = try Self.deployed.get()
        #expect(deployed.files.count >= 9)
        for object in deployed.objects {
            #expect(object["apiVersion"]?.text?.isEmpty == false)
            #expect(object["metadata", "name"]?.text?.isEmpty == false)
            let isOfCluster = ["Namespace", "ClusterRole", "ClusterRoleBinding"].contains(object["kind"]?.text ?? "")
            #expect((object["metadata", "namespace"]?.text == "istio-system") == !isOfCluster)
        }
        let listed = try #require(deployed.kustomization)["resources"]?.texts ?? []
        #expect(Set(listed) == Set(deployed.files.keys).subtracting(["kustomization.yaml"]))
        #expect(listed.count == Set(listed).count)
    }

    @Test("the gateway reads them itself, and finds nothing wrong")
    func readByTheGateway() throws {
        for (name, bytes) in try Self.deployed.get().files {
            let result = ManifestReader(options: ManifestOptions(unknownFields: .error)).read(bytes: bytes, file: name)
            // GH0101: the gateway has no use for the kind.
            #expect(result.diagnostics.filter { $0.code != "GH0101" }.map(\.message) == [])
            #expect(result.unreadableDocumentCount == 0)
        }
    }

    @Test("Gateways, the Service and everything else select the same pods")
    func labels() throws {
        let deployed = try Self.deployed.get()
        let deployment = try deployed.only("Deployment")
        let labels = try #require(deployment["spec", "template", "metadata", "labels"]).pairs
        #expect(labels == ["app": "istio-ingressgateway", "istio": "ingressgateway"])
        #expect(deployment["spec", "selector", "matchLabels"]?.pairs == labels)
        let service = try deployed.only("Service")
        #expect(service["spec", "selector"]?.pairs == labels)
        let budget = try deployed.only("PodDisruptionBudget")
        #expect(budget["spec", "selector", "matchLabels"]?.pairs == labels)
        for constraint in deployment["spec", "template", "spec", "topologySpreadConstraints"]?.list ?? [] {
            #expect(constraint["labelSelector", "matchLabels"]?.pairs == labels)
        }
        let argument = try #require(try Self.arguments()["--labels"])
        let stated = argument.split(separator: ",").map { $0.split(separator: "=").map(String.init) }
        #expect(Dictionary(uniqueKeysWithValues: stated.map { ($0[0], $0[1]) }) == labels)
        let target = try #require(try deployed.only("HorizontalPodAutoscaler")["spec", "scaleTargetRef"]).pairs
        #expect(target["kind"] == "Deployment")
        #expect(target["name"] == deployment["metadata", "name"]?.text)
    }

    @Test("the Service's target ports are the container's, and none of them needs a privilege")
    func ports() throws {
        let service = try Self.deployed.get().only("Service")
        let opened = try Self.container()["ports"]?.list.compactMap { $0["containerPort"]?.text } ?? []
        let targets = service["spec", "ports"]?.list.compactMap { $0["targetPort"]?.text } ?? []
        #expect(Set(targets) == Set(opened))
        #expect(service["spec", "ports"]?.list.compactMap { $0["port"]?.text } == ["15021", "80", "443"])
        for port in opened { #expect(try #require(Int(port)) >= 1024) }
    }

    @Test("there is time to drain, and the probes ask where the gateway answers")
    func ending() throws {
        let arguments = try Self.arguments()
        let container = try Self.container()
        let deployment = try Self.deployed.get().only("Deployment")
        let drain = try #require((arguments["--drain-duration"]?.dropLast()).flatMap { Int($0) })
        let pause = try #require((container["lifecycle", "preStop", "exec", "command"]?.texts.last).flatMap { Int($0) })
        let grace = deployment["spec", "template", "spec", "terminationGracePeriodSeconds"]?.text
        #expect(try #require(grace.flatMap { Int($0) }) > drain + pause)
        for (probe, path) in [("readinessProbe", "/healthz/ready"), ("livenessProbe", "/healthz/live")] {
            #expect(container[probe, "httpGet", "path"]?.text == path)
            #expect(container[probe, "httpGet", "port"]?.text == "status-port")
        }
        let status = container["ports"]?.list.first { $0["name"]?.text == "status-port" }?["containerPort"]?.text
        #expect(arguments["--status"]?.hasSuffix(":\(status ?? "none")") == true)
    }

    @Test("the container has no privilege that it could do without")
    func privileges() throws {
        let pod = try #require(try Self.deployed.get().only("Deployment")["spec", "template", "spec"])
        #expect(pod["securityContext", "runAsNonRoot"]?.text == "true")
        #expect(pod["hostNetwork"] == nil)
        let context = try #require(try Self.container()["securityContext"])
        #expect(context["allowPrivilegeEscalation"]?.text == "false")
        #expect(context["readOnlyRootFilesystem"]?.text == "true")
        #expect(context["capabilities", "drop"]?.texts == ["ALL"])
        #expect(context["capabilities", "add"] == nil)
    }

    private static func container() throws -> DeployedValue {
        let deployment = try Self.deployed.get().only("Deployment")
        return try #require(deployment["spec", "template", "spec", "containers", "0"])
    }

    /// The options by name.
    private static func arguments() throws -> [String: String] {
        var options: [String: String] = [:]
        for argument in try Self.container()["args"]?.texts ?? [] {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            options[parts[0]] = parts.count > 1 ? parts[1] : ""
        }
        return options
    }
}
