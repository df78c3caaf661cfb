import Foundation
import GatehouseTestSupport

/// `gatehouse up` as its users run it: the program, with a folder and an address of its own.
struct GatehouseUp {
    let program: RunningProgram
    /// The folder of `--data`.
    let data: String
    /// The interface of the Gateways' ports: a loopback address that is nobody else's, so that ports can be as in the
    /// examples of users.
    let address: String

    /// The program, built with the tests.
    static var path: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("gatehouse")
            .path
    }

    /// Where port 80 of the Gateways is.
    static let port = 8080

    var kubeconfig: String { self.data + "/kubeconfig" }

    /// A loopback address that is not used otherwise.
    static func freeAddress() -> String {
        "127.\(Int.random(in: 2...250)).\(Int.random(in: 0...250)).\(Int.random(in: 2...250))"
    }

    /// Starts it, and waits until the API listens.
    static func start(
        data: String, address: String = freeAddress(), arguments: [String] = []
    ) async throws -> GatehouseUp {
        let program = try RunningProgram(
            self.path,
            [
                "up", "--data", data, "--address", address, "--port-map", "80=\(self.port)", "--api", "127.0.0.1:0",
                "--admin", "off", "--status", "off", "--threads", "1", "--drain-duration", "0s",
            ] + arguments)
        do {
            _ = try await program.line(containing: "API at https://")
        } catch {
            try await program.end(SIGKILL)
            throw error
        }
        return GatehouseUp(program: program, data: data, address: address)
    }

    /// Runs `body` with a gateway on an empty folder, which is gone afterwards.
    static func with(arguments: [String] = [], _ body: (GatehouseUp) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("up-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let up = try await GatehouseUp.start(data: folder, arguments: arguments)
        do {
            try await body(up)
        } catch {
            try await up.program.end(SIGKILL)
            throw error
        }
        try await up.program.end()
    }
}
