import Testing

@testable import GatehouseHTTP

private func decode(
    _ lines: [String], endsStream: Bool = false, isHeadRequest: Bool = false, limits: HeadLimits = HeadLimits()
) -> (head: ResponseHead, framing: MessageFraming, outcome: HTTP2HeadOutcome) {
    var head = ResponseHead()
    var framing = MessageFraming()
    var decoder = HPACKDecoder()
    let outcome = block(lines).withUnsafeBytes {
        HTTP2ResponseDecoder.decode(
            $0, with: &decoder, limits: limits, endsStream: endsStream, isHeadRequest: isHeadRequest, into: &head,
            framing: &framing)
    }
    return (head, framing, outcome)
}

private func lines(_ block: HeaderBlock) -> [String] {
    block.fields.map { "\(block.string($0.name)): \(block.string($0.value))" }
}

@Suite("Decoding HTTP/2 responses")
struct HTTP2ResponseDecoderTests {
    @Test("a head is found in its parts")
    func parts() {
        let decoded = decode([":status: 404", "server: origin", "set-cookie: a", "set-cookie: b", "content-length: 3"])
        #expect(decoded.outcome == .complete)
        #expect(decoded.head.status == 404)
        #expect(decoded.head.version == .http2)
        #expect(
            lines(decoded.head.headers) == [
                "server: origin", "set-cookie: a", "set-cookie: b", "content-length: 3",
            ])
        #expect(decoded.head.headers.fields.map(\.id) == [.server, .other, .other, .contentLength])
        #expect(decoded.framing.body == .fixed(3))
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var lines: [String]
        var endsStream = false
        var isHeadRequest = false
        var body: BodyLength
        var testDescription: String {
            let request = self.isHeadRequest ? "HEAD: " : ""
            return request + self.lines.joined(separator: ", ") + (self.endsStream ? ", the end" : "")
        }
    }

    @Test(
        "where the body ends (RFC 9113 section 8.1)",
        arguments: [
            Case(lines: [":status: 200"], body: .chunked),
            Case(lines: [":status: 200"], endsStream: true, body: .fixed(0)),
            Case(lines: [":status: 200", "content-length: 5"], body: .fixed(5)),
            Case(lines: [":status: 200", "content-length: 0"], body: .fixed(0)),
            Case(lines: [":status: 200", "content-length: 0"], endsStream: true, body: .fixed(0)),
            Case(lines: [":status: 200", "content-length: 5"], endsStream: true, isHeadRequest: true, body: .none),
            Case(lines: [":status: 200", "content-length: 5"], isHeadRequest: true, body: .none),
            Case(lines: [":status: 304", "content-length: 5"], endsStream: true, body: .none),
            Case(lines: [":status: 304"], body: .none),
            Case(lines: [":status: 204"], body: .none),
            Case(lines: [":status: 103", "link: x"], body: .none),
            Case(lines: [":status: 999"], body: .chunked),
        ])
    func framing(_ sample: Case) {
        let decoded = decode(sample.lines, endsStream: sample.endsStream, isHeadRequest: sample.isHeadRequest)
        #expect(decoded.outcome == .complete)
        #expect(decoded.framing.body == sample.body)
    }

    struct Malformed: CustomTestStringConvertible, Sendable {
        var lines: [String]
        var malformation: HTTP2Malformation

        init(_ lines: [String], _ malformation: HTTP2Malformation) {
            self.lines = lines
            self.malformation = malformation
        }

        var testDescription: String { self.lines.joined(separator: ", ").debugDescription }
    }

    @Test(
        "what is no response is refused by name (RFC 9113 sections 8.1.1, 8.2 and 8.3.2)",
        arguments: [
            Malformed([], .pseudoHeader),
            Malformed(["server: origin"], .pseudoHeader),
            Malformed([":status: "], .pseudoHeader),
            Malformed([":status: 99"], .pseudoHeader),
            Malformed([":status: 099"], .pseudoHeader),
            Malformed([":status: 1000"], .pseudoHeader),
            Malformed([":status: abc"], .pseudoHeader),
            Malformed([":status: 20x"], .pseudoHeader),
            Malformed([":status: +20"], .pseudoHeader),
            Malformed([":status: 200", ":status: 200"], .pseudoHeader),
            Malformed(["server: origin", ":status: 200"], .pseudoHeader),
            Malformed([":status: 200", ":path: /"], .pseudoHeader),
            Malformed([":status: 200", ":method: GET"], .pseudoHeader),
            Malformed([":status: 200", ":authority: a"], .pseudoHeader),
            Malformed([":status: 200", ":scheme: https"], .pseudoHeader),
            Malformed([":status: 200", ":unknown: x"], .pseudoHeader),
            Malformed([":status: 101"], .pseudoHeader),
            Malformed([":status: 200", "Server: origin"], .fieldName),
            Malformed([":status: 200", ": v"], .fieldName),
            Malformed([":status: 200", "a b: v"], .fieldName),
            Malformed([":status: 200", "transfer_encoding: chunked"], .fieldName),
            Malformed([":status: 200", "x: a\r\nb"], .fieldValue),
            Malformed([":status: 200", "x: a "], .fieldValue),
            Malformed([":status: 200", "connection: close"], .connectionField),
            Malformed([":status: 200", "keep-alive: 5"], .connectionField),
            Malformed([":status: 200", "proxy-connection: close"], .connectionField),
            Malformed([":status: 200", "transfer-encoding: chunked"], .connectionField),
            Malformed([":status: 200", "upgrade: h2c"], .connectionField),
            Malformed([":status: 200", "content-length: x"], .contentLength),
            Malformed([":status: 200", "content-length: "], .contentLength),
            Malformed([":status: 200", "content-length: 5", "content-length: 5"], .contentLength),
        ])
    func malformed(_ sample: Malformed) {
        #expect(decode(sample.lines).outcome == .malformed(sample.malformation))
    }

    @Test("a length of more than the nothing that comes is none (RFC 9113 section 8.1.1)", arguments: [200, 404, 500])
    func lengthOfNothing(status: Int) {
        let decoded = decode([":status: \(status)", "content-length: 5"], endsStream: true)
        #expect(decoded.outcome == .malformed(.contentLength))
    }

    @Test("the limits hold to the byte and the field")
    func limits() {
        let head = [":status: 200", "a: 1", "b: 2"]
        let size = head.reduce(0) { $0 + $1.utf8.count - 2 + 32 }
        #expect(decode(head, limits: HeadLimits(bytes: size, fields: 3)).outcome == .complete)
        #expect(decode(head, limits: HeadLimits(bytes: size - 1, fields: 3)).outcome == .tooLarge)
        #expect(decode(head, limits: HeadLimits(bytes: size, fields: 2)).outcome == .tooLarge)
    }

    @Test("a block that can't be decoded is more than a malformed response")
    func undecodable() {
        var head = ResponseHead()
        var framing = MessageFraming()
        var decoder = HPACKDecoder()
        let outcome = ([0x88, 0x80] as [UInt8]).withUnsafeBytes {
            HTTP2ResponseDecoder.decode(
                $0, with: &decoder, limits: HeadLimits(), endsStream: false, isHeadRequest: false, into: &head,
                framing: &framing)
        }
        #expect(outcome == .undecodable)
    }
}

@Suite("Decoding HTTP/2 trailers")
struct HTTP2TrailerDecoderTests {
    private func decode(
        _ lines: [String], limits: HeadLimits = HeadLimits()
    ) -> (block: HeaderBlock, outcome: HTTP2HeadOutcome) {
        var trailers = HeaderBlock()
        trailers.append(name: Array("left".utf8), value: "over".utf8)
        var decoder = HPACKDecoder()
        let outcome = block(lines).withUnsafeBytes {
            HTTP2TrailerDecoder.decode($0, with: &decoder, limits: limits, into: &trailers)
        }
        return (trailers, outcome)
    }

    @Test("trailers are given, and those that would change framing or routing left out (RFC 9110 section 6.5.1)")
    func trailers() {
        let decoded = self.decode([
            "grpc-status: 0", "content-length: 3", "host: b", "x-forwarded-for: 1.2.3.4", "x-envoy-a: 1",
            "te: trailers",
            "content-type: text/plain", "expect: 100-continue", "trailer: x", "grpc-message: fine",
        ])
        #expect(decoded.outcome == .complete)
        #expect(lines(decoded.block) == ["grpc-status: 0", "grpc-message: fine"])
        #expect(self.decode([]).outcome == .complete)
        #expect(self.decode([]).block.fields.isEmpty)
    }

    @Test(
        "pseudo-header fields and what no field may be are refused (RFC 9113 sections 8.1 and 8.2)",
        arguments: [
            ([":status: 200"], HTTP2Malformation.pseudoHeader),
            (["x: y", ":path: /"], .pseudoHeader),
            ([":unknown: x"], .pseudoHeader),
            (["X: y"], .fieldName),
            ([": y"], .fieldName),
            (["content_length: 5"], .fieldName),
            (["x: a\nb"], .fieldValue),
            (["x:  a"], .fieldValue),
            (["connection: close"], .connectionField),
            (["transfer-encoding: chunked"], .connectionField),
            (["te: gzip"], .connectionField),
            (["X: y", ":path: /"], .fieldName),
        ])
    func malformed(lines: [String], malformation: HTTP2Malformation) {
        #expect(self.decode(lines).outcome == .malformed(malformation))
        #expect(self.decode(["grpc-status: 0"] + lines + ["x: y"]).outcome == .malformed(malformation))
    }

    @Test("the limits hold to the byte and the field")
    func limits() {
        let fields = ["a: 1", "b: 2"]
        #expect(self.decode(fields, limits: HeadLimits(bytes: 68, fields: 2)).outcome == .complete)
        #expect(self.decode(fields, limits: HeadLimits(bytes: 67, fields: 2)).outcome == .tooLarge)
        #expect(self.decode(fields, limits: HeadLimits(bytes: 68, fields: 1)).outcome == .tooLarge)
    }
}
