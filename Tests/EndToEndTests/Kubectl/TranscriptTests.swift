import GatehouseTestSupport
import Testing

@Suite("kubectl against up", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct TranscriptTests {
    @Test("What users type gives what they expect", arguments: Kubectl.paths, Transcript.names)
    func transcript(_ kubectl: String, _ name: String) async throws {
        let minor = try await Kubectl.minor(of: kubectl)
        var transcript = try Transcript(named: name, minor: minor)
        let shop = try await TestOrigin.start(name: "shop")
        try await GatehouseUp.with(arguments: ["--endpoint", "frontend:80=127.0.0.1:\(shop.port)"]) { up in
            var terminal = try Terminal(kubectl: kubectl, kubeconfig: up.kubeconfig)
            defer { terminal.close() }
            for (index, step) in transcript.steps.enumerated() {
                let output = Transcript.normalised(try await terminal.type(step.line), ingress: up.address)
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
