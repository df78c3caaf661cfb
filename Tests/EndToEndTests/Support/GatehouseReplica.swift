import Foundation
import GatehouseTestSupport

/// `gatehouse run` that follows the cluster of a kubeconfig, as one of the replicas of a gateway.
struct GatehouseReplica {
    let program: RunningProgram
    let name: String
    /// The interface of the Gateways' ports; port 80 is `GatehouseUp.port`.
    let address: String

    /// Starts it.
    static func start(_ name: String, kubeconfig: String, arguments: [String] = []) throws -> GatehouseReplica {
        let address = GatehouseUp.freeAddress()
        let program = try RunningProgram(
            GatehouseUp.path,
            [
                "run", "--kubeconfig", kubeconfig, "--address", address, "--port-map", "80=\(GatehouseUp.port)",
                "--admin", "off", "--status", "\(address):0", "--threads", "1", "--drain-duration", "0s",
            ] + arguments, environment: ["POD_NAME": name])
        return GatehouseReplica(program: program, name: name, address: address)
    }

    /// What is answered to a GET with this Host; empty for no answer.
    func answer(host: String) async throws -> String {
        try await Command("/usr/bin/curl").run(
            ["-sS", "--max-time", "10", "-H", "Host: \(host)", "http://\(self.address):\(GatehouseUp.port)/"],
            input: "")
    }

    /// What `/healthz/ready` answers.
    func readiness() async throws -> [String: String] {
        let line = try await self.program.line(containing: "health at http://")
        let url = line.split(separator: " ").last.map(String.init) ?? ""
        let text = try await Command("/usr/bin/curl").run(["-sS", "--max-time", "10", url], input: "")
        return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }
}
