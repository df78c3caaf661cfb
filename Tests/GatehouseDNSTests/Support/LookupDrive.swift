import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

/// Plays the servers and the clock of one lookup, and watches that it keeps its word.
struct LookupDrive {
    private var lookup: Lookup?
    private var random = SeededNumbers()
    /// The queries under way, in the order in which they were sent.
    private(set) var open: [OutgoingQuery] = []
    /// The result, once there is one.
    private(set) var result: LookupResult?
    /// Every query that was sent, as `A example.com @192.0.2.1 udp`.
    private(set) var log: [String] = []

    init(_ name: String, servers: [ServerAddress] = [.first, .second], _ configuration: ResolverConfiguration = .test) {
        self.lookup = Lookup(name, servers: servers, configuration: configuration)
        self.apply(self.lookup?.started(using: &self.random) ?? [])
    }

    /// The query under way for a type.
    func query(_ type: DNSRecordType) throws -> OutgoingQuery {
        try #require(self.open.first { self.message($0)?.questions.first?.type == type })
    }

    func message(_ query: OutgoingQuery) -> DNSMessage? { try? DNSMessage(decoding: query.bytes) }

    // MARK: Events

    /// The server that was asked answers.
    mutating func answer(_ type: DNSRecordType, _ body: (DNSMessage) -> DNSMessage) throws {
        let query = try self.query(type)
        try self.answer(type, from: query.server, body)
    }

    /// Somebody answers.
    mutating func answer(
        _ type: DNSRecordType, from sender: ServerAddress, _ body: (DNSMessage) -> DNSMessage
    ) throws {
        let query = try self.query(type)
        let message = try DNSMessage(decoding: query.bytes)
        self.receive(body(message).encoded(), from: sender, query.number)
    }

    mutating func receive(_ bytes: [UInt8], from sender: ServerAddress, _ number: Int) {
        self.apply(self.lookup?.received(bytes, from: sender, query: number, using: &self.random) ?? [])
    }

    mutating func timeOut(_ type: DNSRecordType) throws {
        self.timeOut(query: try self.query(type).number)
    }

    mutating func timeOut(query number: Int) {
        self.apply(self.lookup?.timedOut(query: number, using: &self.random) ?? [])
    }

    mutating func fail(_ type: DNSRecordType, _ reason: String = "refused") throws {
        self.fail(query: try self.query(type).number, reason)
    }

    mutating func fail(query number: Int, _ reason: String = "refused") {
        self.apply(self.lookup?.failed(query: number, reason: reason, using: &self.random) ?? [])
    }

    /// Both families are answered alike.
    mutating func answerBoth(_ body: (DNSMessage) -> DNSMessage) throws {
        try self.answer(.a, body)
        try self.answer(.aaaa, body)
    }

    private mutating func apply(_ decisions: [Lookup.Decision]) {
        for decision in decisions {
            #expect(self.result == nil, "nothing follows the result")
            switch decision {
            case .send(let query):
                self.open.append(query)
                let question = self.message(query)?.questions.first
                self.log.append(
                    "\(question?.type.description ?? "?") \(question?.name.description ?? "?") @\(query.server) \(query.transport)"
                )
            case .end(let number):
                #expect(self.open.contains { $0.number == number }, "only what is under way ends")
                self.open.removeAll { $0.number == number }
            case .finish(let result):
                #expect(self.open.isEmpty, "the result comes last")
                self.result = result
            }
        }
        #expect(self.open.count <= 2, "a query for each family")
    }
}

extension ServerAddress {
    static let first = ServerAddress(ip("192.0.2.1"))
    static let second = ServerAddress(ip("192.0.2.2"))
}

extension ResolverConfiguration {
    /// One round through the servers, and no search domains.
    static var test: ResolverConfiguration { .test() }

    static func test(search: [String] = [], attempts: Int = 1, _ body: (inout Self) -> Void = { _ in }) -> Self {
        var configuration = ResolverConfiguration(servers: [])
        configuration.search = search.map { dnsName($0) }
        configuration.attempts = attempts
        body(&configuration)
        return configuration
    }
}

extension DNSMessage {
    /// A response with an address of the type that is asked for.
    func addressed(ttl: UInt32 = 30) -> DNSMessage {
        let isV4 = self.questions.first?.type == .a
        let owner = self.questions.first?.name.description ?? "."
        return self.response(answers: [.address(owner, isV4 ? "198.51.100.1" : "2001:db8::1", ttl: ttl)])
    }

    /// A response that denies the name, with the SOA record of its parent.
    func denied(_ code: DNSResponseCode = .noSuchName, minimum: UInt32 = 20) -> DNSMessage {
        let labels = self.questions.first?.name.description.split(separator: ".") ?? []
        let zone = labels.dropFirst().joined(separator: ".")
        return self.response(code: code, authorities: [.soa(zone.isEmpty ? "." : zone, minimum: minimum)])
    }
}
