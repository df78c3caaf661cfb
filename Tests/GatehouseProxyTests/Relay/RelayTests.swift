import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("TCP connections", .overSockets)
struct RelayTests {
    private static func gateway(
        _ port: Int, _ spoken: ConnectionProtocol = .opaque, _ change: (inout ClusterPlan) -> Void = { _ in }
    ) async throws -> Gateway {
        try await Gateway.start(
            Gateway.plan(
                relayingTo: Gateway.connectionRoute, spoken, clusters: [Gateway.cluster(speaking: .http1, change)]),
            endpoints: Gateway.endpoints([port]), isLogged: true)
    }

    /// An origin that sends back what it gets, and ends when the client does.
    private static func echo(tls: ServerTLS? = nil) async throws -> RawOrigin {
        try await RawOrigin.start(tls: tls) { connection, _ in
            while true {
                let (piece, ended) = try await connection.take { received, ended in
                    received.isEmpty && !ended ? nil : (received.count, (received, ended))
                }
                if !piece.isEmpty { try await connection.write(piece) }
                if ended { return }
            }
        }
    }

    @Test("L1: bytes go both ways as they are, and a client's end comes back as the upstream's")
    func echo() async throws {
        let origin = try await Self.echo()
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        for text in ["one", "two", "\u{0}\r\n\r\nGET / HTTP/1.1"] {
            try await client.write(text)
            #expect(try await client.read(through: text) == text)
        }
        try await client.finishWriting()
        #expect(try await client.readToEnd() == [])
        await client.close()
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["-"])
        #expect(log.first?["bytes_received"]?.int == 25)
        #expect(log.first?["bytes_sent"]?.int == 25)
        #expect(log.first?["upstream_host"]?.string == "127.0.0.1:\(origin.port)")
        await origin.stop()
    }

    @Test("a client that has finished still receives; an upstream that speaks first is heard")
    func clientFinishes() async throws {
        let origin = try await RawOrigin.start { connection, _ in
            try await connection.write("hello")
            let received = try await connection.readToEnd()
            try await connection.write("got \(received.count)")
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        #expect(try await client.read(through: "hello") == "hello")
        try await client.write(Array(repeating: 1, count: 100_000))
        try await client.finishWriting()
        #expect(String(decoding: try await client.readToEnd(), as: UTF8.self) == "got 100000")
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["-"])
        await origin.stop()
    }

    @Test("an upstream that has finished still receives")
    func upstreamFinishes() async throws {
        let got = Watched<Int?>(nil)
        let origin = try await RawOrigin.start { connection, _ in
            try await connection.write("bye")
            try await connection.finishWriting()
            let count = try await connection.readToEnd().count
            got.change { $0 = count }
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        #expect(String(decoding: try await client.readToEnd(), as: UTF8.self) == "bye")
        try await client.write(Array(repeating: 1, count: 100_000))
        try await client.finishWriting()
        try await got.until { $0 == 100_000 }
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["-"])
        await origin.stop()
    }

    @Test("64 MB go through to a reader that begins late, and back, without being held by the gateway")
    func backpressure() async throws {
        let total = 64 << 20
        let gate = Gate()
        let sent = Watched(0)
        let origin = try await RawOrigin.start { connection, _ in
            await gate.opened()
            try await connection.discard(total)
            for _ in 0..<total / 65_536 { try await connection.write([UInt8](repeating: 2, count: 65_536)) }
        }
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        let block = [UInt8](repeating: 1, count: 65_536)
        await #expect(throws: RawConnectionError.deadlinePassed(received: "(while writing)")) {
            while sent.current < total {
                try await client.write(block, within: .seconds(1))
                sent.change { $0 += block.count }
            }
        }
        // Kernel buffers of two connections, and what the gateway reads at a time.
        #expect(sent.current < 32 << 20)
        gate.open()
        // The block that was given up on is still on its way.
        for _ in 0..<(total - sent.current) / block.count - 1 { try await client.write(block) }
        try await client.discard(total)
        await client.close()
        let log = await gateway.stop()
        #expect(log.first?["bytes_received"]?.int == total)
        #expect(log.first?["bytes_sent"]?.int == total)
        await origin.stop()
    }

    @Test("an upstream that refuses ends the connection, with UF in the log")
    func refused() async throws {
        let closed = try RefusingPort.hold()
        let gateway = try await Self.gateway(closed.number)
        let client = try await RawClient.connect(to: gateway.port)
        #expect(try await client.end() == .finished)
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["UF"])
        #expect(log.first?["upstream_transport_failure_reason"]?.string == "delayed_connect_error:_111")
        closed.release()
    }

    @Test("no endpoint ends the connection with UH, no cluster with NC")
    func nowhere() async throws {
        let empty = try await Gateway.start(
            Gateway.plan(relayingTo: Gateway.connectionRoute, clusters: [Gateway.cluster()]), isLogged: true)
        let client = try await RawClient.connect(to: empty.port)
        #expect(try await client.end() == .finished)
        #expect(await empty.stop().map(\.flags) == ["UH"])
        var route = Gateway.connectionRoute
        route.destinations[0].cluster = nil
        let missing = try await Gateway.start(Gateway.plan(relayingTo: route, clusters: []), isLogged: true)
        let other = try await RawClient.connect(to: missing.port)
        #expect(try await other.end() == .finished)
        #expect(await missing.stop().map(\.flags) == ["NC"])
    }

    @Test("a reset of either side reaches the other one")
    func resets() async throws {
        let ended = Watched<[ConnectionEnd]>([])
        let origin = try await RawOrigin.start { connection, number in
            try await connection.write("hello")
            if number == 0 { return try await connection.reset() }
            let end = try await connection.end()
            ended.change { $0.append(end) }
        }
        let gateway = try await Self.gateway(origin.port)
        let first = try await RawClient.connect(to: gateway.port)
        _ = try await first.end()
        let second = try await RawClient.connect(to: gateway.port)
        #expect(try await second.read(through: "hello") == "hello")
        try await second.reset()
        try await ended.until { $0.count == 1 }
        #expect(await gateway.stop().last?.flags == "DC")
        await origin.stop()
    }

    @Test("a connection on which nothing moves is ended, with SI in the log")
    func idle() async throws {
        let origin = try await Self.echo()
        let gateway = try await Self.gateway(origin.port) { $0.tcpIdleTimeout = .seconds(2) }
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("one")
        #expect(try await client.read(through: "one") == "one")
        _ = try await client.end()
        #expect(await gateway.stop().map(\.flags) == ["SI"])
        await origin.stop()
    }

    @Test("L1: weights divide connections; 0 gets none")
    func weights() async throws {
        let first = try await RawOrigin.start(.reply("1"))
        let second = try await RawOrigin.start(.reply("2"))
        var clusters = [Gateway.cluster(), Gateway.cluster()]
        clusters[1].name = "outbound|80|v2|a.default.svc.cluster.local"
        func route(_ weights: [Int]) -> ConnectionRoutePlan {
            ConnectionRoutePlan(
                destinations: clusters.indices.map { index in
                    WeightedDestination(
                        host: clusters[index].host, port: 80, clusterName: clusters[index].name,
                        cluster: ClusterID(index), weight: weights[index])
                }, origin: Gateway.origin)
        }
        let endpoints = [first, second].enumerated().map { index, origin in
            (clusters[index].name, EndpointSet(endpoints: [Endpoint(address: "127.0.0.1", port: origin.port)]))
        }
        let gateway = try await Gateway.start(
            Gateway.plan(relayingTo: route([50, 50]), clusters: clusters),
            endpoints: Dictionary(uniqueKeysWithValues: endpoints))
        func count(_ total: Int) async throws -> Int {
            var firsts = 0
            for _ in 0..<total {
                let client = try await RawClient.connect(to: gateway.port)
                if try await client.readToEnd() == Array("1".utf8) { firsts += 1 }
                await client.close()
            }
            return firsts
        }
        // Five standard deviations of 200 · ½ · ½.
        #expect((65...135).contains(try await count(200)))
        await gateway.publish(
            Gateway.plan(relayingTo: route([0, 1]), clusters: clusters),
            endpoints: Dictionary(uniqueKeysWithValues: endpoints))
        #expect(try await count(20) == 0)
        await gateway.stop()
        await first.stop()
        await second.stop()
    }

    @Test(
        "a live connection survives a publication that leaves its listener in place, and one that sends others elsewhere"
    )
    func publication() async throws {
        let origin = try await Self.echo()
        let other = try await RawOrigin.start(.reply("other"))
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("one")
        #expect(try await client.read(through: "one") == "one")
        await gateway.publish(
            Gateway.plan(relayingTo: Gateway.connectionRoute, clusters: [Gateway.cluster()]),
            endpoints: Gateway.endpoints([other.port]))
        let late = try await RawClient.connect(to: gateway.port)
        #expect(String(decoding: try await late.readToEnd(), as: UTF8.self) == "other")
        try await client.write("two")
        #expect(try await client.read(through: "two") == "two")
        await client.close()
        await late.close()
        await gateway.stop()
        await origin.stop()
        await other.stop()
    }

    @Test("MONGO: operations are counted by opcode in both directions, and no byte changes")
    func mongo() async throws {
        let origin = try await Self.echo()
        let gateway = try await Self.gateway(origin.port, .mongo)
        let client = try await RawClient.connect(to: gateway.port)
        func message(_ opcode: UInt16, _ count: Int) -> [UInt8] {
            [UInt8(16 + count), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, UInt8(opcode & 255), UInt8(opcode >> 8), 0, 0]
                + [UInt8](repeating: 9, count: count)
        }
        let bytes = message(2013, 10) + message(2004, 3) + message(2013, 0)
        for byte in bytes { try await client.write(CollectionOfOne(byte)) }
        #expect(try await client.read { $0.count == bytes.count } == bytes)
        // The echo is counted as the answer.
        #expect(gateway.metric("gatehouse_mongo_operations_total{operation=\"msg\"}") == 4)
        #expect(gateway.metric("gatehouse_mongo_operations_total{operation=\"query\"}") == 2)
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("TLS to the upstream is originated for TCP as well")
    func originatesTLS() async throws {
        let origin = try await Self.echo(tls: ServerTLS(identity: try TestTLS.server("db.example")))
        let tls = ClientTLSPlan(
            trust: .authorities(PeerCertificatePlan(try TestTLS.root())), serverName: "db.example")
        let gateway = try await Self.gateway(origin.port) { $0.tls = tls }
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("one")
        #expect(try await client.read(through: "one") == "one")
        #expect(origin.peers.map(\.serverName) == ["db.example"])
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("G7: TLS is terminated, and what is inside relayed")
    func terminatesTLS() async throws {
        let origin = try await Self.echo()
        let plan = ServerTLSPlan(identities: [IdentityPlan(try TestTLS.server("db.example"))], applicationProtocols: [])
        let chain = TLSChainPlan(
            serverNames: [HostPattern("db.example")], protocolName: "TLS",
            content: .tcp(Gateway.connectionRoute, .opaque, plan), origins: [Gateway.origin])
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [chain], clusters: [Gateway.cluster()]), endpoints: Gateway.endpoints([origin.port]),
            isLogged: true)
        let client = try await RawClient.connect(
            to: gateway.port, tls: ClientTLS(serverName: "db.example", authority: try TestTLS.root()))
        try await client.write("one")
        #expect(try await client.read(through: "one") == "one")
        try await client.finishWriting()
        #expect(try await client.readToEnd() == [])
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["-"])
        await origin.stop()
    }
}
