import GatehouseTestSupport
import Testing

@testable import GatehouseAPIServer

@Suite("The API on a socket", .overSockets)
struct APIServerTests {
    /// Runs `body` with a server that answers by `respond`, and a way to connect to it.
    private func with(
        _ respond: @escaping APIServer.Respond,
        _ body:
            @escaping @Sendable (_ connect: @escaping @Sendable () async throws -> RawConnection) async throws -> Void
    ) async throws {
        try await RunningAPI.with(respond) { api in try await body { try await api.connect() } }
    }

    private static func text(_ text: String) -> APIReply { .plain(text) }

    @Test("A request arrives as it was sent, over TLS that the authority vouches for")
    func request() async throws {
        try await self.with { call in
            Self.text("\(call.method) \(call.path) \(call.query) \(call.header("x-a") ?? "") \(call.body.count)")
        } _: { connect in
            let client = try await connect()
            try await client.write(
                "POST /api/v1/a%2Fb?x=%20y HTTP/1.1\r\nHost: a\r\nX-A: b\r\nContent-Length: 3\r\n\r\nabc")
            _ = try await client.read(through: "POST /api/v1/a%2Fb x=%20y b 3")
            // The connection stays for the next one.
            try await client.write("GET /version HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(through: "GET /version   0")
        }
    }

    @Test("A body beyond Kubernetes' limit is handed on no further than the limit, to be refused")
    func largeBody() async throws {
        try await self.with { call in
            Self.text("got \(call.body.count).")
        } _: { connect in
            let client = try await connect()
            let size = CallExchange.maximumBody + 100_000
            try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
            try await client.write([UInt8](repeating: 0x20, count: size))
            _ = try await client.read(through: "got \(CallExchange.maximumBody + 1).")
        }
    }

    @Test("A watch sends each piece at once, and ends when its source does")
    func watch() async throws {
        let (pieces, source) = AsyncStream.makeStream(of: [UInt8].self)
        try await self.with { _ in
            APIReply(status: 200, body: .stream(pieces))
        } _: { connect in
            let client = try await connect()
            try await client.write("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(through: "\r\n\r\n")
            source.yield(Array("first\n".utf8))
            _ = try await client.read(through: "first\n")
            source.yield(Array("second\n".utf8))
            _ = try await client.read(through: "second\n")
            source.finish()
            _ = try await client.read(through: "0\r\n\r\n")
        }
    }

    @Test("A watch ends when its client goes, though there is nothing to send", arguments: [true, false])
    func departure(closesCleanly: Bool) async throws {
        let ended = Gate()
        try await self.with { _ in
            let (pieces, source) = AsyncStream.makeStream(of: [UInt8].self)
            source.onTermination = { _ in ended.open() }
            source.yield(Array("first\n".utf8))
            return APIReply(status: 200, body: .stream(pieces))
        } _: { connect in
            let client = try await connect()
            try await client.write("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(through: "first\n")
            if closesCleanly { await client.close() } else { try await client.reset() }
            await ended.opened()
            // And the server goes on.
            let another = try await connect()
            try await another.write("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await another.read(through: "first\n")
        }
    }

}
