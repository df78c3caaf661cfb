import Testing

@testable import GatehouseDNS

@Suite("What a response says")
struct ResponseReadingTests {
    private static let question = DNSQuestion(name: dnsName("www.example.com"), type: .a)

    private func read(
        _ answers: [DNSRecord] = [], code: DNSResponseCode = .noError, authorities: [DNSRecord] = [],
        type: DNSRecordType = .a, _ change: (inout DNSMessage) -> Void = { _ in }
    ) -> ResponseReading {
        let question = DNSQuestion(name: Self.question.name, type: type)
        var message = DNSMessage.query(id: 1, question)
            .response(code: code, answers: answers, authorities: authorities)
        change(&message)
        return ResponseReading(message, to: question, maximumNegative: .seconds(60))
    }

    private func addresses(_ addresses: [String], ttl: Int) -> ResponseReading {
        .settled(.addresses(addresses.map(ip), timeToLive: .seconds(ttl)))
    }

    private func denied(_ kind: Denial.Kind, ttl: Int?) -> ResponseReading {
        .settled(.denied(Denial(kind: kind, timeToLive: ttl.map { .seconds($0) })))
    }

    @Test("S1: all addresses count, each once, for the least of their times")
    func addresses() {
        let records: [DNSRecord] = [
            .address("www.example.com", "192.0.2.2", ttl: 60), .address("WWW.example.com", "192.0.2.1", ttl: 40),
            .address("www.example.com", "192.0.2.2", ttl: 50),
        ]
        #expect(self.read(records) == self.addresses(["192.0.2.2", "192.0.2.1"], ttl: 40))
    }

    @Test("records of other names, types and classes are not the answer")
    func others() {
        var chaos = DNSRecord.address("www.example.com", "192.0.2.9")
        chaos.recordClass = DNSClass(rawValue: 3)
        let records: [DNSRecord] = [
            .address("example.com", "192.0.2.9"), .address("www.example.com", "2001:db8::9"), chaos,
            .address("www.example.com", "192.0.2.1"),
        ]
        #expect(self.read(records) == self.addresses(["192.0.2.1"], ttl: 30))
        #expect(self.read(records, type: .aaaa) == self.addresses(["2001:db8::9"], ttl: 30))
    }

    @Test("S5: aliases are followed in whatever order they stand, and their times count")
    func aliases() {
        let records: [DNSRecord] = [
            .address("c.example.net", "192.0.2.1", ttl: 300), .cname("B.example.net", "c.example.net", ttl: 20),
            .cname("www.example.com", "b.example.net", ttl: 100), .address("b.example.net", "192.0.2.9"),
        ]
        #expect(self.read(records) == self.addresses(["192.0.2.1"], ttl: 20))
        // Times of what is not on the way do not.
        let beside = records + [.cname("x.example.net", "y.example.net", ttl: 1)]
        #expect(self.read(beside) == self.addresses(["192.0.2.1"], ttl: 20))
    }

    @Test("sixteen aliases are followed, and more, or a circle, make no sense")
    func manyAliases() {
        func chain(_ count: Int) -> [DNSRecord] {
            let owners = ["www.example.com"] + (1...count).map { "n\($0)" }
            return zip(owners, owners.dropFirst()).map { .cname($0, $1) } + [.address("n\(count)", "192.0.2.1")]
        }
        #expect(self.read(chain(16)) == self.addresses(["192.0.2.1"], ttl: 30))
        #expect(self.read(chain(17)) == .senseless)
        #expect(self.read([.cname("www.example.com", "www.example.com")]) == .senseless)
        #expect(
            self.read([.cname("www.example.com", "a"), .cname("a", "www.example.com")]) == .senseless)
    }

    @Test(
        "no name and no data are told apart, and are remembered for the SOA's least time, at most 60 s",
        arguments: [
            (DNSResponseCode.noSuchName, Denial.Kind.noName, UInt32(3600), UInt32(30), 30),
            (.noSuchName, .noName, 10, 30, 10), (.noError, .noData, 3600, 0, 0), (.noError, .noData, 3600, 3600, 60),
        ])
    func denials(code: DNSResponseCode, kind: Denial.Kind, ttl: UInt32, minimum: UInt32, expected: Int) {
        let soa = DNSRecord.soa("example.com", ttl: ttl, minimum: minimum)
        #expect(self.read(code: code, authorities: [soa]) == self.denied(kind, ttl: expected))
    }

    @Test("a denial without the SOA record of a zone that has the name is not for remembering")
    func unproven() {
        #expect(self.read() == self.denied(.noData, ttl: nil))
        #expect(self.read(code: .noSuchName) == self.denied(.noName, ttl: nil))
        #expect(self.read(authorities: [.soa("example.org")]) == self.denied(.noData, ttl: nil))
        #expect(self.read(authorities: [.soa("a.www.example.com")]) == self.denied(.noData, ttl: nil))
        #expect(self.read(authorities: [.soa(".")]) == self.denied(.noData, ttl: 30))
    }

    @Test("an alias without addresses denies what it leads to")
    func deniedAlias() {
        let alias = [DNSRecord.cname("www.example.com", "gone.example.net")]
        #expect(
            self.read(alias, code: .noSuchName, authorities: [.soa("example.net")]) == self.denied(.noName, ttl: 30))
        #expect(self.read(alias, authorities: [.soa("example.net")]) == self.denied(.noData, ttl: 30))
        // The zone of the alias says nothing of what lies outside of it.
        #expect(self.read(alias, authorities: [.soa("example.com")]) == self.denied(.noData, ttl: nil))
    }

    @Test("a code of no name outweighs addresses")
    func contradiction() {
        #expect(
            self.read([.address("www.example.com", "192.0.2.1")], code: .noSuchName) == self.denied(.noName, ttl: nil))
    }

    @Test("a server that has nothing and asks nobody makes no sense; one that has the zone does")
    func lame() {
        #expect(self.read { $0.header.recursionAvailable = false } == .senseless)
        let authoritative = self.read {
            $0.header.recursionAvailable = false
            $0.header.isAuthoritative = true
        }
        #expect(authoritative == self.denied(.noData, ttl: nil))
    }

    @Test(
        "errors are told apart from those that EDNS may have caused",
        arguments: [
            (DNSResponseCode.serverFailure, ResponseReading.refused(.serverFailure)), (.refused, .refused(.refused)),
            (DNSResponseCode(rawValue: 9), .refused(DNSResponseCode(rawValue: 9))),
            (.formatError, .notUnderstood(.formatError)), (.notImplemented, .notUnderstood(.notImplemented)),
            (.badVersion, .notUnderstood(.badVersion)),
        ])
    func errors(code: DNSResponseCode, expected: ResponseReading) {
        #expect(self.read(code: code) == expected)
        #expect(self.read([.address("www.example.com", "192.0.2.1")], code: code) == expected)
    }

    @Test("what is truncated is not used, even when there are addresses")
    func truncated() {
        let answers = [DNSRecord.address("www.example.com", "192.0.2.1")]
        #expect(self.read(answers) { $0.header.isTruncated = true } == .truncated)
        #expect(self.read(code: .noSuchName) { $0.header.isTruncated = true } == .truncated)
    }
}
