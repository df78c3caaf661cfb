import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("Upgrades to WebSocket", .overSockets)
struct UpgradeTests {
    /// Which of the two connections are encrypted.
    struct Hops: Sendable, CustomTestStringConvertible {
        var isDownstreamSecure: Bool
        var isUpstreamSecure: Bool
        var testDescription: String {
            "\(self.isDownstreamSecure ? "TLS" : "plaintext") to \(self.isUpstreamSecure ? "TLS" : "plaintext")"
        }
    }

    /// An origin that agrees, says something at once, and then sends back what it gets.
    private static func origin(_ hops: Hops, bytes: Int) async throws -> RawOrigin {
        let tls = try hops.isUpstreamSecure ? ServerTLS(identity: TestTLS.server("a.example")) : nil
        return try await RawOrigin.start(tls: tls) { connection, _ in
            if hops.isUpstreamSecure { _ = try await connection.tls() }
            _ = try await connection.readRequest()
            try await connection.write(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello")
            var left = bytes
            while left > 0 {
                let part = try await connection.take { received, _ in
                    received.isEmpty ? nil : (received.count, received)
                }
                left -= part.count
                try await connection.write(part)
            }
            _ = try await connection.end()
        }
    }

    private static func gateway(_ hops: Hops, _ port: Int) async throws -> Gateway {
        let tls =
            hops.isUpstreamSecure
            ? ClientTLSPlan(trust: .authorities(PeerCertificatePlan(try TestTLS.root()))) : nil
        let clusters = [Gateway.cluster(speaking: .http1, tls: tls)]
        let identity = IdentityPlan(try TestTLS.server("a.example"))
        let chain = Gateway.chain(
            ["a.example"], ServerTLSPlan(identities: [identity], clientCertificates: .none), [Gateway.forward()])
        let plan =
            hops.isDownstreamSecure
            ? Gateway.plan(chains: [chain], clusters: clusters)
            : Gateway.plan([Gateway.forward()], clusters: clusters)
        return try await Gateway.start(plan, endpoints: Gateway.endpoints([port]), isLogged: true)
    }

    @Test(
        "A16: both directions are passed on as they are, each over TLS where its side is, small parts and large",
        arguments: [
            Hops(isDownstreamSecure: false, isUpstreamSecure: false),
            Hops(isDownstreamSecure: false, isUpstreamSecure: true),
            Hops(isDownstreamSecure: true, isUpstreamSecure: false),
            Hops(isDownstreamSecure: true, isUpstreamSecure: true),
        ])
    func both(_ hops: Hops) async throws {
        let parts = [1, 5000, 300_000, 20].map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0) }
        let origin = try await Self.origin(hops, bytes: parts.reduce(0) { $0 + $1.count })
        let gateway = try await Self.gateway(hops, origin.port)
        let client = try await RawClient.connect(
            to: gateway.port, tls: hops.isDownstreamSecure ? ClientTLS(serverName: "a.example") : nil)
        try await client.write(
            "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        #expect(try await client.read(through: "hello").hasPrefix("HTTP/1.1 101"))
        for part in parts {
            try await client.write(part)
            let echo = try await client.read { $0.count >= part.count }
            let isSame = echo == part
            #expect(isSame, "\(part.count) bytes")
        }
        await client.close()
        let log = await gateway.stop()
        #expect(log.map(\.code) == [101])
        await origin.stop()
    }
}
