import Testing

@testable import GatehouseDNS

@Suite("Bytes that strangers send to the zone")
struct HostileQueriesTests {
    private let zone = Zone(
        hosts: ClaimedHosts(["shop.example.com", "*.example.com", "a.b.c.example.org"]),
        addresses: ResolvedAddresses((1...60).map { IPAddress.v4(0xC000_0200 + $0) }))

    private static let queries: [[UInt8]] = {
        let names = ["shop.example.com", "x.y.example.com", "example.com", "www.example.net"]
        let cookie = EDNS(udpPayloadSize: 700, wantsSignatures: true, options: [0, 10, 0, 2, 1, 2])
        return names.flatMap { name in
            [DNSRecordType.a, .aaaa, .any, .soa].flatMap { type in
                [EDNS(), cookie, nil].map { DNSMessage.query(name, type, edns: $0).encoded() }
            }
        }
    }()

    /// Checks what holds for every reply, and tells its code; nil for none.
    @discardableResult
    private func check(_ query: [UInt8], isDatagram: Bool = true) -> DNSResponseCode? {
        let reply = self.zone.reply(to: query, isDatagram: isDatagram)
        guard query.count >= 12, query[2] & 0x80 == 0 else {
            #expect(reply == nil, "neither a fragment nor a response has a reply")
            return nil
        }
        guard let reply, reply.bytes.count >= 12, let message = try? DNSMessage(decoding: reply.bytes) else {
            Issue.record("a query has a reply that can be read: \(query)")
            return nil
        }
        let opcode = query[2] >> 3 & 0xF
        let counts = (query[4], query[5], query[6], query[7], query[8], query[9])
        #expect(Array(reply.bytes.prefix(2)) == Array(query.prefix(2)), "the id")
        #expect(reply.bytes[2] >> 3 == 0x10 | opcode, "a response of the same opcode")
        #expect(reply.bytes[2] & 1 == query[2] & 1, "the wish for recursion")
        #expect(reply.bytes[3] & 0x80 == 0, "no recursion")
        #expect(message.header.responseCode == reply.code)
        #expect(message.header.isAuthoritative == (reply.code == .noError))
        #expect(reply.bytes.count <= (isDatagram ? 1232 : 65_535))
        #expect(self.zone.reply(to: reply.bytes, isDatagram: isDatagram) == nil, "it ends here")
        switch reply.code {
        case .notImplemented: #expect(opcode != 0 && reply.bytes.count == 12)
        case .formatError: #expect(opcode == 0 && reply.bytes.count == 12)
        case .noError, .refused, .badVersion:
            #expect(opcode == 0 && counts == (0, 1, 0, 0, 0, 0))
            let asked = try? DNSMessage(decoding: query)
            #expect(message.questions == asked?.questions)
            #expect((message.edns == nil) == (asked?.edns == nil))
            #expect((reply.code == .badVersion) == (asked?.edns?.version ?? 0 > 0))
            if isDatagram { #expect(reply.bytes.count <= max(512, Int(asked?.edns?.udpPayloadSize ?? 0))) }
            if reply.code == .noError {
                let isNoData = message.answers.isEmpty && message.authorities.map(\.type) == [.soa]
                #expect(!message.answers.isEmpty || isNoData || message.header.isTruncated)
                #expect((message.answers + message.authorities).allSatisfy { $0.name == message.questions.first?.name })
            }
        default: Issue.record("no reply has the code \(reply.code)")
        }
        return reply.code
    }

    @Test("every prefix of a query has the reply that its rules say")
    func prefixes() {
        for query in Self.queries {
            for count in 0..<query.count {
                #expect(self.check(Array(query.prefix(count))) == (count < 12 ? nil : .formatError))
            }
            let code = self.check(query)
            #expect(code == .noError || code == .refused)
        }
    }

    @Test("every byte of a query may be any other")
    func bytes() {
        for query in Self.queries.prefix(3) {
            for index in query.indices {
                for byte in 0...255 as ClosedRange<UInt8> {
                    var query = query
                    query[index] = byte
                    self.check(query, isDatagram: byte & 1 == 0)
                }
            }
        }
    }

    @Test("50,000 mutated queries have the replies that their rules say")
    func mutations() {
        var random = Seeded(11)
        var codes: [DNSResponseCode?: Int] = [:]
        for round in 0..<50_000 {
            var query = Self.queries[round % Self.queries.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) where !query.isEmpty {
                let index = Int.random(in: 0..<query.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: query[index] = UInt8.random(in: 0...255, using: &random)
                case 1: query[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: query[index] = 0xC0
                case 3: query.removeSubrange(index...)
                default: query.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
            }
            codes[self.check(query, isDatagram: round % 3 != 0), default: 0] += 1
        }
        // A test that never comes to some code says nothing of it.
        for code in [.noError, .refused, .formatError, .notImplemented, .badVersion, nil] as [DNSResponseCode?] {
            #expect(codes[code, default: 0] > 100, "\(codes)")
        }
    }

    @Test("random bytes behind a header have the replies that their rules say")
    func noise() {
        var random = Seeded(12)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<120, using: &random)
            var query = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            // Half of them say that they are a query with one question.
            if count >= 12, Bool.random(using: &random) {
                let additionals = UInt8.random(in: 0...9, using: &random)
                query.replaceSubrange(2..<12, with: [0, 0, 0, 1, 0, 0, 0, 0, 0, additionals])
            }
            self.check(query)
        }
    }

    @Test("the longest query there can be is read in no time worth speaking of, and answered")
    func long() {
        // As many records as there is room for, each with a name that is a pointer.
        var query = DNSMessage.query("shop.example.com", edns: nil).encoded()
        query[10] = 0x17
        query[11] = 0x70
        while query.count + 11 <= 65_535 { query += [0xC0, 12] + [0, 99, 0, 1, 0, 0, 0, 0, 0, 0] }
        #expect(self.check(query, isDatagram: false) == .formatError)
        query[10] = 0
        query[11] = 8
        #expect(self.check(query, isDatagram: false) == .noError)
    }
}
