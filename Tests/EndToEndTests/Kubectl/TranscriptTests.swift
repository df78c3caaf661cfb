import Foundation
import GatehouseTestSupport
import Testing

@Suite("kubectl against up", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct TranscriptTests {
    @Test(
        "What users type gives what they expect", arguments: Kubectl.paths,
        ["workshop", "objects", "patches", "refusals", "reading"])
    func transcript(_ kubectl: String, _ name: String) async throws {
        let minor = try await Kubectl.minor(of: kubectl)
        var transcript = try Transcript(named: name, minor: minor)
        let manifests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Manifests").path
        let shop = try await TestOrigin.start(name: "shop")
        try await GatehouseUp.with(arguments: ["--endpoint", "frontend:80=127.0.0.1:\(shop.port)"]) { up in
            let tools = up.data + "-tools"
            defer { try? FileManager.default.removeItem(atPath: tools) }
            try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: tools + "/kubectl", withDestinationPath: kubectl)
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            let shell = Shell(
                folder: manifests,
                environment: [
                    "KUBECONFIG": up.kubeconfig, "PATH": "\(tools):\(path)", "HOME": tools, "LC_ALL": "C",
                    "PORT": "\(GatehouseUp.port)", "NO_PROXY": "*",
                ])
            var exports = ""
            for (index, step) in transcript.steps.enumerated() {
                if step.line.hasPrefix("export ") { exports += step.line + "\n" }
                let output = Transcript.normalised(
                    try await shell.run(exports + step.line).replacingOccurrences(of: up.address, with: "INGRESS"))
                if Transcript.isRecording {
                    transcript.steps[index].output = output
                } else {
                    #expect(output == step.output, "$ \(step.line)")
                }
            }
        }
        if Transcript.isRecording { try transcript.write(named: name, minor: minor) }
        await shop.stop()
    }
}
