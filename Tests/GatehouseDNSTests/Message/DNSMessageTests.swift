import Testing

@testable import GatehouseDNS

@Suite("DNS messages")
struct DNSMessageTests {
    /// A response as a server would send it: an alias, two addresses, compressed, with EDNS.
    private static let response = bytes(
        """
        1A2B 8180 0001 0003 0000 0001
        03777777 07657861 6D706C65 03636F6D 00 0001 0001
        C00C 0005 0001 0000012C 0006 03636 46E C010
        C02D 0001 0001 0000001E 0004 C0000201
        C02D 0001 0001 8000001E 0004 C0000202
        00 0029 04D0 00008000 0004 000A0000
        """)

    @Test("a response with an alias, addresses and EDNS is read")
    func reads() throws {
        let message = try DNSMessage(decoding: Self.response)
        #expect(
            message
                == DNSMessage(
                    header: DNSHeader(id: 0x1A2B, isResponse: true, recursionDesired: true, recursionAvailable: true),
                    questions: [DNSQuestion(name: dnsName("www.example.com"), type: .a)],
                    answers: [
                        .cname("www.example.com", "cdn.example.com", ttl: 300),
                        .address("cdn.example.com", "192.0.2.1", ttl: 30),
                        // A time with its first bit set is none (RFC 2181 section 8).
                        .address("cdn.example.com", "192.0.2.2", ttl: 0),
                    ],
                    edns: EDNS(udpPayloadSize: 1232, wantsSignatures: true, options: [0, 10, 0, 0])))
    }

    @Test("a query is written as the specification has it")
    func query() {
        let query = DNSMessage.query(id: 0xBEEF, DNSQuestion(name: dnsName("a.Bc"), type: .aaaa))
        #expect(
            query.encoded()
                == bytes("BEEF 0100 0001 0000 0000 0001 0161 024263 00 001C 0001 00 0029 04D0 00000000 0000"))
        let plain = DNSMessage.query(id: 1, DNSQuestion(name: .root, type: .soa), edns: nil)
        #expect(plain.encoded() == bytes("0001 0100 0001 0000 0000 0000 00 0006 0001"))
    }

    @Test("every flag and code has its place")
    func flags() throws {
        let base = DNSHeader(id: 7)
        let cases: [(WritableKeyPath<DNSHeader, Bool>, UInt16)] = [
            (\.isResponse, 0x8000), (\.isAuthoritative, 0x0400), (\.isTruncated, 0x0200),
            (\.recursionDesired, 0x0100), (\.recursionAvailable, 0x0080), (\.isAuthenticData, 0x0020),
            (\.checkingDisabled, 0x0010),
        ]
        for (flag, bit) in cases {
            var header = base
            header[keyPath: flag] = true
            #expect(header.flags == bit)
            #expect(DNSHeader(id: 7, flags: bit) == header)
        }
        var header = base
        header.opcode = DNSOpcode(rawValue: 5)
        header.responseCode = .refused
        #expect(header.flags == 0x2805)
        #expect(DNSHeader(id: 7, flags: 0x2805) == header)
    }

    @Test("what is written is read again, and names are written once")
    func roundTrip() throws {
        let message = DNSMessage(
            header: DNSHeader(id: 1, isResponse: true, isAuthoritative: true, responseCode: .badVersion),
            questions: [DNSQuestion(name: dnsName("www.example.com"), type: .any)],
            answers: [
                .cname("www.example.com", "cdn.example.com"), .address("cdn.example.com", "2001:db8::1"),
                DNSRecord(
                    name: dnsName("cdn.example.com"), timeToLive: 1,
                    content: .other(DNSRecordType(rawValue: 16), [2, 104, 105])),
                DNSRecord(
                    name: .root, recordClass: DNSClass(rawValue: 3), timeToLive: 0, content: .other(.a, [1, 2])),
            ],
            authorities: [.soa("example.com")], additionals: [.address("ns.example.com", "192.0.2.53")],
            edns: EDNS(udpPayloadSize: 4096, version: 1, wantsSignatures: true, options: [1, 2, 3]))
        let encoded = message.encoded()
        #expect(try DNSMessage(decoding: encoded) == message)
        let example = Array("example".utf8)
        #expect(encoded.indices.filter { encoded[$0...].starts(with: example) }.count == 1)
    }

    @Test("what follows a message is not looked at")
    func trailing() throws {
        #expect(try DNSMessage(decoding: Self.response + [1, 2, 3]) == DNSMessage(decoding: Self.response))
    }

    @Test(
        "records of a wrong length are refused",
        arguments: [
            // An address of three bytes, and of five.
            ("C00C 0001 0001 00000001 0003 010203", DNSMessageError.malformedRecord),
            ("C00C 0001 0001 00000001 0005 0102030405", .malformedRecord),
            ("C00C 0001 0001 00000001 0010 00000000000000000000000000000001", .malformedRecord),
            ("C00C 001C 0001 00000001 0004 01020304", .malformedRecord),
            // An alias that is shorter, and longer than it says.
            ("C00C 0005 0001 00000001 0003 C00C00", .malformedRecord),
            ("C00C 0005 0001 00000001 0001 C00C", .malformedRecord),
            ("C00C 0005 0001 00000001 0000", .endsEarly), ("C00C 0001 0001 00000001 0004 010203", .endsEarly),
            ("C00C 0010 0001 00000001 0004 010203", .endsEarly),
            ("C00C 0006 0001 00000001 0015 C00C 00 00000001 00000002 00000003 00000004 00000005", .malformedRecord),
            // OPT has no place among the answers.
            ("00 0029 04D0 00000000 0000", .malformedOPT),
        ])
    func malformedRecords(record: String, error: DNSMessageError) {
        let message = bytes("0001 8000 0001 0001 0000 0000 0161 00 0001 0001" + record)
        #expect(throws: error) { try DNSMessage(decoding: message) }
    }

    @Test(
        "OPT is there once, and at the root",
        arguments: ["00 0029 04D0 00000000 0000", "0161 00 0029 04D0 00000000 0000"])
    func opt(second: String) {
        let message = bytes("0001 8000 0000 0000 0000 0002 00 0029 04D0 00000000 0000" + second)
        #expect(throws: DNSMessageError.malformedOPT) { try DNSMessage(decoding: message) }
    }

    @Test("a truncated message has the records that are whole, and no other message may break off")
    func truncated() throws {
        var cut = Array(Self.response.dropLast(12))
        #expect(throws: DNSMessageError.endsEarly) { try DNSMessage(decoding: cut) }
        cut[2] |= 0x02
        let message = try DNSMessage(decoding: cut)
        #expect(message.header.isTruncated)
        #expect(message.answers.count == 3)
        #expect(message.edns == nil)
        // Its question has to be whole all the same.
        #expect(throws: DNSMessageError.endsEarly) { try DNSMessage(decoding: Array(cut[..<30])) }
    }

    @Test("a response repeats id, question and the wish for recursion, and speaks EDNS if the query does")
    func response() {
        let question = DNSQuestion(name: dnsName("a.b"), type: .a)
        let query = DNSMessage.query(id: 9, question)
        let response = query.response(code: .noSuchName, authorities: [.soa("b")], isAuthoritative: true)
        #expect(response.header.id == 9)
        #expect(response.header.isResponse && response.header.isAuthoritative && response.header.recursionDesired)
        #expect(response.header.responseCode == .noSuchName)
        #expect(response.questions == [question])
        #expect(response.edns == EDNS())
        #expect(DNSMessage.query(id: 9, question, edns: nil).response().edns == nil)
    }

    @Test(
        "a response may be as large as the client takes, within 512 and 1,232 bytes",
        arguments: [(nil, 512), (0, 512), (511, 512), (900, 900), (1232, 1232), (4096, 1232)])
    func responseLimit(size: UInt16?, limit: Int) {
        let question = DNSQuestion(name: dnsName("a.b"), type: .a)
        let query = DNSMessage.query(id: 9, question, edns: size.map { EDNS(udpPayloadSize: $0) })
        #expect(query.responseLimit == limit)
    }
}

@Suite("DNS messages with a limit")
struct EncodingLimitTests {
    private static let query = DNSMessage.query(id: 1, DNSQuestion(name: dnsName("many.example.com"), type: .a))

    private static func response(answers: Int, additionals: Int = 0) -> DNSMessage {
        let records = { (count: Int) in (0..<count).map { DNSRecord.address("many.example.com", "192.0.2.\($0 % 256)") }
        }
        var response = Self.query.response(answers: records(answers))
        response.additionals = records(additionals)
        return response
    }

    @Test("answers without room are left out, and the message says so")
    func answers() throws {
        // Header 12, question 22, OPT 11, and 16 for each answer.
        let whole = Self.response(answers: 29)
        #expect(whole.encoded(limit: 512).count == 12 + 22 + 11 + 29 * 16)
        #expect(try DNSMessage(decoding: whole.encoded(limit: 512)) == whole)
        let cut = try DNSMessage(decoding: Self.response(answers: 30, additionals: 1).encoded(limit: 512))
        #expect(cut.header.isTruncated)
        #expect(cut.answers == whole.answers)
        #expect(cut.additionals == [])
        #expect(cut.edns == EDNS())
    }

    @Test("an authority without room truncates, an additional record does not")
    func others() throws {
        var response = Self.response(answers: 29)
        response.authorities = [.soa("example.com")]
        #expect(try DNSMessage(decoding: response.encoded(limit: 512)).header.isTruncated)
        let additional = try DNSMessage(decoding: Self.response(answers: 28, additionals: 3).encoded(limit: 512))
        #expect(!additional.header.isTruncated)
        #expect(additional.additionals.count == 1)
    }

    @Test(
        "a limit is within 512 and 65,535 bytes",
        arguments: [(-1, 29), (0, 29), (512, 29), (65_535, 4093), (Int.max, 4093)])
    func limits(limit: Int, answers: Int) throws {
        let encoded = Self.response(answers: 5000).encoded(limit: limit)
        #expect(encoded.count <= min(max(512, limit), 65_535))
        #expect(try DNSMessage(decoding: encoded).answers.count == answers)
    }

    @Test("a record that no message has room for is left out, and so are options that nobody sends")
    func huge() throws {
        var message = Self.query.response(answers: [
            DNSRecord(
                name: .root, timeToLive: 0,
                content: .other(DNSRecordType(rawValue: 99), [UInt8](repeating: 1, count: 70_000)))
        ])
        message.edns?.options = [UInt8](repeating: 0, count: 70_000)
        let cut = try DNSMessage(decoding: message.encoded())
        #expect(cut.header.isTruncated)
        #expect(cut.answers == [])
        #expect(cut.edns == EDNS())
    }

    @Test("names past the reach of pointers are written in full")
    func farNames() throws {
        var response = Self.response(answers: 1200)
        response.answers += [.address("late.example.org", "192.0.2.1"), .address("late.example.org", "192.0.2.2")]
        #expect(try DNSMessage(decoding: response.encoded()) == response)
    }
}
