import GatehouseTestSupport
import Testing

@Suite("kubectl and statuses", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct StatusTests {
    private static let gateway = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: g}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
        """

    private static let untrue = """
        {"status": {"conditions": [{"type": "Programmed", "status": "False", "reason": "No", "message": "no",
         "lastTransitionTime": "2026-01-01T00:00:00Z", "observedGeneration": 1}]}}
        """

    @Test(
        "A status that somebody takes away or makes untrue is put right", arguments: Kubectl.paths,
        [#"{"status": null}"#, Self.untrue])
    func restored(_ kubectl: String, _ patch: String) async throws {
        // Before that kubectl had no --subresource.
        guard try await Kubectl.minor(of: kubectl) >= 24 else { return }
        try await GatehouseUp.with { up in
            func run(_ arguments: String..., input: String = "") async throws -> String {
                try await Command(kubectl).run(["--kubeconfig", up.kubeconfig] + arguments, input: input)
            }
            let wait = ["wait", "gateway/g", "--for=condition=Programmed", "--timeout=60s"]
            _ = try await run("apply", "-f", "-", input: Self.gateway)
            _ = try await Command(kubectl).run(["--kubeconfig", up.kubeconfig] + wait, input: "")
            _ = try await run("patch", "gateway", "g", "--subresource=status", "--type=merge", "-p", patch)
            _ = try await Command(kubectl).run(["--kubeconfig", up.kubeconfig] + wait, input: "")
            let message = "jsonpath={.status.conditions[?(@.type=='Programmed')].reason}"
            #expect(try await run("get", "gateway", "g", "-o", message) == "Programmed")
        }
    }
}
