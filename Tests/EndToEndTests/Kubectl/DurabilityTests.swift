import Foundation
import GatehouseTestSupport
import Testing

@Suite("What up keeps", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct DurabilityTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("durable-\(UUID())").path

    private func virtualService(_ number: Int) -> String {
        """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: vs-\(number)}
        spec:
          hosts: [h\(number).example.com]
          gateways: [gateway]
          http: [{directResponse: {status: 200}}]

        """
    }

    private func names(_ up: GatehouseUp) async throws -> Set<String> {
        let text = try await Command(try #require(Kubectl.paths.first)).run(
            ["--kubeconfig", up.kubeconfig, "get", "vs", "-o", "name"], input: "")
        return Set(text.split(separator: "\n").map(String.init))
    }

    @Test("A kill at any moment loses nothing that was acknowledged", arguments: [300])
    func kill(after count: Int) async throws {
        defer { try? FileManager.default.removeItem(atPath: self.folder) }
        let manifest = self.folder + "/many.yaml"
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
        try (0..<1000).map(self.virtualService).joined().write(
            toFile: manifest, atomically: true, encoding: .utf8)

        let up = try await GatehouseUp.start(data: self.folder + "/data")
        let kubectl = try RunningProgram(
            try #require(Kubectl.paths.first), ["--kubeconfig", up.kubeconfig, "apply", "-f", manifest])
        _ = try await kubectl.line(containing: "vs-\(count) created", within: .seconds(60))
        try await up.program.end(SIGKILL)
        try await kubectl.end()
        let acknowledged = Set(
            kubectl.lines.filter { $0.hasSuffix(" created") }.map { String($0.dropLast(" created".count)) })
        #expect(acknowledged.count > count)

        let again = try await GatehouseUp.start(data: self.folder + "/data")
        let kept = try await self.names(again)
        #expect(acknowledged.subtracting(kept).isEmpty)
        // One more may have been written and its answer lost.
        #expect(kept.count <= acknowledged.count + 1)
        try await again.program.end()
    }

    @Test("A second gateway on the same folder is refused, and says so; the first one goes on")
    func secondInstance() async throws {
        defer { try? FileManager.default.removeItem(atPath: self.folder) }
        let up = try await GatehouseUp.start(data: self.folder)
        let second = try RunningProgram(GatehouseUp.path, ["up", "--data", self.folder, "--api", "127.0.0.1:0"])
        let line = try await second.line(containing: "error:")
        #expect(line.contains(self.folder))
        #expect(try await second.end(0) ?? 0 != 0)
        #expect(try await self.names(up).isEmpty)
        try await up.program.end()
    }

    @Test("What was applied is served again after a restart")
    func restart() async throws {
        defer { try? FileManager.default.removeItem(atPath: self.folder) }
        let manifests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Manifests").path
        let up = try await GatehouseUp.start(data: self.folder)
        _ = try await Command(try #require(Kubectl.paths.first)).run(
            ["--kubeconfig", up.kubeconfig, "apply", "-f", manifests + "/addons.yaml"], input: "")
        _ = try await up.program.line(containing: "listening on")
        try await up.program.end()

        let again = try await GatehouseUp.start(data: self.folder, address: up.address)
        _ = try await again.program.line(containing: "listening on")
        let answer = try await Command("/usr/bin/curl").run(
            ["-sS", "-H", "Host: dashboard.example.com", "http://\(up.address):\(GatehouseUp.port)/"], input: "")
        #expect(answer == "dashboard")
        try await again.program.end()
    }
}
