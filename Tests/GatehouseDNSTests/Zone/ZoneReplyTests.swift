import Testing

@testable import GatehouseDNS

@Suite("Replies of the zone")
struct ZoneReplyTests {
    private let zone = Zone(
        hosts: ClaimedHosts(["shop.example.com", "*.wild.example.com"]),
        addresses: ResolvedAddresses(v4: [ip("192.0.2.1")]))

    private func query(
        _ name: String = "shop.example.com", _ type: DNSRecordType = .a, _ change: (inout DNSMessage) -> Void = { _ in }
    ) -> DNSMessage {
        var query = DNSMessage.query(id: 0xABCD, DNSQuestion(name: dnsName(name), type: type))
        change(&query)
        return query
    }

    private func reply(to query: DNSMessage, isDatagram: Bool = true, from zone: Zone? = nil) throws -> DNSMessage {
        let reply = try #require((zone ?? self.zone).reply(to: query.encoded(), isDatagram: isDatagram))
        let message = try DNSMessage(decoding: reply.bytes)
        #expect(message.header.responseCode == reply.code)
        return message
    }

    private func code(of bytes: [UInt8]) -> DNSResponseCode? { self.zone.reply(to: bytes, isDatagram: true)?.code }

    // MARK: What is answered

    @Test("a reply has the query's id, question and wish for recursion, is authoritative, and offers no recursion")
    func header() throws {
        for recursion in [false, true] {
            let reply = try self.reply(to: self.query { $0.header.recursionDesired = recursion })
            #expect(
                reply.header
                    == DNSHeader(
                        id: 0xABCD, isResponse: true, isAuthoritative: true, recursionDesired: recursion))
            #expect(reply.questions == self.query().questions)
            #expect(reply.answers == [.address("shop.example.com", "192.0.2.1", ttl: 5)])
            #expect(reply.authorities == [])
        }
    }

    @Test("the spelling of a question is kept, in the question and for its answer", arguments: ["A", "AAAA"])
    func spelling(type: String) throws {
        let type: DNSRecordType = type == "A" ? .a : .aaaa
        let reply = try self.reply(to: self.query("sHoP.eXaMpLe.CoM", type))
        // Names are equal in any case; their descriptions are not.
        #expect(reply.questions.first?.name.description == "sHoP.eXaMpLe.CoM")
        let record = try #require(type == .a ? reply.answers.first : reply.authorities.first)
        #expect(record.name.description == "sHoP.eXaMpLe.CoM")
    }

    @Test("that there is no data comes with a SOA record, from an authority")
    func noData() throws {
        let reply = try self.reply(to: self.query("shop.example.com", .aaaa))
        #expect(reply.header.responseCode == .noError)
        #expect(reply.header.isAuthoritative)
        #expect(reply.answers == [])
        #expect(reply.authorities.map(\.type) == [.soa])
        #expect(reply.authorities.map(\.name) == [dnsName("shop.example.com")])
    }

    @Test("a refusal has the question and nothing else, and is no authority's")
    func refused() throws {
        let reply = try self.reply(to: self.query("www.example.org"))
        #expect(
            reply.header
                == DNSHeader(id: 0xABCD, isResponse: true, recursionDesired: true, responseCode: .refused))
        #expect(reply.questions == self.query("www.example.org").questions)
        #expect(reply.answers == [] && reply.authorities == [] && reply.additionals == [])
    }

    // MARK: EDNS

    @Test("EDNS is answered with EDNS, without promising signatures, and its absence with its absence")
    func edns() throws {
        let reply = try self.reply(
            to: self.query { $0.edns = EDNS(udpPayloadSize: 4096, wantsSignatures: true, options: [0, 10, 0, 1, 7]) })
        #expect(reply.edns == EDNS(udpPayloadSize: 1232))
        #expect(try self.reply(to: self.query { $0.edns = nil }).edns == nil)
    }

    @Test("another version of EDNS is answered by what version is spoken", arguments: [1, 255] as [UInt8])
    func version(version: UInt8) throws {
        let reply = try self.reply(to: self.query { $0.edns = EDNS(version: version) })
        #expect(reply.header.responseCode == .badVersion)
        #expect(reply.edns?.version == 0)
        #expect(reply.answers == [])
        #expect(!reply.header.isAuthoritative)
    }

    @Test(
        "a datagram is as long as the client takes, and says when it had to break off",
        arguments: [(nil, 512), (0, 512), (512, 512), (800, 800), (1232, 1232), (65_535, 1232)] as [(UInt16?, Int)])
    func truncation(size: UInt16?, limit: Int) throws {
        let many = (1...200).map { IPAddress.v4(0xC000_0200 + $0) }
        let zone = Zone(hosts: self.zone.hosts, addresses: ResolvedAddresses(many))
        let query = self.query { $0.edns = size.map { EDNS(udpPayloadSize: $0) } }
        let bytes = try #require(zone.reply(to: query.encoded(), isDatagram: true)).bytes
        // Another record has 16 bytes.
        #expect(bytes.count <= limit && bytes.count > limit - 16)
        let reply = try DNSMessage(decoding: bytes)
        #expect(reply.header.isTruncated)
        #expect((reply.edns != nil) == (size != nil))
        let whole = try self.reply(to: query, isDatagram: false, from: zone)
        #expect(!whole.header.isTruncated)
        #expect(whole.answers.count == 200)
        #expect(Array(whole.answers.prefix(reply.answers.count)) == reply.answers)
    }

    // MARK: What is not answered, or only by its header

    @Test("responses get no reply, so that no two servers answer each other for ever")
    func responses() throws {
        #expect(self.code(of: self.query { $0.header.isResponse = true }.encoded()) == nil)
        for name in ["shop.example.com", "www.example.org"] {
            let reply = try #require(self.zone.reply(to: self.query(name).encoded(), isDatagram: true))
            #expect(self.code(of: reply.bytes) == nil)
        }
    }

    @Test("what is shorter than a header gets no reply")
    func short() {
        let query = self.query().encoded()
        for count in 0..<12 { #expect(self.code(of: Array(query.prefix(count))) == nil) }
        #expect(self.code(of: Array(query.prefix(12))) == .formatError)
    }

    @Test("other opcodes are not implemented, whatever follows", arguments: 1...15 as ClosedRange<UInt8>)
    func opcodes(opcode: UInt8) throws {
        var query = self.query { $0.header.opcode = DNSOpcode(rawValue: opcode) }.encoded()
        for bytes in [query, Array(query.prefix(12)), query + [1, 2, 3]] {
            let reply = try #require(self.zone.reply(to: bytes, isDatagram: true))
            #expect(reply.bytes == [0xAB, 0xCD, 0x81 | opcode << 3, 4, 0, 0, 0, 0, 0, 0, 0, 0])
        }
        query[2] |= 0x80
        #expect(self.code(of: query) == nil)
    }

    @Test("a query that cannot be read is answered by its header")
    func malformed() throws {
        let cases: [(String, [UInt8])] = [
            ("no question", bytes("ABCD 0100 0000 0000 0000 0000")),
            ("two questions", bytes("ABCD 0100 0002 0000 0000 0000 0161 00 0001 0001 0161 00 0001 0001")),
            ("an answer", bytes("ABCD 0100 0001 0001 0000 0000 0161 00 0001 0001")),
            ("an authority", bytes("ABCD 0100 0001 0000 0001 0000 0161 00 0001 0001")),
            ("records that are not there", bytes("ABCD 0100 0001 0000 0000 0001 0161 00 0001 0001")),
            ("more additional records than any query has", bytes("ABCD 0100 0001 0000 0000 FFFF 0161 00 0001 0001")),
            ("no type", bytes("ABCD 0100 0001 0000 0000 0000 0161 00")),
            ("a name that points at itself", bytes("ABCD 0100 0001 0000 0000 0000 C00C 0001 0001")),
            ("a label of an unknown kind", bytes("ABCD 0100 0001 0000 0000 0000 4161 00 0001 0001")),
            (
                "two OPT records",
                bytes(
                    "ABCD 0100 0001 0000 0000 0002 0161 00 0001 0001 00 0029 0400 00000000 0000 00 0029 0400 00000000 0000"
                )
            ),
            (
                "options that end early",
                bytes("ABCD 0100 0001 0000 0000 0001 0161 00 0001 0001 00 0029 0400 00000000 0004 000A")
            ),
        ]
        for (what, query) in cases {
            let reply = try #require(self.zone.reply(to: query, isDatagram: true), "\(what)")
            #expect(reply.bytes == bytes("ABCD 8101 0000 0000 0000 0000"), "\(what)")
            #expect(reply.code == .formatError)
        }
    }
}
