import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("Hostile HTTP/2", .overSockets)
struct HostileHTTP2Tests {
    private static func connect(_ gateway: Gateway) async throws -> RawConnection {
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(RawFrame.hello)
        // The gateway's SETTINGS and its answer to those of the client.
        #expect(try await client.readFrame(type: 4).flags == 0)
        #expect(try await client.readFrame(type: 4).flags == 1)
        return client
    }

    private static func started(isLogged: Bool = true) async throws -> Gateway {
        try await Gateway.start(Gateway.plan([Gateway.direct("one")]), isLogged: isLogged)
    }

    struct Malformed: Sendable, CustomTestStringConvertible {
        var what: String
        var fields: [(String, String)]
        var testDescription: String { self.what }

        static let start = [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/")]

        static let all = [
            Malformed(what: "no path", fields: [(":method", "GET"), (":scheme", "http"), (":authority", "a")]),
            Malformed(what: "an empty path", fields: Self.start.dropLast() + [(":path", "")]),
            Malformed(what: "no method", fields: Array(Self.start.dropFirst())),
            Malformed(what: "two methods", fields: Self.start + [(":method", "GET")]),
            Malformed(what: "a capital in a name", fields: Self.start + [("X-One", "1")]),
            Malformed(what: "a pseudo header after a field", fields: [("x-one", "1")] + Self.start),
            Malformed(what: "an unknown pseudo header", fields: Self.start + [(":one", "1")]),
            Malformed(what: "a pseudo header of responses", fields: Self.start + [(":status", "200")]),
            Malformed(what: "connection", fields: Self.start + [("connection", "close")]),
            Malformed(what: "transfer-encoding", fields: Self.start + [("transfer-encoding", "chunked")]),
            Malformed(what: "te other than trailers", fields: Self.start + [("te", "gzip")]),
            Malformed(what: "a line feed in a value", fields: Self.start + [("x-one", "1\nx-two: 2")]),
            Malformed(what: "a blank in a name", fields: Self.start + [("x one", "1")]),
            Malformed(what: "a length without a body", fields: Self.start + [("content-length", "5")]),
        ]
    }

    @Test("a malformed request gets RST_STREAM PROTOCOL_ERROR and one line with DPE", arguments: Malformed.all)
    func malformed(_ given: Malformed) async throws {
        let gateway = try await Self.started()
        let client = try await Self.connect(gateway)
        try await client.write([RawFrame.headers(given.fields, stream: 1)])
        #expect(try await client.readFrame() == RawFrame.reset(stream: 1, .protocolError))
        // The connection goes on.
        try await client.write([RawFrame.get("/", host: "a", stream: 3)])
        #expect(try await client.readFrame().type == 1)
        #expect(try await client.readFrame().payload == Array("one".utf8))
        await client.close()
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["DPE", "-"])
        #expect(log.first?.code == 400 || log.first?.code == 0)
    }

    @Test("a head beyond the limit is answered with 431, and the connection goes on")
    func headTooLarge() async throws {
        let gateway = try await Self.started()
        let client = try await Self.connect(gateway)
        let start = [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/")]
        let many = (0..<101).map { ("x-\($0)", "v") }
        let large = (0..<7).map { ("x-\($0)", String(repeating: "v", count: 10_000)) }
        for (stream, fields) in [(1, many), (3, large)] {
            try await client.write(RawFrame.longHeaders(start + fields, stream: stream))
            #expect(try await client.readFrame(type: 1).payload.starts(with: [0x08, 3] + "431".utf8))
        }
        try await client.write([RawFrame.get("/", host: "a", stream: 5)])
        #expect(try await client.readFrame(type: 0).payload == Array("one".utf8))
        await client.close()
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["DPE", "DPE", "-"])
    }

    @Test("a head in several frames, up to the limit, is read as one")
    func longHead() async throws {
        let gateway = try await Self.started()
        let client = try await Self.connect(gateway)
        let start = [(":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/")]
        let large = (0..<6).map { ("x-\($0)", String(repeating: "v", count: 10_000)) }
        try await client.write(RawFrame.longHeaders(start + large, stream: 1))
        #expect(try await client.readFrame(type: 0).payload == Array("one".utf8))
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["-"])
    }

    @Test("100,000 streams that are reset at once end in ENHANCE_YOUR_CALM, while others are served")
    func rapidReset() async throws {
        let gateway = try await Self.started(isLogged: false)
        let client = try await Self.connect(gateway)
        let other = try await HTTP2Peer.connect(to: gateway.port)
        async let flood: Void = {
            for start in stride(from: 0, to: 100_000, by: 1000) {
                let frames = (start..<start + 1000).flatMap { number in
                    let stream = 2 * number + 1
                    return [
                        RawFrame.get("/", host: "a", stream: stream, endsStream: false),
                        RawFrame.reset(stream: stream, .cancel),
                    ]
                }
                do { try await client.write(frames) } catch { return }
            }
        }()
        for _ in 0..<20 { #expect(try await other.response("/", host: "a").text == "one") }
        #expect(try await client.readGoAway() == .enhanceYourCalm)
        _ = try await client.end()
        await flood
        #expect(try await other.response("/", host: "a").text == "one")
        try await gateway.rejected(1, by: "malformed_http2")
        await other.close()
        await gateway.stop()
    }

    struct Flood: Sendable, CustomTestStringConvertible {
        var what: String
        var first: [RawFrame] = []
        var frame: RawFrame
        var count = 20_000
        var testDescription: String { self.what }

        static let all = [
            Flood(what: "PING", frame: RawFrame(6, [1, 2, 3, 4, 5, 6, 7, 8])),
            Flood(what: "SETTINGS", frame: RawFrame(4)),
            Flood(what: "acknowledged SETTINGS", frame: RawFrame(4, flags: 1)),
            Flood(
                what: "empty CONTINUATION",
                first: [RawFrame(1, stream: 1, RawFrame.block(Malformed.start))], frame: RawFrame(9, stream: 1)),
            Flood(
                what: "CONTINUATION without an end",
                first: [RawFrame(1, stream: 1, RawFrame.block(Malformed.start))],
                frame: RawFrame(9, stream: 1, RawFrame.block([("x", String(repeating: "v", count: 1000))]))),
            Flood(
                what: "empty DATA",
                first: [RawFrame.get("/", host: "a", stream: 1, endsStream: false)], frame: RawFrame(0, stream: 1)),
            Flood(what: "PRIORITY", frame: RawFrame(2, stream: 1, [0, 0, 0, 3, 1])),
            Flood(what: "WINDOW_UPDATE", frame: RawFrame(8, [0, 0, 0, 1])),
            Flood(what: "frames of unknown types", frame: RawFrame(99, [1])),
        ]
    }

    @Test("a flood of frames that bring nothing is ended by ENHANCE_YOUR_CALM", arguments: Flood.all)
    func flood(_ flood: Flood) async throws {
        let gate = Gate()
        let origin = try await RawOrigin.start { _, _ in await gate.opened() }
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        let client = try await Self.connect(gateway)
        try await client.write(flood.first)
        async let sent: Void = {
            let frames = Array(repeating: flood.frame, count: 500)
            for _ in 0..<flood.count / 500 { do { try await client.write(frames) } catch { return } }
        }()
        #expect(try await client.readGoAway() == .enhanceYourCalm)
        _ = try await client.end()
        await sent
        try await gateway.rejected(1, by: "malformed_http2")
        #expect(try await RawClient.isRefused(gateway.port) == false)
        gate.open()
        await gateway.stop()
        await origin.stop()
    }

    struct Violation: Sendable, CustomTestStringConvertible {
        var what: String
        var frames: [RawFrame]
        var code: HTTP2Code
        var testDescription: String { self.what }

        static let all = [
            Violation(what: "DATA on stream 0", frames: [RawFrame(0, [1])], code: .protocolError),
            Violation(
                what: "HEADERS on an even stream", frames: [.get("/", host: "a", stream: 2)], code: .protocolError),
            Violation(what: "DATA on an idle stream", frames: [RawFrame(0, stream: 5, [1])], code: .protocolError),
            Violation(
                what: "a PING of seven bytes", frames: [RawFrame(6, Array(repeating: 0, count: 7))],
                code: .frameSizeError),
            Violation(
                what: "CONTINUATION out of nowhere", frames: [RawFrame(9, flags: 4, stream: 1)], code: .protocolError),
            Violation(
                what: "another frame inside a header block",
                frames: [
                    RawFrame(1, stream: 1, RawFrame.block(Malformed.start)), RawFrame(6, Array(repeating: 0, count: 8)),
                ],
                code: .protocolError),
            Violation(
                what: "a header block that can't be decoded",
                frames: [RawFrame(1, flags: 5, stream: 1, [0xFF, 0xFF, 0xFF])],
                code: .compressionError),
            Violation(
                what: "PUSH_PROMISE", frames: [RawFrame(5, flags: 4, stream: 1, [0, 0, 0, 2])], code: .protocolError),
            Violation(
                what: "a window beyond 2^31-1", frames: [RawFrame(8, [0x7F, 0xFF, 0xFF, 0xFF])], code: .flowControlError
            ),
        ]
    }

    @Test(
        "a violation that touches the whole connection ends it with its code, and is counted", arguments: Violation.all)
    func violation(_ violation: Violation) async throws {
        let gateway = try await Self.started()
        let client = try await Self.connect(gateway)
        try await client.write(violation.frames)
        #expect(try await client.readGoAway() == violation.code)
        #expect(try await client.end() == .finished)
        try await gateway.rejected(1, by: "malformed_http2")
        await gateway.stop()
    }

    @Test("a connection that begins like HTTP/2 and goes on otherwise is turned away")
    func brokenPreface() async throws {
        let gateway = try await Self.started()
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nGET / HTTP/1.1\r\n\r\n")
        _ = try await client.end()
        #expect(try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").text == "one")
        await gateway.stop()
    }

    @Test("the preface may come byte by byte")
    func drippedPreface() async throws {
        let gateway = try await Self.started()
        let client = try await RawClient.connect(to: gateway.port)
        try await client.drip("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        try await client.write([RawFrame(4), RawFrame.get("/", host: "a", stream: 1)])
        #expect(try await client.readFrame(type: 0).payload == Array("one".utf8))
        await client.close()
        await gateway.stop()
    }

    @Test("§5: a gRPC client gets local replies as trailers alone")
    func gRPCReply() async throws {
        let gateway = try await Gateway.start(
            [Gateway.forward(RouteCondition(path: PathCondition(.exact("/only"))))], clusters: [Gateway.cluster()])
        let client = try await HTTP2Peer.connect(to: gateway.port)
        let headers = [("content-type", "application/grpc"), ("te", "trailers")]
        let missing = try await client.open("/none", method: "POST", host: "a", headers: headers, endsStream: false)
        let received = try await missing.finished()
        #expect(received.head?[":status"] == "200")
        #expect(received.head?["grpc-status"] == "12")
        #expect(received.bodyBytes == 0)
        #expect(received.trailers.lines.isEmpty)
        let empty = try await client.response("/only", method: "POST", host: "a", headers: headers)
        #expect(empty["grpc-status"] == "14")
        #expect(empty["grpc-message"] == "no healthy upstream")
        #expect(empty["content-type"] == "application/grpc")
        await client.close()
        await gateway.stop()
    }
}
