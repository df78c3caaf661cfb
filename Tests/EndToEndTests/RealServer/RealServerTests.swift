import Foundation
import GatehouseTestSupport
import Testing

/// What users type against `up` gives the same against Kubernetes' own API server, save for what `Difference.all` lists.
@Suite(
    "kubectl against a real API server", .serialized, .onTheAPIServer, .overSockets,
    .enabled(if: RealServer.isPresent, "\(RealServer.hint)"))
struct RealServerTests {
    @Test("It answers as up does, but for the differences that are listed", arguments: Kubectl.paths, Transcript.names)
    func transcript(_ kubectl: String, _ name: String) async throws {
        let minor = try await Kubectl.minor(of: kubectl)
        let transcript = try Transcript(named: name, minor: minor)
        try await RealServer.with(kubectl: kubectl) { server in
            var terminal = try Terminal(kubectl: kubectl, kubeconfig: server.kubeconfig)
            defer { terminal.close() }
            for step in transcript.steps {
                let output = try await terminal.type(Self.impatient(step.line))
                let differences = Difference.all.filter { $0.concerns(name, step.line, minor: minor) }
                let (expected, stale) = Difference.applying(differences, to: step.output)
                #expect(stale.isEmpty, "these are no differences any more")
                #expect(Transcript.normalised(output, ingress: server.address) == expected, "$ \(step.line)")
            }
        }
        // What concerns no step is not looked at above.
        for difference in Difference.all where difference.transcript == name {
            let hasStep = transcript.steps.contains { $0.line.hasPrefix(difference.step) }
            #expect(hasStep, "there is no such step: \(difference)")
        }
    }

    /// A line that does not wait for what nobody does there: no gateway serves, and none writes statuses.
    private static func impatient(_ line: String) -> String {
        line.replacingOccurrences(of: "--timeout=20s", with: "--timeout=1s")
            .replacingOccurrences(of: "--retry 5", with: "--retry 1")
    }
}
