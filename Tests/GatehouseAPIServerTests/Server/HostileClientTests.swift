import GatehouseTestSupport
import Testing

@testable import GatehouseAPIServer

@Suite("Clients that take more than they should", .overSockets)
struct HostileClientTests {
    @Test("Of who may not ask the body is not waited for, and the connection ends")
    func unauthorized() async throws {
        try await RunningAPI.with(toStranger: { _ in .plain("who are you?", status: 401) }) { _ in
            .plain("not to be seen")
        } _: { api in
            let client = try await api.connect()
            try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
            let head = try await client.read(through: "who are you?")
            #expect(head.hasPrefix("HTTP/1.1 401 "))
            #expect(head.lowercased().contains("\r\nconnection: close\r\n"))
            _ = try await client.end()
        }
    }

    /// Requests without the token, and how their answers begin.
    static let strangers: [(request: String, length: Int?, status: Int)] = [
        ("POST /version", 3_000_000, 405), ("GET /healthz", 3_000_000, 200), ("HEAD /version", nil, 200),
        ("POST /api/v1/namespaces", 3_000_000, 401), ("GET /nowhere", nil, 401),
    ]

    @Test("Strangers are answered by the head alone, and the connection ends", arguments: Self.strangers)
    func stranger(_ request: String, _ length: Int?, _ status: Int) async throws {
        let service = try await TestAPI(token: TestAPI.token).service
        try await RunningAPI.with(toStranger: { await service.replyToStranger($0) }) {
            await service.reply(to: $0)
        } _: { api in
            let client = try await api.connect()
            let body = length.map { "Content-Length: \($0)\r\n" } ?? ""
            try await client.write("\(request) HTTP/1.1\r\nHost: a\r\n\(body)\r\n")
            let head = try await client.read(through: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 \(status) "))
            #expect(head.lowercased().contains("\r\nconnection: close\r\n"))
            _ = try await client.end()
        }
    }

    @Test("Who has shown the token goes on with the same connection")
    func friend() async throws {
        let service = try await TestAPI(token: TestAPI.token).service
        try await RunningAPI.with(toStranger: { await service.replyToStranger($0) }) {
            await service.reply(to: $0)
        } _: { api in
            let client = try await api.connect()
            let token = "Authorization: Bearer \(TestAPI.token)\r\n"
            let body = #"{"metadata": {"name": "shop"}}"#
            try await client.write("GET /version HTTP/1.1\r\nHost: a\r\n\(token)\r\n")
            let head = try await client.read(through: "\r\n\r\n")
            #expect(!head.lowercased().contains("\r\nconnection: close\r\n"))
            let length = "Content-Length: \(body.utf8.count)\r\n"
            try await client.write("POST /api/v1/namespaces HTTP/1.1\r\nHost: a\r\n\(token)\(length)\r\n\(body)")
            _ = try await client.read(through: "HTTP/1.1 201 ")
        }
    }

    @Test("A body beyond the limit is not read to its end")
    func endlessBody() async throws {
        try await RunningAPI.with { call in
            .plain("got \(call.body.count).")
        } _: { api in
            let client = try await api.connect()
            try await client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
            try await client.write([UInt8](repeating: 0x20, count: CallExchange.maximumBody + 1))
            _ = try await client.read(through: "got \(CallExchange.maximumBody + 1).")
            _ = try await client.end()
        }
    }

    @Test("The answer to HEAD has no body, which would be taken for the next answer")
    func head() async throws {
        try await RunningAPI.with { call in
            .plain("answer to \(call.path)")
        } _: { api in
            let client = try await api.connect()
            try await client.write("HEAD /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
            let text = try await client.read(through: "answer to /2")
            #expect(!text.contains("answer to /1"))
            #expect(text.lowercased().split(separator: "content-length: 12\r\n").count == 3)
        }
    }

    @Test("Who does not come to a request has the connection closed", arguments: ["", "\u{16}\u{3}\u{1}"])
    func handshake(_ beginning: String) async throws {
        try await RunningAPI.with(limits: ServerLimits(firstRequest: 1)) { _ in
            .plain("")
        } _: { api in
            let client = try await RawClient.connect(to: api.port)
            try await client.write(beginning)
            _ = try await client.end()
        }
    }

    @Test("Who has shaken hands and is slow with a head has the connection closed; who asked in time goes on")
    func slowHead() async throws {
        try await RunningAPI.with(limits: ServerLimits(firstRequest: 5)) { _ in
            .plain("in time")
        } _: { api in
            let quick = try await api.connect()
            try await quick.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await quick.read(through: "in time")
            let slow = try await api.connect()
            try await slow.write("GET / HTTP/1.1\r\nHost: a\r\nX-A: b")
            _ = try await slow.end()
            try await quick.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await quick.read(through: "in time")
        }
    }

    @Test("There are only so many connections; others wait for one of them to end")
    func connections() async throws {
        let ended = Watched(0)
        try await RunningAPI.with(limits: ServerLimits(connections: 1)) { _ in
            .plain("answer")
        } _: { api in
            let first = try await api.connect()
            try await first.write("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await first.read(through: "answer")
            // They are in the listener's queue before the server is asked again, and what they say is no TLS: each of them
            // that is accepted ends.
            var others: [RawConnection] = []
            for _ in 0..<4 {
                let other = try await RawClient.connect(to: api.port)
                try await other.write("GET / HTTP/1.1\r\n\r\n")
                others.append(other)
            }
            try await withThrowingDiscardingTaskGroup { group in
                for other in others {
                    group.addTask {
                        _ = try await other.end()
                        ended.change { $0 += 1 }
                    }
                }
                for _ in 0..<20 {
                    try await first.write("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
                    _ = try await first.read(through: "answer")
                }
                #expect(ended.current == 0)
                await first.close()
            }
            #expect(ended.current == 4)
            let last = try await api.connect()
            try await last.write("GET /last HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await last.read(through: "answer")
        }
    }

    @Test("A watch whose client takes nothing is ended, and what it has not taken is not made")
    func stalledWatch() async throws {
        let made = Watched(0)
        let ended = Gate()
        try await RunningAPI.with(limits: ServerLimits(stalledWrite: 1)) { _ in
            let source = WatchSource(ended: ended)
            let pieces = AsyncStream {
                _ = source
                made.change { $0 += 1 }
                return [UInt8](repeating: 0x61, count: 1 << 16)
            }
            return APIReply(status: 200, body: .stream(pieces))
        } _: { api in
            let client = try await api.connect()
            try await client.write("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n")
            await ended.opened()
            #expect(made.current < 1000)
        }
    }

    @Test("A long answer whose client takes nothing ends with its connection")
    func stalledAnswer() async throws {
        let long = APIReply(status: 200, body: .bytes([UInt8](repeating: 0x61, count: 64 << 20)))
        try await RunningAPI.with(limits: ServerLimits(connections: 1, stalledWrite: 1)) { call in
            call.path == "/long" ? long : .plain("answer")
        } _: { api in
            let client = try await api.connect()
            try await client.write("GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(through: "\r\n\r\n")
            // There is no place for another one before that.
            let next = try await api.connect()
            try await next.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await next.read(through: "answer")
        }
    }

    @Test("A long answer is sent whole, with its length")
    func longAnswer() async throws {
        let size = 5 * WriteWatch.part + 1
        try await RunningAPI.with { _ in
            APIReply(status: 200, body: .bytes([UInt8](repeating: 0x61, count: size)))
        } _: { api in
            let client = try await api.connect()
            for _ in 0..<2 {
                try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                let head = try await client.read(through: "\r\n\r\n")
                #expect(head.lowercased().contains("\r\ncontent-length: \(size)\r\n"))
                try await client.discard(size)
            }
        }
    }

    @Test("A watch that begins with more than its client takes at once is sent whole")
    func longWatch() async throws {
        try await RunningAPI.with { _ in
            let left = Watched(400)
            let pieces = AsyncStream<[UInt8]> {
                left.change { $0 -= 1 }
                if left.current < 0 { return nil }
                return left.current == 0 ? Array("the end\n".utf8) : [UInt8](repeating: 0x61, count: 1 << 16)
            }
            return APIReply(status: 200, body: .stream(pieces))
        } _: { api in
            let client = try await api.connect()
            try await client.write("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n")
            try await client.discard(399 << 16)
            _ = try await client.read(through: "the end\n")
        }
    }

    /// Tells when nobody holds it any more.
    private final class WatchSource: Sendable {
        let ended: Gate
        init(ended: Gate) { self.ended = ended }
        deinit { self.ended.open() }
    }
}
