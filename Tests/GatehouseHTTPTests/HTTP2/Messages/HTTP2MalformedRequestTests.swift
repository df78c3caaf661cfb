import Testing

@testable import GatehouseHTTP

@Suite("HTTP/2 requests that are none")
struct HTTP2MalformedRequestTests {
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
        "pseudo-header fields come once, first, and all of them (RFC 9113 section 8.3)",
        arguments: [
            Malformed([], .pseudoHeader),
            Malformed([":scheme: https", ":authority: a", ":path: /"], .pseudoHeader),
            Malformed([":method: GET", ":authority: a", ":path: /"], .pseudoHeader),
            Malformed([":method: GET", ":scheme: https", ":authority: a"], .pseudoHeader),
            Malformed([":method: GET", ":scheme: https", ":path: /"], .target),
            Malformed(requestTarget + [":method: GET"], .pseudoHeader),
            Malformed(requestTarget + [":scheme: https"], .pseudoHeader),
            Malformed(requestTarget + [":authority: a.example"], .pseudoHeader),
            Malformed(requestTarget + [":path: /"], .pseudoHeader),
            Malformed(requestTarget + [":status: 200"], .pseudoHeader),
            Malformed(requestTarget + [":protocol: websocket"], .pseudoHeader),
            Malformed(requestTarget + [":unknown: x"], .pseudoHeader),
            Malformed(requestTarget + [":Path: /"], .pseudoHeader),
            Malformed(requestTarget + [":: x"], .pseudoHeader),
            Malformed([":method: GET", ":scheme: https", ":path: /", "x: y", ":authority: a"], .pseudoHeader),
            Malformed(["x: y"] + requestTarget, .pseudoHeader),
            Malformed(["host: a.example"] + requestTarget, .pseudoHeader),
            Malformed([":method: ", ":scheme: https", ":authority: a", ":path: /"], .pseudoHeader),
            Malformed([":method: G T", ":scheme: https", ":authority: a", ":path: /"], .pseudoHeader),
            Malformed([":method: G(T", ":scheme: https", ":authority: a", ":path: /"], .pseudoHeader),
            Malformed([":method: G\r\nT", ":scheme: https", ":authority: a", ":path: /"], .fieldValue),
            Malformed([":method: GET ", ":scheme: https", ":authority: a", ":path: /"], .fieldValue),
            Malformed([":method: GET", ":scheme: ", ":authority: a", ":path: /"], .pseudoHeader),
        ])
    func pseudoHeaders(_ sample: Malformed) {
        #expect(DecodedRequest(sample.lines).outcome == .malformed(sample.malformation))
    }

    @Test(
        "paths and authorities are what they may be, and host says the same (RFC 9113 section 8.3.1)",
        arguments: [
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: "], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: a"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: ?a"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: #a"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: *"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: https://a/"], .target),
            Malformed([":method: OPTIONS", ":scheme: https", ":authority: a", ":path: *a"], .target),
            Malformed([":method: OPTIONS", ":scheme: https", ":authority: a", ":path: *?a"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: /a b"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: /a\tb"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: /a "], .fieldValue),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path:  /a"], .fieldValue),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: /a\nb"], .fieldValue),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: /a\u{0}"], .fieldValue),
            Malformed([":method: GET", ":scheme: https", ":authority: a", ":path: /a\u{7F}"], .fieldValue),
            Malformed([":method: GET", ":scheme: https", ":authority: ", ":path: /"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: ", ":path: /", "host: a"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: u@a", ":path: /"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a,b", ":path: /"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a/b", ":path: /"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a:99999", ":path: /"], .target),
            Malformed([":method: GET", ":scheme: https", ":authority: a b", ":path: /"], .target),
            Malformed([":method: GET", ":scheme: https", ":path: /", "host: u@a"], .target),
            Malformed([":method: GET", ":scheme: https", ":path: /", "host: "], .target),
            Malformed(requestTarget + ["host: b.example"], .target),
            Malformed(requestTarget + ["host: a.example:443"], .target),
            Malformed(requestTarget + ["host: "], .target),
            Malformed(requestTarget + ["host: a.example", "host: a.example"], .target),
        ])
    func malformedTargets(_ sample: Malformed) {
        #expect(DecodedRequest(sample.lines).outcome == .malformed(sample.malformation))
    }

    @Test(
        "fields are what they may be, and none is about the connection (RFC 9113 section 8.2)",
        arguments: [
            Malformed([": v"], .fieldName),
            Malformed(["X-Thing: v"], .fieldName),
            Malformed(["x-thinG: v"], .fieldName),
            Malformed(["Connection: close"], .fieldName),
            Malformed(["Content-length: 1"], .fieldName),
            Malformed(["a b: v"], .fieldName),
            Malformed(["a:b: v"], .fieldName),
            Malformed(["a\u{0}: v"], .fieldName),
            Malformed(["a\r\n: v"], .fieldName),
            Malformed(["a\u{E4}: v"], .fieldName),
            Malformed(["(a): v"], .fieldName),
            Malformed(["x: a\u{0}b"], .fieldValue),
            Malformed(["x: a\rb"], .fieldValue),
            Malformed(["x: a\nb"], .fieldValue),
            Malformed(["x: a\r\nevil: b"], .fieldValue),
            Malformed(["x: a\u{7F}b"], .fieldValue),
            Malformed(["x: a\u{1}b"], .fieldValue),
            Malformed(["x:  a"], .fieldValue),
            Malformed(["x: a "], .fieldValue),
            Malformed(["x: \ta"], .fieldValue),
            Malformed(["x: a\t"], .fieldValue),
            Malformed(["x:  "], .fieldValue),
            Malformed(["connection: close"], .connectionField),
            Malformed(["connection: "], .connectionField),
            Malformed(["keep-alive: timeout=5"], .connectionField),
            Malformed(["proxy-connection: keep-alive"], .connectionField),
            Malformed(["transfer-encoding: chunked"], .connectionField),
            Malformed(["transfer-encoding: identity"], .connectionField),
            Malformed(["upgrade: websocket"], .connectionField),
            Malformed(["te: gzip"], .connectionField),
            Malformed(["te: trailers, gzip"], .connectionField),
            Malformed(["te: "], .connectionField),
            Malformed(["transfer_encoding: chunked"], .fieldName),
            Malformed(["transferencoding: chunked"], .fieldName),
            Malformed(["content_length: 1"], .fieldName),
            Malformed(["content--length: 1"], .fieldName),
        ])
    func fields(_ sample: Malformed) {
        #expect(DecodedRequest(requestTarget + sample.lines).outcome == .malformed(sample.malformation))
        // The first one counts.
        #expect(DecodedRequest(requestTarget + sample.lines + [":path: /"]).outcome == .malformed(sample.malformation))
    }
}
