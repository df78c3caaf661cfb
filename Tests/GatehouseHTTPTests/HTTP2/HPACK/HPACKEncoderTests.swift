import Testing

@testable import GatehouseHTTP

@Suite("Encoding header blocks")
struct HPACKEncoderTests {
    @Test("what is encoded decodes to the same fields", arguments: 1...100)
    func roundTrip(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let names = [
            "content-length", "content-type", "date", "server", "user-agent", "cookie", "set-cookie", "x-request-id",
            "x", "x-envoy-a", String(repeating: "n", count: 126), String(repeating: "n", count: 127),
            String(repeating: "n", count: 128), String(repeating: "n", count: 20_000),
        ]
        let lengths = [0, 1, 14, 15, 16, 126, 127, 128, 254, 255, 256, 16_510, 16_511, 16_512, 70_000]
        var headers = HeaderBlock()
        var lines: [String] = []
        for _ in 0..<numbers.number(below: 30) {
            let name = names[numbers.number(below: names.count)]
            let length = lengths[numbers.number(below: lengths.count)]
            let value = Array(repeating: UInt8(0x21 + numbers.number(below: 0x5E)), count: length)
            headers.append(name: Array(name.utf8), value: value)
            lines.append("\(name): \(String(decoding: value, as: UTF8.self))")
        }
        var encoder = HPACKEncoder()
        encoder.append(headers)
        var decoder = HPACKDecoder(tableLimit: 0)
        let decoded = decoder.decode(encoder.bytes, bytes: 1 << 24)
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines == lines)
        #expect(decoded.kinds == headers.fields.map { .field($0.id) })
    }

    @Test("every status is itself")
    func statuses() {
        var encoder = HPACKEncoder()
        var decoder = HPACKDecoder()
        for status in 100...999 {
            encoder.begin()
            encoder.appendStatus(status)
            let decoded = decoder.decode(encoder.bytes)
            #expect(decoded.lines == [":status: \(status)"])
            #expect(decoded.kinds == [.status])
        }
    }

    @Test("what is no status becomes the nearest one", arguments: [(-1, 100), (0, 100), (99, 100), (1000, 999)])
    func statusBounds(status: Int, sent: Int) {
        var encoder = HPACKEncoder()
        encoder.appendStatus(status)
        var decoder = HPACKDecoder()
        #expect(decoder.decode(encoder.bytes).lines == [":status: \(sent)"])
    }

    struct Target: CustomTestStringConvertible, Sendable {
        var method: String
        var authority: String
        var target: String
        var isSecure: Bool
        var testDescription: String { "\(self.method) \(self.authority) \(self.target.prefix(40))" }
    }

    @Test(
        "a request's target becomes its pseudo-header fields (RFC 9113 section 8.3.1)",
        arguments: [
            Target(method: "GET", authority: "a.example", target: "/", isSecure: true),
            Target(method: "POST", authority: "a.example:81", target: "/a/b?c=d", isSecure: false),
            Target(method: "GETS", authority: "a", target: "/?", isSecure: true),
            Target(method: "get", authority: "a", target: "*", isSecure: true),
            Target(method: "OPTIONS", authority: "a", target: "*", isSecure: false),
            Target(
                method: "PATCH", authority: String(repeating: "a", count: 300),
                target: "/" + String(repeating: "p", count: 20_000) + "?" + String(repeating: "q", count: 126),
                isSecure: true),
            Target(method: "GET", authority: "", target: "/", isSecure: true),
        ])
    func targets(_ target: Target) {
        let head = RequestHead(method: target.method, authority: target.authority, target: target.target)
        var encoder = HPACKEncoder()
        encoder.appendTarget(of: head, isSecure: target.isSecure)
        var decoder = HPACKDecoder()
        let decoded = decoder.decode(encoder.bytes)
        var lines = [":method: \(target.method)", ":scheme: \(target.isSecure ? "https" : "http")"]
        if !target.authority.isEmpty { lines.append(":authority: \(target.authority)") }
        lines.append(":path: \(target.target)")
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines == lines)
    }

    @Test("a block begun again holds nothing of the one before")
    func again() {
        var encoder = HPACKEncoder()
        encoder.appendStatus(404)
        encoder.begin()
        #expect(encoder.bytes.isEmpty)
        encoder.appendStatus(200)
        #expect(encoder.bytes == [0x88])
    }
}
