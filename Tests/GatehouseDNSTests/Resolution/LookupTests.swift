import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

private let v4 = FamilyAnswer.addresses([ip("198.51.100.1")], timeToLive: .seconds(30))
private let v6 = FamilyAnswer.addresses([ip("2001:db8::1")], timeToLive: .seconds(30))

private func denied(_ kind: Denial.Kind, _ seconds: Int? = 20) -> FamilyAnswer {
    .denied(Denial(kind: kind, timeToLive: seconds.map { .seconds($0) }))
}

@Suite("A lookup")
struct LookupTests {
    @Test("S1: both families are asked for at the same time, and both are in the result")
    func bothFamilies() throws {
        var drive = LookupDrive("Api.example.com")
        #expect(drive.log == ["A Api.example.com @192.0.2.1 udp", "AAAA Api.example.com @192.0.2.1 udp"])
        try drive.answer(.aaaa) { $0.addressed() }
        #expect(drive.result == nil)
        try drive.answer(.a) { $0.addressed() }
        #expect(drive.result == LookupResult(v4: v4, v6: v6))
    }

    @Test("queries wish for recursion, speak EDNS with 1,232 bytes, and have ids of their own")
    func queries() throws {
        let drive = LookupDrive("api.example.com")
        let messages = drive.open.compactMap { drive.message($0) }
        #expect(messages.count == 2)
        for message in messages {
            #expect(message.header == DNSHeader(id: message.header.id, recursionDesired: true))
            #expect(message.edns == EDNS(udpPayloadSize: 1232))
        }
        #expect(messages.first?.header.id != messages.last?.header.id)
    }

    @Test("one family's addresses are enough, the other's denial is in the result")
    func oneFamily() throws {
        var drive = LookupDrive("api.example.com")
        try drive.answer(.a) { $0.addressed() }
        try drive.answer(.aaaa) { $0.denied(.noError) }
        #expect(drive.result == LookupResult(v4: v4, v6: denied(.noData)))
    }

    @Test("no name and no data are told apart")
    func denials() throws {
        var drive = LookupDrive("api.example.com")
        try drive.answer(.a) { $0.denied(.noSuchName, minimum: 7) }
        try drive.answer(.aaaa) { $0.denied(.noError) }
        #expect(drive.result == LookupResult(v4: denied(.noName, 7), v6: denied(.noData)))
    }

    @Test("what no host can be called is not looked up", arguments: ["", "*.example.com", "a..b", "a b"])
    func noName(host: String) {
        #expect(Lookup(host, servers: [.first], configuration: .test) == nil)
    }

    @Test("without a server the lookup fails")
    func noServer() {
        #expect(LookupDrive("api.example.com", servers: []).result == LookupResult(failed: .noServer))
    }

    // MARK: Answers that are none

    @Test("what is not from the server that was asked, or not to the query, is ignored")
    func spoofed() throws {
        var drive = LookupDrive("api.example.com")
        let query = try drive.query(.a)
        let good = try DNSMessage(decoding: query.bytes).addressed()
        func changed(_ body: (inout DNSMessage) -> Void) -> [UInt8] {
            var message = good
            body(&message)
            return message.encoded()
        }
        let port = ServerAddress(ServerAddress.first.address, port: 5353)
        for sender in [ServerAddress.second, port] { drive.receive(good.encoded(), from: sender, query.number) }
        for bytes in [
            changed { $0.header.id &+= 1 }, changed { $0.header.isResponse = false },
            changed { $0.header.opcode = DNSOpcode(rawValue: 4) }, changed { $0.questions = [] },
            changed { $0.questions[0].name = dnsName("api.example.org") }, changed { $0.questions[0].type = .aaaa },
            changed { $0.questions[0].recordClass = DNSClass(rawValue: 3) },
            changed { $0.questions.append($0.questions[0]) }, [], [0], Array(good.encoded().dropLast()),
        ] {
            drive.receive(bytes, from: .first, query.number)
        }
        #expect(drive.open.count == 2)
        // To the other query, of which the bytes are no answer.
        drive.receive(good.encoded(), from: .first, try drive.query(.aaaa).number)
        #expect(drive.open.count == 2)
        drive.receive(changed { $0.questions[0].name = dnsName("API.EXAMPLE.COM") }, from: .first, query.number)
        #expect(drive.open.count == 1)
        // It is over now, and so are events about it.
        drive.receive(good.encoded(), from: .first, query.number)
        drive.timeOut(query: query.number)
        drive.fail(query: query.number)
        drive.timeOut(query: 999)
        #expect(drive.open.count == 1)
    }

    // MARK: Servers

    @Test(
        "an error sends the question to the next server, at once",
        arguments: [
            DNSResponseCode.serverFailure, .refused, DNSResponseCode(rawValue: 9), DNSResponseCode(rawValue: 23),
        ])
    func nextServer(code: DNSResponseCode) throws {
        var drive = LookupDrive("api.example.com")
        try drive.answer(.a) { $0.response(code: code) }
        #expect(drive.log.last == "A api.example.com @192.0.2.2 udp")
        try drive.answerBoth { $0.addressed() }
        #expect(drive.result == LookupResult(v4: v4, v6: v6))
    }

    @Test("silent servers are asked again in further rounds, those that answered are not")
    func rounds() throws {
        var drive = LookupDrive("api.example.com", .test(attempts: 3))
        try drive.answer(.aaaa) { $0.denied(.noError) }
        try drive.timeOut(.a)
        try drive.answer(.a) { $0.response(code: .serverFailure) }
        try drive.timeOut(.a)
        #expect(drive.result == nil)
        try drive.timeOut(.a)
        #expect(
            drive.log.filter { $0.hasPrefix("A ") }.map { String($0.suffix(13)) } == [
                "192.0.2.1 udp", "192.0.2.2 udp", "192.0.2.1 udp", "192.0.2.1 udp",
            ])
        // What a server said tells more than another's silence.
        #expect(
            drive.result == LookupResult(v4: .failed(.refused(.second, .serverFailure)), v6: denied(.noData)))
    }

    @Test("one attempt is one round, and none is one too", arguments: [0, 1])
    func oneRound(attempts: Int) throws {
        var drive = LookupDrive("api.example.com", .test(attempts: attempts))
        for _ in 0..<2 {
            try drive.timeOut(.a)
            try drive.timeOut(.aaaa)
        }
        #expect(drive.result == LookupResult(failed: .timedOut(.second)))
    }

    @Test("a server that cannot be reached is passed over, and named when there is no other")
    func unreachable() throws {
        var drive = LookupDrive("api.example.com", servers: [.first], .test(attempts: 3))
        try drive.fail(.a, "no route")
        try drive.fail(.aaaa, "no route")
        #expect(drive.result == LookupResult(failed: .unreachable(.first, reason: "no route")))
    }

    @Test("once one family has addresses, a silent server ends the lookup, an error does not")
    func hurried() throws {
        var drive = LookupDrive("api.example.com", .test(attempts: 5))
        try drive.answer(.a) { $0.addressed() }
        try drive.answer(.aaaa) { $0.response(code: .serverFailure) }
        #expect(drive.result == nil)
        try drive.timeOut(.aaaa)
        #expect(drive.result == LookupResult(v4: v4, v6: .failed(.refused(.first, .serverFailure))))
    }

    @Test("before that, the server that had the addresses is asked for the other family too")
    func hurriedToAnswerer() throws {
        let third = ServerAddress(ip("192.0.2.3"))
        var drive = LookupDrive("api.example.com", servers: [.first, third, .second], .test(attempts: 5))
        try drive.timeOut(.a)
        try drive.timeOut(.a)
        try drive.answer(.a) { $0.addressed() }
        try drive.timeOut(.aaaa)
        #expect(drive.log.last == "AAAA api.example.com @192.0.2.2 udp")
        try drive.timeOut(.aaaa)
        #expect(drive.result == LookupResult(v4: v4, v6: .failed(.timedOut(.second))))
    }

    // MARK: EDNS, TCP

    @Test(
        "a server that does not understand is asked once more without EDNS",
        arguments: [DNSResponseCode.formatError, .notImplemented])
    func withoutEDNS(code: DNSResponseCode) throws {
        var drive = LookupDrive("api.example.com")
        try drive.answer(.a) { query in
            var response = query.response(code: code)
            response.edns = nil
            // It may not even have read the question.
            if code == .formatError { response.questions = [] }
            return response
        }
        let query = try drive.query(.a)
        #expect(query.server == .first)
        #expect(try #require(drive.message(query)).edns == nil)
        try drive.answer(.a) { $0.response(code: code) }
        #expect(try drive.query(.a).server == .second)
        #expect(try #require(drive.message(try drive.query(.a))).edns != nil)
    }

    @Test("a truncated answer is asked for again over TCP, of the same server")
    func truncated() throws {
        var drive = LookupDrive("api.example.com")
        try drive.answer(.a) { query in
            var response = query.addressed()
            response.header.isTruncated = true
            return response
        }
        #expect(drive.log.last == "A api.example.com @192.0.2.1 tcp")
        try drive.answerBoth { $0.addressed() }
        #expect(drive.result == LookupResult(v4: v4, v6: v6))
    }

    @Test("an answer that is truncated over TCP makes no sense, and a connection that fails leads on")
    func brokenTCP() throws {
        var drive = LookupDrive("api.example.com", .test { $0.usesTCP = true })
        #expect(drive.log.first == "A api.example.com @192.0.2.1 tcp")
        let truncated: (DNSMessage) -> DNSMessage = { query in
            var response = query.addressed()
            response.header.isTruncated = true
            return response
        }
        try drive.answer(.a, truncated)
        #expect(drive.log.last == "A api.example.com @192.0.2.2 tcp")
        try drive.fail(.a)
        try drive.answer(.aaaa) { $0.denied() }
        #expect(drive.result == LookupResult(v4: .failed(.malformedAnswer(.first)), v6: denied(.noName)))
    }
}

@Suite("A lookup with search domains")
struct SearchTests {
    private static let configuration = ResolverConfiguration.test(search: ["ns.svc", "svc"])

    private func names(_ drive: LookupDrive) -> [String] {
        drive.log.filter { $0.hasPrefix("A ") }.map { String($0.split(separator: " ")[1]) }
    }

    @Test("a denied name is followed by the next, and addresses end it")
    func next() throws {
        var drive = LookupDrive("api", Self.configuration)
        try drive.answerBoth { $0.denied() }
        try drive.answer(.a) { $0.denied(.noError) }
        #expect(self.names(drive) == ["api.ns.svc", "api.svc"])
        try drive.answer(.aaaa) { $0.addressed() }
        #expect(drive.result == LookupResult(v4: denied(.noData), v6: v6))
    }

    @Test("when all are denied, one name that exists makes it no data, and the shortest time counts")
    func allDenied() throws {
        var drive = LookupDrive("api", Self.configuration)
        try drive.answerBoth { $0.denied(.noSuchName, minimum: 50) }
        try drive.answer(.a) { $0.denied(.noError, minimum: 5) }
        try drive.answer(.aaaa) { $0.denied(.noSuchName, minimum: 6) }
        try drive.answer(.a) { $0.denied() }
        try drive.answer(.aaaa) { $0.response(code: .noSuchName) }
        #expect(self.names(drive) == ["api.ns.svc", "api.svc", "api"])
        // One that nobody vouches for is enough for the whole not to be remembered.
        #expect(drive.result == LookupResult(v4: denied(.noData, 5), v6: denied(.noName, nil)))
    }

    @Test("after an error the next name is tried, but a denial of it is not believed")
    func afterError() throws {
        var drive = LookupDrive("api", servers: [.first], Self.configuration)
        try drive.answer(.a) { $0.response(code: .serverFailure) }
        try drive.answer(.aaaa) { $0.denied() }
        #expect(self.names(drive) == ["api.ns.svc", "api.svc"])
        for _ in 0..<2 { try drive.answerBoth { $0.denied() } }
        #expect(drive.result == LookupResult(v4: .failed(.refused(.first, .serverFailure)), v6: denied(.noName)))
    }

    @Test("after an error the addresses of the next name count")
    func addressesAfterError() throws {
        var drive = LookupDrive("api", servers: [.first], Self.configuration)
        try drive.answerBoth { $0.response(code: .refused) }
        try drive.answerBoth { $0.addressed() }
        #expect(drive.result == LookupResult(v4: v4, v6: v6))
    }

    @Test("silence ends the lookup, since the next name would meet it too")
    func silence() throws {
        var drive = LookupDrive("api", servers: [.first], Self.configuration)
        try drive.answer(.a) { $0.denied() }
        try drive.timeOut(.aaaa)
        #expect(self.names(drive) == ["api.ns.svc"])
        #expect(drive.result == LookupResult(v4: denied(.noName), v6: .failed(.timedOut(.first))))
    }

    @Test(
        "the next name is asked of servers first that were not silent, and could be reached", arguments: [true, false])
    func deferred(isSilent: Bool) throws {
        var drive = LookupDrive("api", Self.configuration)
        if isSilent { try drive.timeOut(.a) } else { try drive.fail(.a) }
        try drive.answerBoth { $0.denied() }
        #expect(
            drive.log.suffix(2) == ["A api.svc @192.0.2.2 udp", "AAAA api.svc @192.0.2.2 udp"])
    }

    @Test("whatever happens in whatever order, a lookup ends, and keeps its word")
    func walks() throws {
        for seed in 0..<500 as Range<UInt64> {
            var random = SeededNumbers(seed: seed)
            var drive = LookupDrive("api", .test(search: ["a.svc", "b.svc"], attempts: 2))
            var events = 0
            while let query = drive.open.randomElement(using: &random) {
                events += 1
                let message = try DNSMessage(decoding: query.bytes)
                let codes: [DNSResponseCode] = [.serverFailure, .refused, .formatError]
                switch Int.random(in: 0..<12, using: &random) {
                case 0: drive.receive(message.addressed().encoded(), from: query.server, query.number)
                case 1, 2: drive.receive(message.denied().encoded(), from: query.server, query.number)
                case 3: drive.receive(message.denied(.noError).encoded(), from: query.server, query.number)
                case 4: drive.timeOut(query: query.number)
                case 5: drive.fail(query: query.number)
                case 6: drive.receive(message.encoded(), from: query.server, query.number)
                case 7: drive.timeOut(query: query.number - 2)
                case 8:
                    var response = message.addressed()
                    response.header.isTruncated = true
                    drive.receive(response.encoded(), from: query.server, query.number)
                default:
                    let response = message.response(code: codes.randomElement(using: &random) ?? .refused)
                    drive.receive(response.encoded(), from: query.server, query.number)
                }
            }
            #expect(drive.result != nil)
            // Three names, two families, two servers twice, each perhaps without EDNS and over TCP.
            #expect(drive.log.count <= 3 * 2 * 4 * 3)
            #expect(events < 1000)
        }
    }
}
