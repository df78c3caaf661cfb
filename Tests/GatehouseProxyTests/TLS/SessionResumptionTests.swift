import Foundation
import GatehousePlan
import GatehouseTestSupport
import Testing

/// Resumption by a client that is not of the same library.
@Suite("TLS sessions", .overSockets, .enabled(if: OpenSSL.isPresent, "there is no openssl command"))
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
