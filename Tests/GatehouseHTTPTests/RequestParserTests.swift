import Testing

@testable import GatehouseHTTP

/// Parses `text` as one request head, as the downstream connection does.
private func parse(_ text: String, limits: HeadLimits = HeadLimits()) -> (RequestHead, MessageFraming, HTTP1Refusal?) {
    parse(Array(text.utf8), limits: limits)
}

private func parse(_ bytes: [UInt8], limits: HeadLimits = HeadLimits()) -> (RequestHead, MessageFraming, HTTP1Refusal?)
{
    var head = RequestHead()
    var framing = MessageFraming()
    var scanner = HeadScanner()
    let refusal = bytes.withUnsafeBytes { buffer -> HTTP1Refusal? in
        switch scanner.scan(buffer, limit: limits.bytes) {
        case .incomplete: return .malformedRequestLine
        case .refused(let refusal): return refusal
        case .complete(let count):
            return HTTP1RequestParser.parse(
                UnsafeRawBufferPointer(rebasing: buffer[..<count]), limits: limits, into: &head, framing: &framing)
        }
    }
    return (head, framing, refusal)
}

@Suite("Parsing request heads")
struct RequestParserTests {
    @Test("a head is found in its parts")
    func parts() {
        let (head, framing, refusal) = parse(
            "POST /a/b?c=d HTTP/1.1\r\nHost: Example.com:80\r\nContent-Length: 12\r\nX-Thing:  v 1 \r\n\r\n")
        #expect(refusal == nil)
        #expect(head.string(head.method) == "POST")
        #expect(head.string(head.path) == "/a/b")
        #expect(head.string(head.query) == "?c=d")
        #expect(head.string(head.authority) == "Example.com:80")
        #expect(head.headers.joinedValue(of: "x-thing") == "v 1")
        #expect(head.headers.joinedValue(of: "host") == nil)
        #expect(framing.body == .fixed(12))
        #expect(framing.keepsAlive)
    }

    struct Target: CustomTestStringConvertible, Sendable {
        var line: String
        var authority: String
        var path: String
        var query: String
        var testDescription: String { self.line }
    }

    @Test(
        "the four forms of a target are told apart (RFC 9112 section 3.2)",
        arguments: [
            Target(line: "GET / HTTP/1.1", authority: "h", path: "/", query: ""),
            Target(line: "GET /?x HTTP/1.1", authority: "h", path: "/", query: "?x"),
            Target(line: "GET /a#f HTTP/1.1", authority: "h", path: "/a", query: ""),
            Target(line: "GET /a?b#f?g HTTP/1.1", authority: "h", path: "/a", query: "?b"),
            Target(line: "GET http://other:81/p?q HTTP/1.1", authority: "other:81", path: "/p", query: "?q"),
            Target(line: "GET HTTPS://other HTTP/1.1", authority: "other", path: "/", query: ""),
            Target(line: "GET http://other?q HTTP/1.1", authority: "other", path: "/", query: "?q"),
            Target(line: "OPTIONS * HTTP/1.1", authority: "h", path: "*", query: ""),
            Target(line: "CONNECT other:443 HTTP/1.1", authority: "other:443", path: "", query: ""),
        ])
    func targets(_ target: Target) {
        let (head, _, refusal) = parse("\(target.line)\r\nHost: h\r\n\r\n")
        #expect(refusal == nil)
        #expect(head.string(head.authority) == target.authority)
        #expect(head.string(head.path) == target.path)
        #expect(head.string(head.query) == target.query)
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        var text: String
        var refusal: HTTP1Refusal
        init(_ text: String, _ refusal: HTTP1Refusal) {
            self.text = text
            self.refusal = refusal
        }
        var testDescription: String { self.text.debugDescription }
    }

    @Test(
        "what is ambiguous or malformed is refused by name",
        arguments: [
            Refused("GET / HTTP/1.1\r\n\r\n", .missingHost),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .duplicateHost),
            Refused("GET / HTTP/1.1\r\nHost:\r\n\r\n", .malformedHost),
            Refused("GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", .malformedHost),
            Refused("GET / HTTP/1.1\r\nHost: u@b\r\n\r\n", .malformedHost),
            Refused("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", .malformedHost),
            Refused("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .malformedHost),
            Refused("GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineFeed),
            Refused("GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
            Refused("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", .controlByte),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", .controlByte),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{7F}b\r\n\r\n", .controlByte),
            Refused("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .malformedField),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", .foldedField),
            Refused("GET / HTTP/1.1\r\n X: 1\r\nHost: a\r\n\r\n", .foldedField),
            Refused("GET / HTTP/1.1\r\nHost: a\r\n: 1\r\n\r\n", .malformedField),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .malformedField),
            Refused("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
            Refused("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .malformedRequestLine),
            Refused("GET /\r\nHost: a\r\n\r\n", .malformedRequestLine),
            Refused("GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", .controlByte),
            Refused("GET a HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
            Refused("GET ?a HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
            Refused("GET #a HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
            Refused("GET * HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
            Refused("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedRequestLine),
            Refused("GET / HTTP/1.2\r\nHost: a\r\n\r\n", .unsupportedVersion),
            Refused("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .unsupportedVersion),
            Refused("GET / http/1.1\r\nHost: a\r\n\r\n", .unsupportedVersion),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", .malformedContentLength),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1,1\r\n\r\n", .malformedContentLength),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", .malformedContentLength),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", .malformedContentLength),
            Refused(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\n", .malformedContentLength),
            Refused(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", .duplicateContentLength),
            Refused(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                .contentLengthWithTransferEncoding),
            Refused(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .unsupportedTransferEncoding),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", .unsupportedTransferEncoding),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n", .unsupportedTransferEncoding),
            Refused(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                .unsupportedTransferEncoding),
            Refused("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", .unsupportedTransferEncoding),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer_Encoding: chunked\r\n\r\n", .malformedField),
            Refused("POST / HTTP/1.1\r\nHost: a\r\nContent--Length: 1\r\n\r\n", .malformedField),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nConnection: x-forwarded-for\r\n\r\n", .malformedConnection),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nConnection: :path\r\n\r\n", .malformedConnection),
            Refused("GET / HTTP/1.1\r\nHost: a\r\nConnection: a,b,c,d,e,f,g,h,i,j\r\n\r\n", .malformedConnection),
            Refused(
                "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "Connection: a, b\r\n", count: 5) + "\r\n",
                .malformedConnection),
        ])
    func refusals(_ refused: Refused) {
        #expect(parse(refused.text).2 == refused.refusal)
    }

    @Test("obs-text and every token character are carried")
    func tolerated() {
        var bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nMy_Header.!#$%&'*+^`|~09: \t".utf8)
        bytes += [0x85, 0x93, 0xA0]
        bytes += Array("\r\n\r\n".utf8)
        let (head, _, refusal) = parse(bytes)
        #expect(refusal == nil)
        #expect(head.headers.fields.count == 1)
        #expect(head.withBytes(head.headers.fields[0].value) { Array($0) } == [0x85, 0x93, 0xA0])
    }

    @Test("the limits of bytes and fields hold to the byte and the field")
    func limits() {
        let text = "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\n\r\n"
        #expect(parse(text, limits: HeadLimits(bytes: text.utf8.count, fields: 3)).2 == nil)
        #expect(parse(text, limits: HeadLimits(bytes: text.utf8.count - 1, fields: 3)).2 == .headTooLarge)
        #expect(parse(text, limits: HeadLimits(bytes: text.utf8.count, fields: 2)).2 == .tooManyFields)
    }

    @Test("a head is found in the same place however it is cut into pieces")
    func pieces() {
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET".utf8)
        var scanner = HeadScanner()
        for count in 1..<(bytes.count - 3) {
            #expect(bytes[..<count].withUnsafeBytes { scanner.scan($0, limit: 1000) } == .incomplete)
        }
        #expect(bytes.withUnsafeBytes { scanner.scan($0, limit: 1000) } == .complete(bytes.count - 3))
    }

    struct KeepAlive: CustomTestStringConvertible, Sendable {
        var version: String
        var connection: String
        var keepsAlive: Bool
        var testDescription: String { "HTTP/\(self.version) with Connection: \(self.connection)" }
    }

    @Test(
        "a connection stays by version and Connection field (RFC 9112 section 9.3)",
        arguments: [
            KeepAlive(version: "1.1", connection: "", keepsAlive: true),
            KeepAlive(version: "1.1", connection: "Close", keepsAlive: false),
            KeepAlive(version: "1.1", connection: "keep-alive, close", keepsAlive: false),
            KeepAlive(version: "1.0", connection: "", keepsAlive: false),
            KeepAlive(version: "1.0", connection: "keep-alive", keepsAlive: true),
        ])
    func keepAlive(_ sample: KeepAlive) {
        let field = sample.connection.isEmpty ? "" : "Connection: \(sample.connection)\r\n"
        let (_, framing, refusal) = parse("GET / HTTP/\(sample.version)\r\nHost: a\r\n\(field)\r\n")
        #expect(refusal == nil)
        #expect(framing.keepsAlive == sample.keepsAlive)
    }
}
