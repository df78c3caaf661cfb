import Testing

@testable import GatehouseWire

private func parse(_ bytes: [UInt8]) -> ProxyProtocol.Outcome { bytes.withUnsafeBytes { ProxyProtocol.parse($0) } }

private func parse(_ text: String) -> ProxyProtocol.Outcome { parse(Array(text.utf8)) }

/// The first outcome other than `incomplete` when the bytes arrive one by one.
private func parseByteByByte(_ bytes: [UInt8]) -> ProxyProtocol.Outcome {
    for count in 0...bytes.count {
        let outcome = parse(Array(bytes[..<count]))
        if outcome != .incomplete { return outcome }
    }
    return .incomplete
}

/// A block of version 2 for a connection over IPv4.
private func block(_ content: [UInt8]) -> [UInt8] { block(0x21, 0x11, content) }

private func block(_ command: UInt8, _ family: UInt8, _ content: [UInt8]) -> [UInt8] {
    Array("\r\n\r\n\0\r\nQUIT\n".utf8) + [command, family] + vector(content, lengthBytes: 2)
}

private let ipv4 = bytes("C0000201 C6336407 1F90 01BB")
private let ipv6 = bytes("20010DB8000000000000000000000001 20010DB8000000000000000000000002 1F90 01BB")
private let ipv4Addresses = ProxyHeader.Addresses(
    source: ProxiedAddress(bytes: [192, 0, 2, 1], port: 8080),
    destination: ProxiedAddress(bytes: [198, 51, 100, 7], port: 443))
private let ipv6Addresses = ProxyHeader.Addresses(
    source: ProxiedAddress(bytes: Array(ipv6[..<16]), port: 8080),
    destination: ProxiedAddress(bytes: Array(ipv6[16..<32]), port: 443))

@Suite("The PROXY protocol")
struct ProxyProtocolTests {
    @Test("a line of version 1 gives both addresses")
    func line() {
        let text = "PROXY TCP4 192.0.2.1 198.51.100.7 8080 443\r\n"
        #expect(parse(text + "GET /") == .complete(ProxyHeader(length: text.utf8.count, addresses: ipv4Addresses)))
        let long = "PROXY TCP6 2001:DB8::1 2001:db8:0:0:0:0:0:2 8080 443\r\n"
        #expect(parse(long) == .complete(ProxyHeader(length: long.utf8.count, addresses: ipv6Addresses)))
    }

    @Test(
        "a line of an unknown family keeps the socket's own addresses, whatever follows",
        arguments: ["PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff::1 x 1 2 3 4 5 6\r\n", "PROXY UNKNOWN \r\n"])
    func unknown(text: String) {
        #expect(parse(text) == .complete(ProxyHeader(length: text.utf8.count)))
    }

    @Test(
        "a line that is not exactly the specification's is refused",
        arguments: [
            ("PROXY TCP4 192.0.2.1 198.51.100.7 8080 443\n", ProxyProtocolRefusal.malformedLine),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 8080 443\rX", .malformedLine),
            ("PROXY UNKNOWN\n\r\n", .malformedLine),
            ("PROXY UNKNOWN \rX\r\n", .malformedLine),
            ("PROXY \r\n", .unsupported),
            ("PROXY tcp4 192.0.2.1 198.51.100.7 8080 443\r\n", .unsupported),
            ("PROXY UDP4 192.0.2.1 198.51.100.7 8080 443\r\n", .unsupported),
            ("PROXY  TCP4 192.0.2.1 198.51.100.7 8080 443\r\n", .unsupported),
            ("PROXY UNKNOWNS\r\n", .unsupported),
            ("PROXY TCP4\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 8080\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 8080 443 \r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 8080 443 1 2\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1  198.51.100.7 8080 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.01 198.51.100.7 8080 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.256 198.51.100.7 8080 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2 198.51.100.7 8080 443\r\n", .malformedAddress),
            ("PROXY TCP4 ::1 198.51.100.7 8080 443\r\n", .malformedAddress),
            ("PROXY TCP6 192.0.2.1 ::1 8080 443\r\n", .malformedAddress),
            ("PROXY TCP6 fe80::1%eth0 ::1 8080 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 65536 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 08080 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 +80 443\r\n", .malformedAddress),
            ("PROXY TCP4 192.0.2.1 198.51.100.7 8080 -1\r\n", .malformedAddress),
        ])
    func refusedLines(text: String, refusal: ProxyProtocolRefusal) {
        #expect(parse(text) == .refused(refusal))
        #expect(parseByteByByte(Array(text.utf8)) == .refused(refusal))
    }

    @Test("a line may have 107 bytes and no more")
    func lineLimit() {
        let longest = "PROXY UNKNOWN " + String(repeating: "x", count: 91) + "\r\n"
        #expect(longest.utf8.count == 107)
        #expect(parse(longest) == .complete(ProxyHeader(length: 107)))
        let longer = Array("PROXY UNKNOWN \(String(repeating: "x", count: 92))\r\n".utf8)
        #expect(parse(longer) == .refused(.tooLong))
        #expect(parseByteByByte(longer) == .refused(.tooLong))
    }

    @Test("a block of version 2 gives both addresses")
    func blocks() {
        #expect(parse(block(ipv4) + [1]) == .complete(ProxyHeader(length: 28, addresses: ipv4Addresses)))
        #expect(parse(block(0x21, 0x21, ipv6)) == .complete(ProxyHeader(length: 52, addresses: ipv6Addresses)))
        #expect(
            parse(block(ipv4 + [0x04, 0, 0, 0xE0, 0, 2, 9, 9]))
                == .complete(ProxyHeader(length: 36, addresses: ipv4Addresses)))
    }

    @Test(
        "a block without addresses of TCP keeps the socket's own",
        arguments: [
            block(0x20, 0x00, []), block(0x20, 0x11, ipv4), block(0x20, 0xFF, [1, 2, 3]), block(0x21, 0x00, []),
            block(0x21, 0x00, [1, 2, 3]), block(0x21, 0x12, ipv4), block(0x21, 0x10, ipv4),
            block(0x21, 0x31, Array(repeating: 0x2F, count: 216)),
        ])
    func ownAddresses(bytes: [UInt8]) {
        #expect(parse(bytes) == .complete(ProxyHeader(length: bytes.count)))
    }

    @Test(
        "a block that is not exactly the specification's is refused",
        arguments: [
            (block(0x11, 0x11, ipv4), ProxyProtocolRefusal.unsupported), (block(0x31, 0x11, ipv4), .unsupported),
            (block(0x22, 0x11, ipv4), .unsupported), (block(0x21, 0x41, ipv4), .unsupported),
            (block(0x21, 0x13, ipv4), .unsupported), (block(Array(ipv4.dropLast())), .malformedBlock),
            (block([]), .malformedBlock), (block(0x21, 0x21, ipv4), .malformedBlock),
            (block(0x21, 0x31, Array(repeating: 0, count: 215)), .malformedBlock),
            (block(ipv4 + [4]), .malformedBlock), (block(ipv4 + [4, 0]), .malformedBlock),
            (block(ipv4 + [4, 0, 1]), .malformedBlock), (block(ipv4 + [3, 0, 3, 0, 0, 0]), .malformedBlock),
            (block(ipv4 + [3, 0, 4, 0, 0, 0, 0]), .checksumMismatch),
            (block(Array(repeating: 0, count: 4097)), .tooLong),
        ])
    func refusedBlocks(bytes: [UInt8], refusal: ProxyProtocolRefusal) {
        #expect(parse(bytes) == .refused(refusal))
        #expect(parseByteByByte(bytes) == .refused(refusal))
    }

    @Test("a checksum is that of the header with zeros in its place")
    func checksum() {
        let zeroed = block(ipv4 + [4, 0, 1, 7, 3, 0, 4, 0, 0, 0, 0, 4, 0, 2, 8, 9])
        var checksum = CRC32C()
        zeroed.withUnsafeBytes { checksum.take($0) }
        var bytes = zeroed
        bytes.replaceSubrange(35..<39, with: number(Int(checksum.value), bytes: 4))
        #expect(parse(bytes) == .complete(ProxyHeader(length: bytes.count, addresses: ipv4Addresses)))
        bytes[20] ^= 1
        #expect(parse(bytes) == .refused(.checksumMismatch))
    }

    @Test("the checksum of 123456789 is the one that its definition gives")
    func checksumVector() {
        var checksum = CRC32C()
        Array("123456789".utf8).withUnsafeBytes { checksum.take($0) }
        #expect(checksum.value == 0xE306_9283)
    }

    @Test(
        "a connection that begins otherwise has no header",
        arguments: ["G", "POST / HTTP/1.1", "PROX/", "PROXY\t", "\r\n\r\nG", "\r\nGET", "\n", "proxy "])
    func absent(text: String) {
        #expect(parse(text) == .absent)
        #expect(parseByteByByte(Array(text.utf8)) == .absent)
    }

    @Test(
        "every prefix of a header is incomplete",
        arguments: [
            Array("PROXY TCP4 192.0.2.1 198.51.100.7 8080 443\r\n".utf8), Array("PROXY UNKNOWN\r\n".utf8),
            block(ipv4 + [4, 0, 1, 7]), block(0x21, 0x21, ipv6), block(0x20, 0, []),
        ])
    func prefixes(bytes: [UInt8]) {
        for count in 0..<bytes.count {
            #expect(parse(Array(bytes[..<count])) == .incomplete)
        }
    }

    @Test("changed bytes give some outcome, and the same one byte by byte", arguments: 1...200)
    func changed(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let originals = [
            Array("PROXY TCP6 2001:DB8::1 ::2 8080 443\r\n".utf8), block(0x21, 0x21, ipv6 + [4, 0, 1, 7]), block(ipv4),
        ]
        for var bytes in originals {
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            #expect(parseByteByByte(bytes) == parse(bytes))
        }
        let noise = block(generator.bytes(upTo: 300))
        #expect(parseByteByByte(noise) == parse(noise))
    }
}
