/// Asks for the addresses of one family that one full name has: server after server, until one says.
///
/// Every event comes with an id for the query that may follow from it.
struct FamilyLookup: Sendable {
    /// What follows from an event.
    enum Step: Hashable, Sendable {
        /// Nothing: it was about a query that is over, or is no answer to the one under way.
        case ignore
        /// This is to be sent. The query before, if any, is over.
        case send(OutgoingQuery)
        /// The query is over, and no other follows.
        case settled(FamilyAnswer)
    }

    /// A query that is under way.
    private struct Try: Sendable {
        var number: Int
        var id: UInt16
        var server: ServerAddress
        var transport: OutgoingQuery.Transport
        var hasEDNS: Bool
    }

    /// What is asked.
    let question: DNSQuestion
    /// The answer, once there is one.
    private(set) var answer: FamilyAnswer?
    /// Who gave the answer, if anybody did.
    private(set) var answeredBy: ServerAddress?
    /// The server that gave addresses of the other family. Somebody waits for those, so that after a silent server nobody
    /// is asked any more but this one, if it was not.
    var hurriedBy: ServerAddress?

    /// The number of the next query.
    private(set) var nextNumber: Int

    private let transport: OutgoingQuery.Transport
    private let maximumNegative: Duration
    private var turns: ServerTurns
    private var asked: Set<ServerAddress> = []
    private var current: Try?
    private var failure = LookupFailure.noServer

    /// - Parameter firstNumber: the number of the first query; every further one is two more, which leaves room for the
    ///   other family's.
    init(
        _ type: DNSRecordType, of name: DNSName, servers: [ServerAddress], firstNumber: Int,
        configuration: ResolverConfiguration
    ) {
        self.question = DNSQuestion(name: name, type: type)
        self.nextNumber = firstNumber
        self.transport = configuration.usesTCP ? .tcp : .udp
        self.maximumNegative = configuration.maximumNegativeTimeToLive
        self.turns = ServerTurns(servers, rounds: configuration.attempts)
    }

    /// Whether the query of this number is under way.
    func isWaiting(for number: Int) -> Bool { self.current?.number == number }

    /// The server that is asked by the query of this number, if it is under way.
    func server(of number: Int) -> ServerAddress? { self.isWaiting(for: number) ? self.current?.server : nil }

    /// Asks the next server.
    mutating func askNext(id: UInt16) -> Step {
        guard let server = self.turns.next() else { return self.settle(.failed(self.failure)) }
        return self.ask(server, self.transport, hasEDNS: true, id: id)
    }

    /// Bytes came that may be the answer to the query under way.
    mutating func received(_ bytes: [UInt8], from sender: ServerAddress, id: UInt16) -> Step {
        guard let current, let message = self.answer(in: bytes, from: sender, to: current) else { return .ignore }
        switch ResponseReading(message, to: self.question, maximumNegative: self.maximumNegative) {
        case .settled(let answer):
            self.answeredBy = current.server
            return self.settle(answer)
        case .truncated where current.transport == .udp:
            return self.ask(current.server, .tcp, hasEDNS: current.hasEDNS, id: id)
        case .notUnderstood where current.hasEDNS:
            return self.ask(current.server, current.transport, hasEDNS: false, id: id)
        case .truncated, .senseless: return self.fail(.malformedAnswer(current.server), id: id)
        case .notUnderstood(let code), .refused(let code):
            return self.fail(.refused(current.server, code), id: id)
        }
    }

    /// The query under way was not answered in time.
    mutating func timedOut(id: UInt16) -> Step {
        guard let server = self.current?.server else { return .ignore }
        self.turns.stayedSilent(server)
        if let hurriedBy {
            self.turns = ServerTurns(self.asked.contains(hurriedBy) ? [] : [hurriedBy], rounds: 1)
        }
        return self.fail(.timedOut(server), id: id)
    }

    /// The query under way could not be sent, or its connection broke.
    mutating func failed(reason: String, id: UInt16) -> Step {
        guard let server = self.current?.server else { return .ignore }
        return self.fail(.unreachable(server, reason: reason), id: id)
    }

    private mutating func settle(_ answer: FamilyAnswer) -> Step {
        self.current = nil
        self.answer = answer
        return .settled(answer)
    }

    private mutating func fail(_ failure: LookupFailure, id: UInt16) -> Step {
        // What a server said tells more than another's silence.
        if failure.isAnswer || !self.failure.isAnswer { self.failure = failure }
        return self.askNext(id: id)
    }

    private mutating func ask(
        _ server: ServerAddress, _ transport: OutgoingQuery.Transport, hasEDNS: Bool, id: UInt16
    ) -> Step {
        self.asked.insert(server)
        let number = self.nextNumber
        self.nextNumber += 2
        self.current = Try(number: number, id: id, server: server, transport: transport, hasEDNS: hasEDNS)
        let message = DNSMessage.query(id: id, self.question, edns: hasEDNS ? EDNS() : nil)
        return .send(OutgoingQuery(number: number, server: server, transport: transport, bytes: message.encoded()))
    }

    /// The message in `bytes`, if it answers the query: from the server that was asked, with the query's id and question
    /// (RFC 5452 section 9.1). Anything else may come from anybody.
    private func answer(in bytes: [UInt8], from sender: ServerAddress, to query: Try) -> DNSMessage? {
        // The scope is how this host reaches the server, and not part of who that is.
        guard sender.address == query.server.address, sender.port == query.server.port,
            let message = try? DNSMessage(decoding: bytes),
            message.header.isResponse, message.header.id == query.id, message.header.opcode == .query
        else { return nil }
        // A server that cannot read the query cannot repeat its question.
        let isBare = message.header.responseCode == .formatError && message.questions.isEmpty
        return isBare || message.questions == [self.question] ? message : nil
    }
}
