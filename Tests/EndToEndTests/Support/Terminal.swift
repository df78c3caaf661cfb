import Foundation

/// Where users type: a shell in the folder of the manifests, with one kubectl on its PATH and a home of its own.
struct Terminal {
    private let home: String
    private let shell: Shell
    /// The exports that were typed. Every line has a shell of its own, to which they are said again.
    private var exports = ""

    init(kubectl: String, kubeconfig: String) throws {
        self.home = FileManager.default.temporaryDirectory.appendingPathComponent("terminal-\(UUID())").path
        let tools = self.home + "/bin"
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: tools + "/kubectl", withDestinationPath: kubectl)
        let manifests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Manifests").path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        self.shell = Shell(
            folder: manifests,
            environment: [
                "KUBECONFIG": kubeconfig, "PATH": "\(tools):\(path)", "HOME": self.home, "LC_ALL": "C",
                "PORT": "\(GatehouseUp.port)", "NO_PROXY": "*",
            ])
    }

    /// What a line prints, on both outputs.
    mutating func type(_ line: String) async throws -> String {
        if line.hasPrefix("export ") { self.exports += line + "\n" }
        return try await self.shell.run(self.exports + line)
    }

    func close() { try? FileManager.default.removeItem(atPath: self.home) }
}
