import GatehouseTestSupport
import Testing

@Suite("kubectl and kinds that are read", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct ReadOnlyTests {
    private static let manifest = """
        apiVersion: v1
        kind: Service
        metadata: {name: a}
        spec: {ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec: {containers: [{name: c, image: i}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: a}
        spec: {host: a}
        """

    @Test("A Pod among others in a file is refused, and keeps none of them back", arguments: Kubectl.paths)
    func podAmongOthers(_ kubectl: String) async throws {
        try await GatehouseUp.with { up in
            let answer = try await Command("/bin/sh").run(
                ["-c", "'\(kubectl)' --kubeconfig '\(up.kubeconfig)' apply -f - 2>&1 || echo refused"],
                input: Self.manifest)
            #expect(answer.contains("service/a created"))
            #expect(answer.contains("destinationrule.networking.istio.io/a created"), "\(answer)")
            #expect(answer.contains("does not allow this method"), "\(answer)")
            #expect(answer.hasSuffix("refused\n"))
        }
    }
}
