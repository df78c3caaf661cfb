import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite("Bytes that strangers send to the zone")
struct HostileQueriesTests {
    private let zone = Zone(
        hosts: ClaimedHosts(["shop.example.com", "*.example.com", "a.b.c.example.org"]),
        addresses: ResolvedAddresses((1...40).map { IPAddress.v4(0xC000_0200 + $0) }))

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
        // An expectation for each rule would take ten times as long as all that is tested here.
        for rule in self.brokenRules(query, reply, isDatagram) { Issue.record("\(rule): \(query)") }
        return reply?.code
    }

    private func brokenRules(_ query: [UInt8], _ reply: ZoneReply?, _ isDatagram: Bool) -> [String] {
        var broken: [String] = []
        func rule(_ name: String, _ holds: Bool) { if !holds { broken.append(name) } }
        guard query.count >= 12, query[2] & 0x80 == 0 else {
            rule("neither a fragment nor a response has a reply", reply == nil)
            return broken
        }
        guard let reply, reply.bytes.count >= 12, let message = try? DNSMessage(decoding: reply.bytes) else {
            return ["a query has a reply that can be read"]
        }
        let opcode = query[2] >> 3 & 0xF
        let isBare = reply.bytes.count == 12
        rule("the reply has the id", reply.bytes[0] == query[0] && reply.bytes[1] == query[1])
        rule("it is a response of the same opcode", reply.bytes[2] >> 3 == 0x10 | opcode)
        rule("it has the wish for recursion", reply.bytes[2] & 1 == query[2] & 1)
        rule("it offers no recursion", reply.bytes[3] & 0x80 == 0)
        rule("its code is what is counted", message.header.responseCode == reply.code)
        rule("answers are an authority's", message.header.isAuthoritative == (reply.code == .noError))
        rule("it ends here", self.zone.reply(to: reply.bytes, isDatagram: isDatagram) == nil)
        switch reply.code {
        case .notImplemented: rule("another opcode has a bare header", opcode != 0 && isBare)
        case .formatError: rule("an unreadable query has a bare header", opcode == 0 && isBare)
        case .noError, .refused, .badVersion:
            let asked = try? DNSMessage(decoding: query)
            let size = Int(asked?.edns?.udpPayloadSize ?? 0)
            rule("a query has one question", opcode == 0 && Array(query[4..<10]) == [0, 1, 0, 0, 0, 0])
            rule("the question comes back", message.questions == asked?.questions)
            rule("EDNS is answered with EDNS", (message.edns == nil) == (asked?.edns == nil))
            rule("one version is spoken", (reply.code == .badVersion) == (asked?.edns?.version ?? 0 > 0))
            rule("it is as long as may be", !isDatagram || reply.bytes.count <= min(max(512, size), 1232))
            let records = message.answers + message.authorities
            rule("only answers have records", records.isEmpty || reply.code == .noError)
            rule("records are the question's", records.allSatisfy { $0.name == message.questions.first?.name })
            let isNoData = message.answers.isEmpty && message.authorities.map(\.type) == [.soa]
            let isAnswer = !message.answers.isEmpty || isNoData || message.header.isTruncated
            rule("an answer says something", reply.code != .noError || isAnswer)
        default: rule("no reply has another code", false)
        }
        return broken
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
        // With options, so that there is as much to spoil as a query has.
        let query = Self.queries[1]
        for index in query.indices {
            for byte in 0...255 as ClosedRange<UInt8> {
                var query = query
                query[index] = byte
                self.check(query, isDatagram: byte & 1 == 0)
            }
        }
    }

    @Test("30,000 mutated queries have the replies that their rules say")
    func mutations() {
        var random = SeededNumbers(seed: 11)
        var codes: [DNSResponseCode?: Int] = [:]
        for round in 0..<30_000 {
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
        var random = SeededNumbers(seed: 12)
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
