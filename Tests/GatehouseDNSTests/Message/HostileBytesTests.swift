import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite("Bytes that are no message")
struct HostileBytesTests {
    private static let seeds: [[UInt8]] = {
        let question = DNSQuestion(name: dnsName("www.example.com"), type: .a)
        let query = DNSMessage.query(id: 0xABCD, question)
        var response = query.response(
            answers: [
                .cname("www.example.com", "a.cdn.example.net"), .cname("a.cdn.example.net", "b.cdn.example.net"),
                .address("b.cdn.example.net", "192.0.2.1"), .address("b.cdn.example.net", "2001:db8::1"),
                DNSRecord(
                    name: dnsName("x.y"), timeToLive: 9, content: .other(DNSRecordType(rawValue: 65), [0, 1, 0])),
            ], authorities: [.soa("example.net")])
        response.additionals = [.address("ns.example.net", "192.0.2.53")]
        return [query.encoded(), response.encoded(), query.response(code: .noSuchName).encoded()]
    }()

    /// Reads bytes, and tells whether they are a message; that one has to survive being written and read again.
    private func check(_ bytes: [UInt8]) -> Bool {
        guard let message = try? DNSMessage(decoding: bytes) else { return false }
        #expect((try? DNSMessage(decoding: message.encoded())) == message)
        return true
    }

    @Test("every prefix of a message is read or refused")
    func prefixes() {
        for seed in Self.seeds {
            for count in 0..<seed.count {
                #expect(throws: DNSMessageError.self) { try DNSMessage(decoding: Array(seed[..<count])) }
            }
            #expect(self.check(seed))
        }
    }

    @Test("100,000 mutated messages are read or refused")
    func mutations() {
        var random = SeededNumbers(seed: 7)
        var readable = 0
        for round in 0..<100_000 {
            var message = Self.seeds[round % Self.seeds.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<message.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: message[index] = UInt8.random(in: 0...255, using: &random)
                case 1: message[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: message[index] = 0xC0
                case 3: message.removeSubrange(index...)
                default: message.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
                if message.isEmpty { break }
            }
            if self.check(message) { readable += 1 }
        }
        // A test that only ever sees refusals says nothing.
        #expect(readable > 10_000)
    }

    @Test("random bytes are read or refused")
    func noise() {
        var random = SeededNumbers(seed: 8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<80, using: &random)
            _ = self.check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    @Test("counts that promise more than there is cost nothing")
    func emptyPromises() {
        #expect(throws: DNSMessageError.endsEarly) {
            try DNSMessage(decoding: bytes("0001 8000 FFFF FFFF FFFF FFFF"))
        }
    }

    @Test("a name takes as many pointers as it may have labels, so that no message is read for long")
    func pointerChains() {
        // A root, and pointers each to the one before; a record begins with the last of them.
        func message(pointers: Int) -> [UInt8] {
            var message = bytes("0001 8000 0000 0001 0000 0000")
            message += bytes("00 0063 0001 00000000") + [UInt8(pointers * 2 >> 8), UInt8(pointers * 2 & 0xFF)]
            message[7] = 2
            var target = 12
            for _ in 0..<pointers {
                message += [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
                target = message.count - 2
            }
            return message + [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)] + bytes("0063 0001 00000000 0000")
        }
        #expect(throws: Never.self) { try DNSMessage(decoding: message(pointers: 126)) }
        #expect(throws: DNSMessageError.malformedName) { try DNSMessage(decoding: message(pointers: 127)) }
    }
}
