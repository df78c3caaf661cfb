import Foundation
import GatehouseTestSupport
import Testing

@Suite("kubectl and whom objects belong to", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct OwnershipTests {
    /// Runs one kubectl against a gateway of its own.
    private func with(
        _ kubectl: String, _ body: (_ run: ([String], String) async throws -> String) async throws -> Void
    ) async throws {
        try await GatehouseUp.with { up in
            try await body { arguments, input in
                try await Command(kubectl).run(["--kubeconfig", up.kubeconfig] + arguments, input: input)
            }
        }
    }

    private func child(_ name: String, of owner: String, uid: String) -> String {
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: \(name)
          ownerReferences:
          - {apiVersion: v1, kind: ConfigMap, name: \(owner), uid: \(uid), blockOwnerDeletion: true}
        """
    }

    @Test("What an object owns goes first or stays, as --cascade says", arguments: Kubectl.paths)
    func cascade(_ kubectl: String) async throws {
        try await self.with(kubectl) { run in
            for (owner, policy) in [("a", "foreground"), ("b", "orphan")] {
                _ = try await run(["create", "configmap", owner], "")
                let uid = try await run(["get", "configmap", owner, "-o", "jsonpath={.metadata.uid}"], "")
                _ = try await run(["apply", "-f", "-"], self.child("\(owner)-child", of: owner, uid: uid))
                // kubectl waits until the owner is gone.
                _ = try await run(["delete", "configmap", owner, "--cascade=\(policy)"], "")
            }
            let names = "jsonpath={.items[*].metadata.name} {.items[*].metadata.ownerReferences}"
            let left = try await run(["get", "configmaps", "-o", names], "")
            #expect(left == "b-child ")
        }
    }

    @Test("Whoever has the token may do everything, and is told so", arguments: Kubectl.paths)
    func access(_ kubectl: String) async throws {
        let minor = try await Kubectl.minor(of: kubectl)
        try await self.with(kubectl) { run in
            for question in [["get", "pods"], ["delete", "gateways", "-A"], ["get", "/metrics"]] {
                let answer = try await run(["auth", "can-i"] + question, "")
                #expect(answer.contains("yes"), "\(question)")
            }
            let all = try await run(["auth", "can-i", "--list"], "")
            #expect(all.contains("*.*"))
            guard minor >= 28 else { return }
            let user = try await run(["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"], "")
            #expect(user == "admin")
        }
    }
}
