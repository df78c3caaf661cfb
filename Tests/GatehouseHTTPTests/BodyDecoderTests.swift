import Testing

@testable import GatehouseHTTP

/// What a decoder makes of a body that arrives in pieces of `size` bytes.
private func decode(
    _ text: String, _ length: BodyLength, pieces size: Int, isResponse: Bool = false
) -> (data: String, trailers: String, isEnded: Bool, refusal: HTTP1Refusal?, rest: Int) {
    var decoder = BodyDecoder(length, limits: HeadLimits(), isResponse: isResponse)
    let bytes = Array(text.utf8)
    var buffered: [UInt8] = []
    var data: [UInt8] = []
    var trailers: [UInt8] = []
    var next = 0
    while true {
        switch buffered.withUnsafeBytes({ decoder.next($0) }) {
        case .data(let count):
            data += buffered[..<count]
            buffered.removeFirst(count)
        case .skip(let count): buffered.removeFirst(count)
        case .trailers(let count):
            trailers += buffered[..<count]
            buffered.removeFirst(count)
        case .ended:
            let rest = buffered.count + bytes.count - next
            return (String(decoding: data, as: UTF8.self), String(decoding: trailers, as: UTF8.self), true, nil, rest)
        case .refused(let refusal):
            return (String(decoding: data, as: UTF8.self), "", false, refusal, 0)
        case .incomplete:
            guard next < bytes.count else {
                return (String(decoding: data, as: UTF8.self), "", false, nil, buffered.count)
            }
            let end = min(next + size, bytes.count)
            buffered += bytes[next..<end]
            next = end
        }
    }
}

@Suite("Decoding bodies")
struct BodyDecoderTests {
    @Test("a chunked body is the same however it is cut into pieces", arguments: [1, 2, 3, 5, 7, 1000])
    func chunked(pieces: Int) {
        let text = "5\r\nhello\r\n1;ext=\"a b\"\r\n \r\n0A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\nGET"
        let result = decode(text, .chunked, pieces: pieces)
        #expect(result.data == "hello 0123456789")
        #expect(result.trailers == "X-Sum: 1\r\n\r\n")
        #expect(result.isEnded)
        #expect(result.rest == 3)
    }

    @Test(
        "what is not exactly chunked coding is refused",
        arguments: [
            "\r\n", "g\r\n", "-1\r\n", "0x5\r\nhello\r\n", "5\nhello\r\n", "5\rhello", "5\r\nhello\n0\r\n\r\n",
            "5\r\nhelloX\r\n0\r\n\r\n", "1000000000000000\r\n", " 5\r\nhello\r\n", "5 \r\nhello\r\n0\r\n\r\n",
            "5;a\u{1}\r\nhello\r\n", "0\r\nX: 1\n\r\n", ";a\r\n",
        ])
    func refused(text: String) {
        let result = decode(text, .chunked, pieces: 1)
        #expect(result.refusal != nil)
        #expect(!result.isEnded)
    }

    @Test("a response's chunk sizes may be padded, as old servers do")
    func padding() {
        #expect(decode("5  \r\nhello\r\n0\r\n\r\n", .chunked, pieces: 4, isResponse: true).data == "hello")
    }

    @Test("a body of fixed length ends where it says", arguments: [1, 2, 100])
    func fixed(pieces: Int) {
        let result = decode("helloGET", .fixed(5), pieces: pieces)
        #expect(result.data == "hello")
        #expect(result.isEnded)
        #expect(result.rest == 3)
    }

    @Test(
        "only a body up to the end of the connection may end with it",
        arguments: [
            (BodyLength.untilClose, true), (.fixed(1), false), (.chunked, false), (.none, true), (.fixed(0), true),
        ])
    func connectionEnd(length: BodyLength, isLegal: Bool) {
        var decoder = BodyDecoder(length, limits: HeadLimits(), isResponse: true)
        let isLegalEnd = decoder.connectionEnded()
        #expect(isLegalEnd == isLegal)
    }

    @Test("trailers that would change framing or routing are left out (RFC 9110 section 6.5.1)")
    func trailers() {
        var block = HeaderBlock()
        let section = Array("X-Sum: 1\r\nContent-Length: 3\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        let refusal = section.withUnsafeBytes { TrailerParser.parse($0, limits: HeadLimits(), into: &block) }
        #expect(refusal == nil)
        #expect(block.fields.map { block.string($0.name) } == ["x-sum"])
    }
}
