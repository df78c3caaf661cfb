import Foundation
import GatehouseTestSupport
import Testing

/// The same script against both servers, with the same expectations.
@Suite(
    "The Python client", .overSockets,
    .enabled("`import kubernetes` fails in the interpreter of GATEHOUSE_TEST_PYTHON, or in python3") {
        try await Python.hasClient()
    })
struct AutomationTests {
    @Test("Automation finds up as it finds a cluster")
    func up() async throws {
        try await GatehouseUp.with { up in
            let output = try await Python.runAutomation(kubeconfig: up.kubeconfig)
            #expect(output.hasSuffix("status 0\n"), "\(output)")
        }
    }

    @Test(
        "Automation finds a real API server so", .onTheAPIServer,
        .enabled(if: RealServer.isPresent, "\(RealServer.hint)"))
    func realServer() async throws {
        try await RealServer.with(kubectl: try #require(Kubectl.paths.first)) { server in
            let output = try await Python.runAutomation(kubeconfig: server.kubeconfig)
            #expect(output.hasSuffix("status 0\n"), "\(output)")
        }
    }
}

/// The Python that automation runs in.
enum Python {
    private static let interpreter = ProcessInfo.processInfo.environment["GATEHOUSE_TEST_PYTHON"] ?? "python3"

    /// Whether the client can be imported.
    static func hasClient() async throws -> Bool {
        try await Self.run("-c 'import kubernetes'", kubeconfig: "").hasSuffix("status 0\n")
    }

    /// What the script prints, and then its exit status.
    static func runAutomation(kubeconfig: String) async throws -> String {
        try await Self.run("automation.py", kubeconfig: kubeconfig)
    }

    private static func run(_ arguments: String, kubeconfig: String) async throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
        let shell = Shell(
            folder: folder, environment: ["KUBECONFIG": kubeconfig, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"])
        return try await shell.run("'\(Self.interpreter)' \(arguments)\necho \"status $?\"")
    }
}
