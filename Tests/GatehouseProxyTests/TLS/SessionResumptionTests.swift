import Foundation
import GatehousePlan
import GatehouseTestSupport
import Testing

/// Resumption by a client that is not of the same library.
@Suite("TLS sessions", .enabled(if: OpenSSL.isPresent, "there is no openssl command"))
struct SessionResumptionTests {
    @Test("a client comes back with its session instead of a new handshake", arguments: ["-tls1_2", "-tls1_3"])
    func resumption(_ version: String) async throws {
        let plan = ServerTLSPlan(identities: [IdentityPlan(try TestTLS.server("a.example"))])
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [Gateway.chain(["*"], plan, [Gateway.direct("one")])]))
        let session = FileManager.default.temporaryDirectory.appendingPathComponent("session-\(UUID()).pem")
        defer { try? FileManager.default.removeItem(at: session) }
        let first = try await OpenSSL.get(from: gateway.port, version, "-sess_out", session.path)
        #expect(first.contains("New, TLSv1"))
        #expect(first.contains("one"))
        let second = try await OpenSSL.get(from: gateway.port, version, "-sess_in", session.path)
        #expect(second.contains("Reused, TLSv1"))
        #expect(second.contains("one"))
        await gateway.stop()
    }
}

/// The `openssl` command.
enum OpenSSL {
    private static let path = "/usr/bin/openssl"

    static var isPresent: Bool { FileManager.default.isExecutableFile(atPath: self.path) }

    /// What `s_client` prints when it asks for a page.
    static func get(from port: Int, _ options: String...) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: self.path)
        process.arguments =
            ["s_client", "-connect", "127.0.0.1:\(port)", "-servername", "a.example", "-ign_eof"] + options
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n".utf8))
        try input.fileHandleForWriting.close()
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let data = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}
