import Testing

@testable import GatehouseHTTP

private func parse(_ text: String, isHeadRequest: Bool = false) -> (ResponseHead, MessageFraming, HTTP1Refusal?) {
    var head = ResponseHead()
    var framing = MessageFraming()
    let refusal = Array(text.utf8).withUnsafeBytes {
        HTTP1ResponseParser.parse(
            $0, isHeadRequest: isHeadRequest, limits: HeadLimits(), into: &head, framing: &framing)
    }
    return (head, framing, refusal)
}

@Suite("Parsing response heads")
struct ResponseParserTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var head: String
        var isHeadRequest = false
        var body: BodyLength
        var keepsAlive: Bool
        var testDescription: String { self.head.debugDescription }
    }

    @Test(
        "where the body ends (RFC 9112 section 6.3)",
        arguments: [
            Case(head: "HTTP/1.1 200 OK\r\nContent-Length: 3", body: .fixed(3), keepsAlive: true),
            Case(head: "HTTP/1.1 200 OK\r\nContent-Length: 3", isHeadRequest: true, body: .none, keepsAlive: true),
            Case(head: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked", body: .chunked, keepsAlive: true),
            Case(head: "HTTP/1.1 200 OK", body: .untilClose, keepsAlive: false),
            Case(head: "HTTP/1.1 204 No Content", body: .none, keepsAlive: true),
            Case(head: "HTTP/1.1 304 Not Modified\r\nContent-Length: 3", body: .none, keepsAlive: true),
            Case(head: "HTTP/1.1 200\r\nContent-Length: 0", body: .fixed(0), keepsAlive: true),
            Case(head: "HTTP/1.0 200 OK\r\nContent-Length: 3", body: .fixed(3), keepsAlive: false),
            Case(head: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close", body: .fixed(3), keepsAlive: false),
            Case(head: "HTTP/1.1 100 Continue", body: .none, keepsAlive: true),
        ])
    func framing(_ sample: Case) {
        let (_, framing, refusal) = parse("\(sample.head)\r\n\r\n", isHeadRequest: sample.isHeadRequest)
        #expect(refusal == nil)
        #expect(framing.body == sample.body)
        #expect(framing.keepsAlive == sample.keepsAlive)
    }

    @Test(
        "what is no response is refused",
        arguments: [
            "HTTP/1.1 99 Low\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/1.1 abc OK\r\n\r\n", "hello world, hello\r\n\r\n", "HTTP/1.1 200 O\u{1}K\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n",
        ])
    func refused(text: String) {
        #expect(parse(text).2 != nil)
    }
}
