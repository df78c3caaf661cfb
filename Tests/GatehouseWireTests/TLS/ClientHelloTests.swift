import Testing

@testable import GatehouseWire

private func scan(_ bytes: [UInt8], limit: Int = ClientHelloScanner.defaultLimit) -> ClientHelloScanner.Outcome {
    var scanner = ClientHelloScanner(limit: limit)
    return bytes.withUnsafeBytes { scanner.scan($0) }
}

private func scan(_ hello: HelloText) -> ClientHelloScanner.Outcome { scan(hello.records()) }

/// What a scanner says after each piece of `size` bytes, up to its first answer other than `incomplete`.
private func scan(_ bytes: [UInt8], pieces size: Int) -> (outcome: ClientHelloScanner.Outcome, seen: Int) {
    var scanner = ClientHelloScanner()
    for end in stride(from: size, to: bytes.count + size, by: size) {
        let seen = min(end, bytes.count)
        let outcome = bytes[..<seen].withUnsafeBytes { scanner.scan($0) }
        if outcome != .incomplete { return (outcome, seen) }
    }
    return (.incomplete, bytes.count)
}

private func names(_ names: String...) -> [[UInt8]] { names.map { Array($0.utf8) } }

@Suite("Finding and reading the client's hello")
struct ClientHelloTests {
    struct Recorded: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: [UInt8]
        var hello: ClientHello
    }

    @Test(
        "hellos of real clients are read",
        arguments: [
            Recorded(
                testDescription: "Python", bytes: RecordedHellos.python,
                hello: ClientHello(
                    serverName: Array("shop.example.com".utf8), applicationProtocols: names("h2", "http/1.1"),
                    supportsECDSA: true, offersTLS13: true)),
            Recorded(
                testDescription: "no server name", bytes: RecordedHellos.nameless,
                hello: ClientHello(supportsECDSA: true, offersTLS13: true)),
            Recorded(
                testDescription: "TLS 1.2 with ECDSA", bytes: RecordedHellos.tls12ECDSA,
                hello: ClientHello(serverName: Array("legacy.example.com".utf8), supportsECDSA: true)),
            Recorded(
                testDescription: "TLS 1.2 without a suite for ECDSA", bytes: RecordedHellos.tls12RSA,
                hello: ClientHello(serverName: Array("rsa.example.com".utf8))),
            Recorded(
                testDescription: "TLS 1.3 without signatures of ECDSA", bytes: RecordedHellos.openssl,
                hello: ClientHello(
                    serverName: Array("api.example.com".utf8),
                    applicationProtocols: names("istio-peer-exchange", "istio"), offersTLS13: true)),
        ])
    func recorded(_ recorded: Recorded) {
        #expect(scan(recorded.bytes) == .complete(recorded.hello))
    }

    @Test("a hello is complete with its last byte and the same in pieces of any size", arguments: [1, 2, 3, 7, 100])
    func pieces(size: Int) {
        for bytes in RecordedHellos.all {
            let (outcome, seen) = scan(bytes, pieces: size)
            #expect(outcome == scan(bytes))
            #expect(seen == bytes.count)
        }
    }

    @Test("a hello may be cut into records anywhere (RFC 8446 section 5.1)", arguments: [20, 50, 137, 512])
    func fragments(size: Int) {
        for bytes in RecordedHellos.all {
            let records = HelloText.records(Array(bytes.dropFirst(5)), of: size)
            #expect(scan(records) == scan(bytes))
            #expect(scan(records, pieces: 1).outcome == scan(bytes))
        }
    }

    @Test("what follows the hello in later records is not looked at")
    func early() {
        #expect(scan(RecordedHellos.openssl + [0x14, 3, 3, 0, 1, 1]) == scan(RecordedHellos.openssl))
    }

    @Test(
        "what is no TLS is known from the first byte, or the second",
        arguments: [
            Array("G".utf8), Array("SSH-2.0".utf8), [0x80, 0x2E, 1, 3, 1], [0], [21, 3], [0x17, 3, 3], [22, 2],
            [22, 0x47], [22, 254, 253],
        ] as [[UInt8]])
    func otherProtocols(bytes: [UInt8]) {
        #expect(scan(bytes) == .notTLS)
        #expect(scan(bytes, pieces: 1).seen <= 2)
    }

    @Test("nothing is known of nothing")
    func nothing() {
        #expect(scan([]) == .incomplete)
        #expect(scan([22]) == .incomplete)
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: [UInt8]
        var refusal: ClientHelloRefusal
    }

    private static let message = HelloText().message

    @Test(
        "records and messages that can't become a hello are refused",
        arguments: [
            Refused(testDescription: "empty record", bytes: [22, 3, 1, 0, 0], refusal: .malformedRecord),
            Refused(testDescription: "long record", bytes: [22, 3, 1, 0x40, 1], refusal: .malformedRecord),
            Refused(
                testDescription: "an alert between", bytes: [22, 3, 1, 0, 1, 1, 21, 3, 1, 0, 2, 1, 0],
                refusal: .malformedRecord),
            Refused(
                testDescription: "server hello", bytes: [22, 3, 3, 0, 4, 2, 0, 0, 0], refusal: .unexpectedMessage),
            Refused(testDescription: "huge", bytes: [22, 3, 1, 0, 4, 1, 1, 0, 0], refusal: .tooLarge),
            Refused(
                testDescription: "more in its record", bytes: HelloText.records(message + [0]),
                refusal: .malformedRecord),
            Refused(
                testDescription: "a byte a record", bytes: HelloText.records(message, of: 1),
                refusal: .tooManyRecords),
            Refused(testDescription: "no body", bytes: [22, 3, 1, 0, 4, 1, 0, 0, 0], refusal: .malformedHello),
            Refused(
                testDescription: "DTLS inside", bytes: HelloText(version: 0xFEFD).records(), refusal: .malformedHello),
            Refused(
                testDescription: "long session", bytes: HelloText(session: Array(repeating: 1, count: 33)).records(),
                refusal: .malformedHello),
            Refused(testDescription: "no suites", bytes: HelloText(suites: []).records(), refusal: .malformedHello),
        ])
    func refused(_ refused: Refused) {
        #expect(scan(refused.bytes) == .refused(refused.refusal))
        #expect(scan(refused.bytes, pieces: 1).outcome == .refused(refused.refusal))
    }

    @Test("the limit is for the message and says what still fits")
    func limit() {
        let bytes = HelloText().records(of: 20)
        let count = HelloText().message.count
        #expect(scan(bytes, limit: count) == .complete(ClientHello()))
        #expect(scan(bytes, limit: count - 1) == .refused(.tooLarge))
    }

    @Test("a hello without extensions is one of TLS 1.2 (RFC 5246 section 7.4.1.2)")
    func noExtensions() {
        #expect(scan(HelloText(hasExtensions: false)) == .complete(ClientHello()))
    }

    @Test("every prefix of a hello is incomplete or no TLS, and none of its cut bodies is read past the end")
    func truncatedBodies() {
        let message = Array(RecordedHellos.openssl.dropFirst(9))
        for count in 0..<message.count {
            let cut = HelloText.records([1] + vector(Array(message[..<count]), lengthBytes: 3))
            let outcome = scan(cut)
            // With the extensions cut off at their beginning it is a hello of TLS 1.2.
            #expect(outcome == .refused(.malformedHello) || outcome == .complete(ClientHello()))
        }
    }

    @Test("changed bytes give some outcome, and the same one in pieces", arguments: 1...200)
    func changed(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        for original in RecordedHellos.all {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            #expect(scan(bytes, pieces: 1).outcome == scan(bytes))
        }
        let noise = [22, 3, 1] + generator.bytes(upTo: 600)
        #expect(scan(noise, pieces: 1).outcome == scan(noise))
    }
}
