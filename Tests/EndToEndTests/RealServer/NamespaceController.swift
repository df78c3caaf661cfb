import Foundation
import GatehouseTestSupport

/// Finishes the deletion of namespaces, which is a controller's task in a cluster and not the API server's.
struct NamespaceController {
    /// What tests make in namespaces.
    private static let kinds =
        "gateways.networking.istio.io,virtualservices.networking.istio.io,services,endpoints,configmaps,secrets,leases"

    private let kubectl: String
    private let kubeconfig: String
    private let watch: RunningProgram

    init(kubectl: String, kubeconfig: String) throws {
        self.kubectl = kubectl
        self.kubeconfig = kubeconfig
        self.watch = try RunningProgram(
            kubectl,
            [
                "--kubeconfig", kubeconfig, "get", "namespaces", "--watch", "--no-headers", "-o",
                "custom-columns=NAME:.metadata.name,PHASE:.status.phase",
            ])
    }

    /// Empties every namespace that is to go and lets it go, until it is cancelled.
    func run() async throws {
        var read = 0
        while !Task.isCancelled {
            let line = try? await self.watch.line(containing: " Terminating", from: read, within: .seconds(600))
            guard let line, let index = self.watch.lines.dropFirst(read).firstIndex(of: line) else { return }
            read = index + 1
            if let name = line.split(separator: " ").first { try await self.finish(String(name)) }
        }
    }

    func end() async throws { try await self.watch.end() }

    private func finish(_ name: String) async throws {
        let kubectl = Command(self.kubectl)
        _ = try await kubectl.run(
            ["--kubeconfig", self.kubeconfig, "delete", Self.kinds, "--all", "-n", name, "--timeout=20s"],
            input: "")
        let namespace = """
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\(name)"}, "spec": {"finalizers": []}}
            """
        _ = try await kubectl.run(
            ["--kubeconfig", self.kubeconfig, "replace", "--raw", "/api/v1/namespaces/\(name)/finalize", "-f", "-"],
            input: namespace)
    }
}
