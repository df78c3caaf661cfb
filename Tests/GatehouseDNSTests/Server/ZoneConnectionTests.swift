import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite("TCP connections to the DNS server", .overSockets)
struct ZoneConnectionTests {
    @Test("queries that come at once are answered in their order")
    func pipelined() async throws {
        try await withZoneServer { server, address in
            let connection = try await RawClient.connect(to: Int(address.port))
            let ids = 1...500 as ClosedRange<UInt16>
            try await connection.write(ids.flatMap { DNSMessage.query("shop.example.com", id: $0).framed })
            for id in ids {
                let reply = try await connection.readMessage()
                #expect(reply.header.id == id)
                #expect(reply.answers == [.address("shop.example.com", "198.51.100.1", ttl: 5)])
            }
            #expect(server.counts.replies == [.noError: 500])
            await connection.close()
        }
    }

    @Test("a query may come byte by byte")
    func dripping() async throws {
        try await withZoneServer { _, address in
            let connection = try await RawClient.connect(to: Int(address.port))
            for id in 1...2 as ClosedRange<UInt16> {
                for byte in DNSMessage.query("a.wild.example.com", id: id).framed {
                    try await connection.write([byte])
                }
                #expect(try await connection.readMessage().header.id == id)
            }
            await connection.close()
        }
    }

    @Test("a client that has sent all it wants to ask has its replies, and then the end")
    func halfClosed() async throws {
        try await withZoneServer { _, address in
            let connection = try await RawClient.connect(to: Int(address.port))
            // The last one is not whole, and never will be.
            let queries = (1...3).flatMap { DNSMessage.query("shop.example.com", id: $0).framed }
            try await connection.write(queries + [0, 40, 1, 2, 3])
            try await connection.finishWriting()
            for id in 1...3 as ClosedRange<UInt16> {
                #expect(try await connection.readMessage().header.id == id)
            }
            #expect(try await connection.end() == .finished)
        }
    }

    @Test(
        "what is no query ends the connection, after the replies to those before it",
        arguments: [[0, 0], [0, 1, 7], [0, 12, 0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0]] as [[UInt8]])
    func noQuery(bytes: [UInt8]) async throws {
        try await withZoneServer { server, address in
            let connection = try await RawClient.connect(to: Int(address.port))
            let query = DNSMessage.query("shop.example.com")
            try await connection.write(query.framed + bytes + query.framed)
            #expect(try await connection.readMessage().header.responseCode == .noError)
            #expect(try await connection.end() == .finished)
            #expect(server.counts.replies == [.noError: 1])
            #expect(server.counts.ignored == 1)
        }
    }

    @Test("a query that cannot be read is answered, and the connection goes on")
    func malformed() async throws {
        try await withZoneServer { server, address in
            let connection = try await RawClient.connect(to: Int(address.port))
            // The header promises a question.
            try await connection.write([0, 12] + DNSMessage.query("shop.example.com").encoded().prefix(12))
            #expect(try await connection.readMessage().header.responseCode == .formatError)
            // As long as a message can be.
            let query = DNSMessage.query("shop.example.com").encoded()
            try await connection.write([0xFF, 0xFF] + query + [UInt8](repeating: 0, count: 65_535 - query.count))
            #expect(try await connection.readMessage().header.responseCode == .noError)
            #expect(server.counts.replies == [.formatError: 1, .noError: 1])
            await connection.close()
        }
    }

    @Test("a connection without a whole query is closed after a while", arguments: [0, 1, 2, 20])
    func idle(count: Int) async throws {
        try await withZoneServer(ZoneServer(idleTime: .milliseconds(50))) { server, address in
            let connection = try await RawClient.connect(to: Int(address.port))
            // On a loaded machine the time may be over before this is sent. The end is then another one, and as good.
            try? await connection.write(DNSMessage.query("shop.example.com").framed.prefix(count))
            _ = try await connection.end()
            #expect(server.counts.replies == [:])
        }
    }

    @Test("more connections than may be are closed at once, until others have ended")
    func limited() async throws {
        try await withZoneServer(ZoneServer(maximumConnections: 2)) { server, address in
            var open: [RawConnection] = []
            for _ in 0..<2 {
                let connection = try await RawClient.connect(to: Int(address.port))
                try await connection.write(DNSMessage.query("shop.example.com").framed)
                #expect(try await connection.readMessage().header.responseCode == .noError)
                open.append(connection)
            }
            _ = try await RawClient.connect(to: Int(address.port)).end()
            #expect(server.counts.connections == 2)
            #expect(server.counts.refusedConnections == 1)
            // A connection ends when its end has been answered by one.
            try await open[0].finishWriting()
            #expect(try await open[0].end() == .finished)
            let next = try await RawClient.connect(to: Int(address.port))
            try await next.write(DNSMessage.query("shop.example.com").framed)
            #expect(try await next.readMessage().header.responseCode == .noError)
            #expect(server.counts.connections == 3)
            for connection in open + [next] { await connection.close() }
        }
    }

    @Test("a client that does not take its replies is not read from, and has them all once it does")
    func slowReader() async throws {
        let many = (0..<1000).map { "10.9.\($0 >> 8).\($0 & 0xFF)" }
        try await withZoneServer(addresses: many) { server, address in
            let connection = try await RawClient.connect(to: Int(address.port), receiveBuffer: 4096)
            // 16 KiB each: together more than the kernel holds on both sides.
            let ids = 1...400 as ClosedRange<UInt16>
            try await connection.write(ids.flatMap { DNSMessage.query("shop.example.com", id: $0).framed })
            try await DatagramClient.run(address) { client in
                for id in 1...50 as ClosedRange<UInt16> {
                    let reply = try await client.ask(.query("example.org", id: id))
                    #expect(reply.header.id == id)
                }
            }
            #expect(server.counts.replies[.noError, default: 0] < 400)
            for id in ids {
                let reply = try await connection.readFrame()
                #expect(reply.count > 16_000 && reply.prefix(2) == [UInt8(id >> 8), UInt8(id & 0xFF)])
            }
            #expect(server.counts.replies == [.noError: 400, .refused: 50])
            await connection.close()
        }
    }

    @Test("connections that are reset or bring anything at all leave the server as it was")
    func hostile() async throws {
        var random = SeededNumbers(seed: 31)
        try await withZoneServer { server, address in
            for round in 0..<60 {
                let connection = try await RawClient.connect(to: Int(address.port))
                let count = Int.random(in: 0...300, using: &random)
                var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                if round % 2 == 0 { bytes = DNSMessage.query("shop.example.com").framed + bytes }
                try await connection.write(bytes)
                if round % 3 == 0 { try await connection.reset() } else { await connection.close() }
            }
            let connection = try await RawClient.connect(to: Int(address.port))
            try await connection.write(DNSMessage.query("shop.example.com").framed)
            #expect(try await connection.readMessage().header.responseCode == .noError)
            #expect(server.counts.refusedConnections == 0)
            await connection.close()
        }
    }
}
