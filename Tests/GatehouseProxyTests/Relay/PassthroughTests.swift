import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("TLS passed through", .overSockets)
struct PassthroughTests {
    private static func gateway(_ ports: [String: Int], beside chains: [TLSChainPlan] = []) async throws -> Gateway {
        var clusters: [ClusterPlan] = []
        var endpoints: [String: EndpointSet] = [:]
        var all = chains
        for (name, port) in ports.sorted(by: { $0.key < $1.key }) {
            var cluster = Gateway.cluster()
            cluster.name = "outbound|443||\(name)"
            endpoints[cluster.name] = EndpointSet(endpoints: [Endpoint(address: "127.0.0.1", port: port)])
            let route = ConnectionRoutePlan(
                destinations: [
                    WeightedDestination(
                        host: name, port: 443, clusterName: cluster.name, cluster: ClusterID(clusters.count), weight: 1)
                ], origin: Gateway.origin)
            clusters.append(cluster)
            all.append(
                TLSChainPlan(
                    serverNames: [HostPattern(name)], protocolName: "TLS", content: .passthrough(route),
                    origins: [Gateway.origin]))
        }
        return try await Gateway.start(
            Gateway.plan(chains: all, clusters: clusters), endpoints: endpoints, isLogged: true)
    }

    @Test("L2: the server name chooses the destination, which terminates TLS itself")
    func byServerName() async throws {
        let one = try await HTTP2Origin.start(
            name: "one", tls: ServerTLS(identity: try TestTLS.server("one.example"), applicationProtocols: ["h2"]))
        let two = try await TestOrigin.start(name: "two", tls: ServerTLS(identity: try TestTLS.server("two.example")))
        let gateway = try await Self.gateway(["one.example": one.port, "*.example": two.port])
        let client = try await HTTP2Peer.connect(
            to: gateway.port, tls: ClientTLS(serverName: "one.example", authority: try TestTLS.root()))
        #expect(try await client.response("/", host: "whatever").backend == "one")
        #expect(one.peers.map(\.serverName) == ["one.example"])
        await client.close()
        let other = try await RawClient.get(
            "/", from: gateway.port, host: "whatever",
            tls: ClientTLS(serverName: "two.example", authority: try TestTLS.root()))
        #expect(other.backend == "two")
        let log = await gateway.stop()
        #expect(log.count == 2)
        #expect(log.map { $0["requested_server_name"]?.string } == ["one.example", "two.example"])
        #expect(log.map { $0["upstream_cluster"]?.string } == ["outbound|443||one.example", "outbound|443||*.example"])
        await one.stop()
        await two.stop()
    }

    @Test("the destination gets the client's own hello, byte for byte, also when it comes byte by byte")
    func verbatim() async throws {
        let hello = try await Self.hello(for: "a.example")
        let seen = Watched<[UInt8]>([])
        let origin = try await RawOrigin.start { connection, _ in
            let bytes = try await connection.read { $0.count == hello.count }
            seen.change { $0 = bytes }
            try await connection.write("anything")
        }
        let gateway = try await Self.gateway(["a.example": origin.port])
        for isDripped in [false, true] {
            seen.change { $0 = [] }
            let client = try await RawClient.connect(to: gateway.port)
            if isDripped {
                for byte in hello { try await client.write(CollectionOfOne(byte)) }
            } else {
                try await client.write(hello)
            }
            #expect(try await client.read(through: "anything") == "anything")
            #expect(seen.current == hello)
            await client.close()
        }
        await gateway.stop()
        await origin.stop()
    }

    @Test("G13: passed through and terminated names share a listener; a name of neither is closed")
    func besideTermination() async throws {
        let origin = try await TestOrigin.start(name: "v1", tls: ServerTLS(identity: try TestTLS.server("a.example")))
        let plan = ServerTLSPlan(identities: [IdentityPlan(try TestTLS.server("b.example"))])
        let gateway = try await Self.gateway(
            ["a.example": origin.port], beside: [Gateway.chain(["b.example"], plan, [Gateway.direct("here")])])
        #expect(
            try await RawClient.get("/", from: gateway.port, host: "x", tls: ClientTLS(serverName: "a.example")).backend
                == "v1")
        #expect(
            try await RawClient.get("/", from: gateway.port, host: "b.example", tls: ClientTLS(serverName: "b.example"))
                .text == "here")
        await #expect(throws: (any Error).self) {
            try await RawClient.connect(to: gateway.port, tls: ClientTLS(serverName: "c.example"))
        }
        try await gateway.rejected(1, by: "filter_chain_not_found")
        await gateway.stop()
        await origin.stop()
    }

    @Test("a terminated handshake works when the client's bytes come one by one")
    func drippedHandshake() async throws {
        let plan = ServerTLSPlan(identities: [IdentityPlan(try TestTLS.server("b.example"))])
        let gateway = try await Self.gateway(
            [:], beside: [Gateway.chain(["b.example"], plan, [Gateway.direct("here")])])
        let relay = try await RawOrigin.start { connection, _ in
            let up = try await RawClient.connect(to: gateway.port)
            async let back: Void = {
                while true {
                    try await connection.write(
                        try await up.take { bytes, _ in bytes.isEmpty ? nil : (bytes.count, bytes) })
                }
            }()
            while true {
                let bytes = try await connection.take { bytes, ended in
                    bytes.isEmpty && !ended ? nil : (bytes.count, bytes)
                }
                if bytes.isEmpty { break }
                for byte in bytes { try await up.write(CollectionOfOne(byte)) }
            }
            await up.close()
            _ = try? await back
        }
        let response = try await RawClient.get(
            "/", from: relay.port, host: "b.example",
            tls: ClientTLS(serverName: "b.example", authority: try TestTLS.root()))
        #expect(response.text == "here")
        await gateway.stop()
        await relay.stop()
    }

    /// What a client says first when it asks for `name`.
    private static func hello(for name: String) async throws -> [UInt8] {
        let hello = Watched<[UInt8]>([])
        let origin = try await RawOrigin.start { connection, _ in
            let bytes = try await connection.read { bytes in
                bytes.count > 5 && bytes.count == 5 + Int(bytes[3]) << 8 + Int(bytes[4])
            }
            hello.change { $0 = bytes }
        }
        _ = try? await RawClient.connect(to: origin.port, tls: ClientTLS(serverName: name))
        await origin.stop()
        return hello.current
    }
}
