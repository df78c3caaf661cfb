import Foundation
import GatehouseTestSupport
import Logging
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
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let credentials = try ServerCredentials(
            in: DataFolder(at: path), host: "127.0.0.1", now: Int(Date().timeIntervalSince1970))
        let port = Watched<Int?>(nil)
        let server = APIServer(
            host: "127.0.0.1", port: 0, credentials: credentials,
            logger: Logger(label: "api") { _ in SwiftLogNoOpLogHandler() }, respond: respond)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run { bound in port.change { $0 = bound } } } catch is CancellationError {}
            }
            let bound = try await port.wait { $0 }
            let tls = ClientTLS(serverName: "localhost", authority: credentials.authorityPEM)
            try await body { try await RawClient.connect(to: bound, tls: tls) }
            group.cancelAll()
        }
    }

    private static func text(_ text: String) -> APIReply {
        APIReply(status: 200, headers: [("Content-Type", "text/plain")], body: .bytes(Array(text.utf8)))
    }

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

    @Test("A watch whose client does not read is ended, and not kept in memory")
    func slowReader() async throws {
        let sent = Watched(0)
        let ended = Gate()
        try await self.with { _ in
            let source = WatchSource(ended: ended)
            let pieces = AsyncStream {
                _ = source
                sent.change { $0 += 1 }
                return [UInt8](repeating: 0x61, count: 1 << 16)
            }
            return APIReply(status: 200, body: .stream(pieces))
        } _: { connect in
            let client = try await connect()
            try await client.write("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n")
            await ended.opened()
            #expect(sent.current < 1000)
        }
    }

    /// Tells when nobody holds it any more.
    private final class WatchSource: Sendable {
        let ended: Gate
        init(ended: Gate) { self.ended = ended }
        deinit { self.ended.open() }
    }
}
