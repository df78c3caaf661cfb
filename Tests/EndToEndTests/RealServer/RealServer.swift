import Foundation
import GatehouseTestSupport

/// The Kubernetes API server that the environment names, made to look as `up` does when it starts.
///
/// It is to be a server without nodes and controllers: what tests find in its namespace `default` they remove.
struct RealServer {
    /// Why tests against it may be skipped.
    static let hint = "GATEHOUSE_TEST_KUBECONFIG names no kubeconfig of an API server, or there is no kubectl"

    static var kubeconfig: String? { ProcessInfo.processInfo.environment["GATEHOUSE_TEST_KUBECONFIG"] }
    static var isPresent: Bool { Self.kubeconfig != nil && !Kubectl.paths.isEmpty }

    /// Why a server is no place for these tests.
    struct Unfit: Error, CustomStringConvertible {
        let description: String
    }

    let kubeconfig: String
    /// The address that the Service of the gateway says; nobody listens there.
    let address = GatehouseUp.freeAddress()
    private let kubectl: String

    /// Runs `body` on an empty server, with what a cluster's controllers would do for the API being done.
    static func with(kubectl: String, _ body: (RealServer) async throws -> Void) async throws {
        let server = RealServer(kubeconfig: Self.kubeconfig ?? "", kubectl: kubectl)
        try await server.refuseClusters()
        let controller = try NamespaceController(kubectl: kubectl, kubeconfig: server.kubeconfig)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await controller.run() }
                try await server.define()
                try await server.empty()
                try await server.makeIngress()
                try await body(server)
                try await server.empty()
                group.cancelAll()
            }
        } catch {
            try await controller.end()
            throw error
        }
        try await controller.end()
    }

    private func run(_ arguments: String..., input: String = "") async throws -> String {
        try await Command(self.kubectl).run(["--kubeconfig", self.kubeconfig] + arguments, input: input)
    }

    /// Nobody names a cluster that is in use by mistake.
    private func refuseClusters() async throws {
        let nodes = try await self.run("get", "nodes", "-o", "name")
        guard nodes.isEmpty else {
            throw Unfit(
                description: """
                    GATEHOUSE_TEST_KUBECONFIG names a cluster with nodes, which these tests would take the contents of; \
                    name an API server that runs alone
                    """)
        }
    }

    /// Has Istio's kinds served, and waits until clients find them described.
    private func define() async throws {
        // Other tests may have defined the kinds in their way.
        _ = try await self.run(
            "apply", "--server-side", "--force-conflicts", "-f", "-", input: TrafficDefinitions.manifest)
        let deadline = ContinuousClock.now + .seconds(60)
        // Nothing tells when a server has taken definitions into its documents, so it is asked again.
        while !(try await self.run("get", "--raw", "/openapi/v2").contains(TrafficDefinitions.sign)) {
            guard ContinuousClock.now < deadline else { throw Unfit(description: "it does not take definitions in") }
        }
        guard try await self.run("api-resources", "--api-group", "networking.istio.io", "-o", "name").contains("vir")
        else { throw Unfit(description: "it does not serve what was defined") }
    }

    /// Removes what tests have made.
    private func empty() async throws {
        let kinds = "gateways.networking.istio.io,virtualservices.networking.istio.io"
        _ = try await self.run("delete", kinds, "--all", "-A")
        _ = try await self.run("delete", "deployments.apps", "-n", "default", "--all")
        _ = try await self.run("delete", "services", "-n", "default", "-l", "component!=apiserver")
        _ = try await self.run("delete", "services", "-n", "istio-system", "--all")
        let names = try await self.run("get", "namespaces", "-o", "name").split(separator: "\n").map(String.init)
        for name in names where name != "namespace/default" && !name.hasPrefix("namespace/kube-") {
            _ = try await self.run("delete", name)
        }
    }

    /// The gateway's namespace and Service, with the address that a provider of load balancers would write.
    private func makeIngress() async throws {
        _ = try await self.run("create", "namespace", "istio-system")
        let service = """
            {"apiVersion": "v1", "kind": "Service",
             "metadata": {"name": "istio-ingressgateway", "namespace": "istio-system"},
             "spec": {"type": "LoadBalancer", "ports": [{"name": "http", "port": 80}]}}
            """
        _ = try await self.run("create", "-f", "-", input: service)
        let made = try await self.run("get", "service", "istio-ingressgateway", "-n", "istio-system", "-o", "json")
        let path = "/api/v1/namespaces/istio-system/services/istio-ingressgateway/status"
        let status = #""loadBalancer": {"ingress": [{"ip": "\#(self.address)"}]}"#
        _ = try await self.run(
            "replace", "--raw", path, "-f", "-",
            input: made.replacingOccurrences(of: #""loadBalancer": {}"#, with: status))
    }
}
