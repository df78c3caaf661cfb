import Testing

@testable import GatehouseHTTP

@Suite("Decoding HTTP/2 requests")
struct HTTP2RequestDecoderTests {
    @Test("a head is found in its parts")
    func parts() {
        let decoded = DecodedRequest(
            [
                ":path: /a/b?c=d", ":method: POST", ":authority: Example.com:80", ":scheme: https", "x-thing: v 1",
                "content-length: 12", "x-thing: v 2",
            ], endsStream: false)
        #expect(decoded.outcome == .complete)
        #expect(decoded.head.version == .http2)
        #expect(decoded.head.string(decoded.head.method) == "POST")
        #expect(decoded.head.string(decoded.head.path) == "/a/b")
        #expect(decoded.head.string(decoded.head.query) == "?c=d")
        #expect(decoded.head.string(decoded.head.authority) == "Example.com:80")
        #expect(decoded.lines == ["x-thing: v 1", "content-length: 12", "x-thing: v 2"])
        #expect(decoded.head.headers.fields.map(\.id) == [.other, .contentLength, .other])
        #expect(decoded.framing.body == .fixed(12))
        #expect(decoded.framing.keepsAlive)
        #expect(!decoded.framing.expectsContinue)
        #expect(!decoded.framing.acceptsTrailers)
    }

    struct Target: CustomTestStringConvertible, Sendable {
        var method = "GET"
        var target: String
        var path: String
        var query: String
        var testDescription: String { "\(self.method) \(self.target)" }
    }

    @Test(
        "path and query are told apart, a fragment is dropped (RFC 9113 section 8.3.1)",
        arguments: [
            Target(target: "/", path: "/", query: ""),
            Target(target: "/?", path: "/", query: "?"),
            Target(target: "/?x", path: "/", query: "?x"),
            Target(target: "/a?b?c", path: "/a", query: "?b?c"),
            Target(target: "/a#f", path: "/a", query: ""),
            Target(target: "/a#f?g", path: "/a", query: ""),
            Target(target: "/a?b#f?g", path: "/a", query: "?b"),
            Target(target: "/#", path: "/", query: ""),
            Target(target: "//a/../b", path: "//a/../b", query: ""),
            Target(target: "/a*", path: "/a*", query: ""),
            Target(method: "OPTIONS", target: "*", path: "*", query: ""),
            Target(method: "OPTIONS", target: "/*", path: "/*", query: ""),
        ])
    func targets(_ target: Target) {
        let decoded = DecodedRequest([
            ":method: \(target.method)", ":scheme: https", ":authority: a", ":path: \(target.target)",
        ])
        #expect(decoded.outcome == .complete)
        #expect(decoded.head.string(decoded.head.path) == target.path)
        #expect(decoded.head.string(decoded.head.query) == target.query)
    }

    @Test(
        "what is unusual and allowed is carried as it is",
        arguments: [
            "x: ", "my_header.!#$%&'*+^`|~09: v", "x: a  b\tc", "te: trailers", "te: Trailers", "trailer: x-sum",
            "content-lengths: 1", "x-content-length: 1", "x-connection: close", "http2-settings: AAMAAABk",
            "content-type: ", "x: \u{80}\u{FF}",
        ])
    func tolerated(line: String) {
        let decoded = DecodedRequest(requestTarget + [line])
        #expect(decoded.outcome == .complete)
        let carried = decoded.head.headers.fields.first.map { decoded.head.withBytes($0.value) { Array($0) } }
        #expect(carried == line.unicodeScalars.drop { $0 != ":" }.dropFirst(2).map { UInt8($0.value) })
    }

    struct Host: CustomTestStringConvertible, Sendable {
        var lines: [String]
        var authority: String
        var testDescription: String { self.lines.joined(separator: ", ") }
    }

    @Test(
        "host stands in for :authority and is no field of its own (RFC 9113 section 8.3.1)",
        arguments: [
            Host(lines: [":authority: a.example"], authority: "a.example"),
            Host(lines: ["host: a.example"], authority: "a.example"),
            Host(lines: [":authority: a.example", "host: a.example"], authority: "a.example"),
            Host(lines: [":authority: A.example", "host: a.EXAMPLE"], authority: "A.example"),
            Host(lines: [":authority: [::1]:8443"], authority: "[::1]:8443"),
        ])
    func hosts(_ sample: Host) {
        let decoded = DecodedRequest([":method: GET", ":scheme: https", ":path: /"] + sample.lines)
        #expect(decoded.outcome == .complete)
        #expect(decoded.head.string(decoded.head.authority) == sample.authority)
        #expect(decoded.lines.isEmpty)
    }

    @Test(
        "CONNECT has an authority and no more (RFC 9113 section 8.5)",
        arguments: [
            ([":method: CONNECT", ":authority: a:443"], HTTP2HeadOutcome.complete),
            ([":method: CONNECT", "host: a:443"], .complete),
            ([":method: CONNECT"], .malformed(.pseudoHeader)),
            ([":method: CONNECT", ":authority: a:443", ":path: /"], .malformed(.pseudoHeader)),
            ([":method: CONNECT", ":authority: a:443", ":scheme: https"], .malformed(.pseudoHeader)),
            (
                [":method: CONNECT", ":protocol: websocket", ":scheme: https", ":path: /", ":authority: a"],
                .malformed(.pseudoHeader)
            ),
            ([":method: connect", ":authority: a:443"], .malformed(.pseudoHeader)),
        ])
    func connect(lines: [String], outcome: HTTP2HeadOutcome) {
        let decoded = DecodedRequest(lines)
        #expect(decoded.outcome == outcome)
        if outcome == .complete {
            #expect(decoded.head.string(decoded.head.authority) == "a:443")
            #expect(decoded.head.path.isEmpty)
            #expect(decoded.head.query.isEmpty)
        }
    }

    struct Length: CustomTestStringConvertible, Sendable {
        var lines: [String]
        var endsStream: Bool
        var body: BodyLength?
        var testDescription: String {
            "\(self.lines.joined(separator: ", ")) on a stream that \(self.endsStream ? "ends" : "goes on")"
        }
    }

    @Test(
        "where the body ends; nil where the length is none (RFC 9113 section 8.1.1)",
        arguments: [
            Length(lines: [], endsStream: true, body: BodyLength.none),
            Length(lines: [], endsStream: false, body: .chunked),
            Length(lines: ["content-length: 0"], endsStream: true, body: BodyLength.none),
            Length(lines: ["content-length: 0"], endsStream: false, body: .fixed(0)),
            Length(lines: ["content-length: 5"], endsStream: false, body: .fixed(5)),
            Length(lines: ["content-length: 5"], endsStream: true, body: nil),
            Length(lines: ["content-length: 5", "content-length: 5"], endsStream: false, body: nil),
            Length(lines: ["content-length: 0", "content-length: 0"], endsStream: true, body: nil),
            Length(lines: ["content-length: "], endsStream: false, body: nil),
            Length(lines: ["content-length: +5"], endsStream: false, body: nil),
            Length(lines: ["content-length: -5"], endsStream: false, body: nil),
            Length(lines: ["content-length: 5, 5"], endsStream: false, body: nil),
            Length(lines: ["content-length: 0x5"], endsStream: false, body: nil),
            Length(lines: ["content-length: 18446744073709551621"], endsStream: false, body: nil),
        ])
    func lengths(_ sample: Length) {
        let decoded = DecodedRequest(requestTarget + sample.lines, endsStream: sample.endsStream)
        #expect(decoded.outcome == (sample.body == nil ? .malformed(.contentLength) : .complete))
        if let body = sample.body { #expect(decoded.framing.body == body) }
    }

    @Test("a cookie in pieces becomes one, in the place of its first piece (RFC 9113 section 8.2.3)")
    func cookies() {
        let decoded = DecodedRequest(
            requestTarget + ["cookie: a=b", "x: 1", "cookie: c=d", "cookie: ", "y: 2", "cookie: e=f; g=h"])
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines == ["cookie: a=b; c=d; ; e=f; g=h", "x: 1", "y: 2"])
        #expect(decoded.head.headers.fields.map(\.id) == [.cookie, .other, .other])
        #expect(DecodedRequest(requestTarget + ["cookie: a=b"]).lines == ["cookie: a=b"])
    }

    @Test("a cookie in many pieces is joined once, not once for each piece")
    func manyCookies() {
        let first = "cookie: " + String(repeating: "c", count: 50_000)
        let decoded = DecodedRequest(requestTarget + [first] + Array(repeating: "cookie: d", count: 90))
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines == [first + String(repeating: "; d", count: 90)])
        #expect(decoded.head.headers.bytes.count < 2 * 61440)
    }

    @Test("expectations are of use before a body only (RFC 9110 section 10.1.1)")
    func expectations() {
        #expect(DecodedRequest(requestTarget + ["expect: 100-Continue"], endsStream: false).framing.expectsContinue)
        #expect(!DecodedRequest(requestTarget + ["expect: 100-continue"], endsStream: true).framing.expectsContinue)
        #expect(!DecodedRequest(requestTarget + ["expect: something"], endsStream: false).framing.expectsContinue)
        #expect(DecodedRequest(requestTarget + ["te: trailers"]).framing.acceptsTrailers)
    }

    @Test("the limits of bytes and fields count pseudo-header fields, too (RFC 9113 section 6.5.2)")
    func limits() {
        let lines = requestTarget + ["x: y"]
        let size = lines.reduce(0) { $0 + $1.utf8.count - 2 + 32 }
        #expect(DecodedRequest(lines, limits: HeadLimits(bytes: size, fields: 5)).outcome == .complete)
        #expect(DecodedRequest(lines, limits: HeadLimits(bytes: size - 1, fields: 5)).outcome == .tooLarge)
        #expect(DecodedRequest(lines, limits: HeadLimits(bytes: size, fields: 4)).outcome == .tooLarge)
    }

    @Test("what is too large or malformed does not spoil the requests behind it")
    func staysInStep() {
        var decoder = HPACKDecoder()
        var writer = BlockWriter()
        writer.literal("Bad", "1", .incremental)
        writer.literal("x", String(repeating: "x", count: 1000), .incremental)
        writer.literal("y", "2", .incremental)
        var decoded = DecodedRequest(requestTarget)
        decoded.take(block(requestTarget) + writer.bytes, &decoder, limits: HeadLimits(bytes: 400, fields: 10))
        #expect(decoded.outcome == .tooLarge)
        decoded.take(block(requestTarget) + [0xC0], &decoder)
        #expect(decoded.outcome == .malformed(.fieldName))
        decoded.take(block(requestTarget) + [0xBE], &decoder)
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines == ["y: 2"])
        decoded.take(block(requestTarget) + [0xC1], &decoder)
        #expect(decoded.outcome == .undecodable)
    }

    @Test("nothing of a head is left in the next one")
    func reuse() {
        var decoder = HPACKDecoder()
        var decoded = DecodedRequest(
            [":method: POST", ":scheme: https", ":authority: a", ":path: /a?b", "cookie: 1", "cookie: 2"],
            endsStream: false)
        decoded.take(block([":method: CONNECT", ":authority: b:1"]), &decoder)
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines.isEmpty)
        #expect(decoded.head.path.isEmpty)
        #expect(decoded.head.query.isEmpty)
        #expect(decoded.framing == MessageFraming())
        decoded.take(block(requestTarget) + [0x80], &decoder)
        #expect(decoded.outcome == .undecodable)
    }

    @Test("random fields never trap", arguments: 1...200)
    func random(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        var decoder = HPACKDecoder()
        let names = [
            ":method", ":path", ":scheme", ":authority", "host", "cookie", "te", "content-length", "expect", "x", "",
        ]
        for _ in 0..<30 {
            var writer = BlockWriter()
            for _ in 0..<numbers.number(below: 12) {
                let value = numbers.bytes(numbers.number(below: 4)).map { $0 & 0x3F }
                writer.literal(Array(names[numbers.number(below: names.count)].utf8), value, .incremental)
                if numbers.number(below: 4) == 0 { writer.indexed(1 + numbers.number(below: 63)) }
            }
            var decoded = DecodedRequest(requestTarget)
            decoded.take(writer.bytes, &decoder, endsStream: numbers.number(below: 2) == 0)
            if decoded.outcome == .undecodable { decoder = HPACKDecoder() }
            for range in [decoded.head.method, decoded.head.path, decoded.head.query, decoded.head.authority] {
                #expect(range.indices.upperBound <= decoded.head.headers.bytes.count)
            }
        }
    }
}
