import Foundation
import GatehouseTestSupport
import Testing

/// The gateway with the roles of `deploy/kubernetes`, on Kubernetes' own API server.
@Suite(
    "The roles of a cluster's gateway", .serialized, .onTheAPIServer, .overSockets,
    .enabled(if: RealServer.isPresent, "\(RealServer.hint)"))
struct LeastPrivilegeTests {
    /// A VirtualService that is stored, as nothing validates here, and that the gateway refuses.
    private static let refused = """
        ---
        apiVersion: networking.istio.io/v1beta1
        kind: VirtualService
        metadata: {name: refused}
        spec: {hosts: [], gateways: [gateway]}

        """

    /// What whoever gets hold of the gateway's token can't do.
    private static let forbidden = [
        "get secrets -n default", "get secrets -A", "get configmaps -n default", "get nodes", "get serviceaccounts",
        "delete secret any -n istio-system", "delete virtualservice dashboard", "delete pod any",
        "annotate virtualservice dashboard a=b", "label service istio-ingressgateway a=b -n istio-system",
        "patch gateway gateway --type=merge -p '{\"spec\":{\"servers\":[]}}'", "create namespace another",
        "create configmap another -n istio-system", "create clusterrolebinding a --clusterrole=cluster-admin --user=b",
        "delete lease gatehouse-istio-ingressgateway -n istio-system", "get lease another -n istio-system",
        "get lease gatehouse-istio-ingressgateway -n default", "get events",
        "create --raw /api/v1/namespaces/istio-system/serviceaccounts/istio-ingressgateway/token -f token.json",
    ]

    @Test("They are enough to serve, to write status and Events and to hold the Lease, and for nothing else")
    func roles() async throws {
        let kubectl = try #require(Kubectl.paths.last)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roles-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await RealServer.with(kubectl: kubectl) { server in
            let admin = Account(kubectl: kubectl, kubeconfig: server.kubeconfig, folder: folder.path)
            try await admin.deploy()
            let gateway = try await admin.gateway()
            let manifests = Dashboard.manifests(version: "v1beta1", body: "served") + Self.refused
            _ = try await admin.kubectl("apply -f -", input: manifests)

            let replica = try GatehouseReplica.start("one", kubeconfig: gateway.kubeconfig)
            defer { replica.program.signal(SIGKILL) }
            _ = try await replica.program.line(containing: "this replica leads now")
            _ = try await replica.program.line(containing: "listening on")
            #expect(try await replica.answer(host: Dashboard.host) == "served")
            let wait = try await admin.kubectl(
                "wait --for=condition=Programmed --timeout=30s gateway/gateway virtualservice/dashboard")
            #expect(wait.contains("virtualservice.networking.istio.io/dashboard condition met"))
            #expect(
                try await admin.kubectl("wait --for=condition=Accepted=false --timeout=30s virtualservice/refused")
                    .contains("condition met"))
            let reporters = try await admin.kubectl("get events -o jsonpath='{.items[*].source.host}'")
            #expect(Set(reporters.split(separator: " ")) == ["one"])
            #expect(!replica.program.lines.contains { $0.contains("orbidden") })

            for line in Self.forbidden {
                let answer = try await gateway.kubectl(line)
                #expect(
                    answer.contains("forbidden: User \"system:serviceaccount:istio-system:istio-ingressgateway\""),
                    "\(line): \(answer)")
            }
            try await replica.program.end()
            #expect(
                try await admin.kubectl(
                    "get lease gatehouse-istio-ingressgateway -n istio-system -o jsonpath='{.spec.holderIdentity}'"
                ).isEmpty, "it gives its Lease back")
            try await admin.withdraw()
        }
    }
}

/// Somebody with a kubeconfig.
private struct Account {
    let kubectl: String
    let kubeconfig: String
    let folder: String

    private static let deployment = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("deploy/kubernetes").path
    private static let roles = ["service-account", "cluster-role", "role"].map { "-f \(Self.deployment)/\($0).yaml" }
        .joined(separator: " ")

    /// What kubectl says, on both outputs.
    func kubectl(_ line: String, input: String = "") async throws -> String {
        try Data(input.utf8).write(to: URL(fileURLWithPath: self.folder + "/input"))
        return try await Shell(folder: self.folder, environment: ["KUBECONFIG": self.kubeconfig]).run(
            "'\(self.kubectl)' \(line) <input")
    }

    func deploy() async throws {
        let answer = try await self.kubectl("apply \(Self.roles)")
        #expect(answer.split(separator: "\n").count { $0.hasSuffix("created") } == 5, "\(answer)")
    }

    func withdraw() async throws { _ = try await self.kubectl("delete \(Self.roles)") }

    /// The gateway's service account, with a token as a pod of it gets one.
    func gateway() async throws -> Account {
        try Data(#"{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}"#.utf8).write(
            to: URL(fileURLWithPath: self.folder + "/token.json"))
        let answer = try await self.kubectl(
            "create --raw /api/v1/namespaces/istio-system/serviceaccounts/istio-ingressgateway/token -f token.json")
        let request = try JSONDecoder().decode(TokenRequest.self, from: Data(answer.utf8))
        let copy = self.folder + "/gateway.kubeconfig"
        var config = try JSONSerialization.jsonObject(
            with: Data(try await self.kubectl("config view --raw --flatten --minify -o json").utf8))
        if var members = config as? [String: Any], let clusters = members["clusters"] as? [[String: Any]] {
            members["users"] = [["name": "gateway", "user": ["token": request.status.token]]]
            members["contexts"] = [
                ["name": "gateway", "context": ["cluster": clusters.first?["name"], "user": "gateway"]]
            ]
            members["current-context"] = "gateway"
            config = members
        }
        // kubectl reads it as YAML 1.1, which has no escaped slashes.
        try JSONSerialization.data(withJSONObject: config, options: .withoutEscapingSlashes).write(
            to: URL(fileURLWithPath: copy))
        return Account(kubectl: self.kubectl, kubeconfig: copy, folder: self.folder)
    }

    private struct TokenRequest: Decodable {
        struct Status: Decodable { var token: String }
        var status: Status
    }
}
