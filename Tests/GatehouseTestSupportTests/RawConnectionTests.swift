import GatehouseTestSupport
import Testing

@Suite("raw connections", .overSockets)
struct RawConnectionTests {
    @Test("a refused port is told from a listening one")
    func refusal() async throws {
        let origin = try await RawOrigin.start(.awaitEnd)
        #expect(try await !RawClient.isRefused(origin.port))
        await origin.stop()
        #expect(try await RawClient.isRefused(origin.port))
    }

    @Test("an orderly end and a reset are told apart")
    func ends() async throws {
        let finishing = try await RawOrigin.start(.readHead, .reply("bye"))
        let resetting = try await RawOrigin.start(.readHead, .reset)
        for (origin, end) in [(finishing, ConnectionEnd.finished), (resetting, .reset)] {
            let client = try await RawClient.connect(to: origin.port)
            try await client.write("GET / HTTP/1.1\r\n\r\n")
            #expect(try await client.end() == end)
            await origin.stop()
        }
    }

    @Test("a wait that nothing satisfies ends at its deadline and says what had come")
    func deadline() async throws {
        let gate = Gate()
        let origin = try await RawOrigin.start(.reply("some"), .stall(until: gate))
        let client = try await RawClient.connect(to: origin.port)
        _ = try await client.read { $0.count == 4 }
        await #expect(throws: RawConnectionError.deadlinePassed(received: "")) {
            try await client.read(through: "more", within: .milliseconds(20))
        }
        gate.open()
        await origin.stop()
    }

    @Test("a half-closed client still reads the answer")
    func halfClose() async throws {
        let origin = try await RawOrigin.start { connection, _ in
            let all = try await connection.readToEnd()
            try await connection.write(all.reversed())
        }
        let client = try await RawClient.connect(to: origin.port)
        try await client.write("abc")
        try await client.finishWriting()
        #expect(try await client.readToEnd() == Array("cba".utf8))
        await origin.stop()
    }

    @Test("a peer that does not read makes the writer wait")
    func backpressure() async throws {
        let gate = Gate()
        let origin = try await RawOrigin.start(.stall(until: gate), .awaitEnd)
        let client = try await RawClient.connect(to: origin.port)
        let large = [UInt8](repeating: 0, count: 32 << 20)
        await #expect(throws: RawConnectionError.self) {
            try await client.write(large, within: .milliseconds(200))
        }
        gate.open()
        await client.close()
        await origin.stop()
    }

    @Test("an expectation that is not met is a failure of the origin")
    func script() async throws {
        let origin = try await RawOrigin.start(.expect("GET /a"), .drip("ok"))
        let client = try await RawClient.connect(to: origin.port)
        try await client.write("GET /b")
        #expect(try await client.readToEnd().isEmpty)
        #expect(origin.failures.count == 1)
        #expect(origin.connections == 1)
        await origin.stop()
    }
}
