/// What is sent back to somebody who asked.
public struct ZoneReply: Hashable, Sendable {
    /// How the query is answered.
    public var code: DNSResponseCode
    /// The message as it travels.
    public var bytes: [UInt8]

    init(_ message: DNSMessage, limit: Int) {
        self.code = message.header.responseCode
        self.bytes = message.encoded(limit: limit)
    }
}

extension Zone {
    /// The header of every message, in bytes.
    private static let headerLength = 12
    /// The longest message over TCP, whose length has two bytes.
    private static let streamLimit = 65_535
    /// A query has an OPT record and perhaps a signature. With a limit, nobody's query is long in the reading.
    private static let maximumAdditionals = 8

    /// The reply to bytes that somebody sent; nil for what gets none, which is what is shorter than a header and what is
    /// itself a response. Two servers that answered responses could keep each other busy for ever.
    ///
    /// - Parameter isDatagram: whether the reply has to fit into a datagram that the client takes, and is else truncated.
    public func reply(to bytes: [UInt8], isDatagram: Bool) -> ZoneReply? {
        guard let front = QueryFront(bytes), !front.header.isResponse else { return nil }
        // What cannot be read, or could mean anything, is answered by a header alone.
        let unread = DNSMessage(header: front.header)
        guard front.header.opcode == .query else { return self.reply(to: unread, .notImplemented, isDatagram) }
        guard front.questions == 1, front.answers == 0, front.authorities == 0,
            front.additionals <= Self.maximumAdditionals, let query = try? DNSMessage(decoding: bytes),
            let question = query.questions.first
        else { return self.reply(to: unread, .formatError, isDatagram) }
        guard query.edns?.version ?? 0 == 0 else { return self.reply(to: query, .badVersion, isDatagram) }
        switch self.answer(to: question) {
        case .refused: return self.reply(to: query, .refused, isDatagram)
        case .records(let records): return self.reply(to: query, .noError, isDatagram, answers: records)
        case .noData(let authority): return self.reply(to: query, .noError, isDatagram, authorities: [authority])
        }
    }

    private func reply(
        to query: DNSMessage, _ code: DNSResponseCode, _ isDatagram: Bool, answers: [DNSRecord] = [],
        authorities: [DNSRecord] = []
    ) -> ZoneReply {
        let response = query.response(
            code: code, answers: answers, authorities: authorities, isAuthoritative: code == .noError,
            recursionAvailable: false)
        return ZoneReply(response, limit: isDatagram ? query.responseLimit : Self.streamLimit)
    }

    /// What stands at the front of a message, the counts of its sections included.
    private struct QueryFront {
        var header: DNSHeader
        var questions: UInt16
        var answers: UInt16
        var authorities: UInt16
        var additionals: UInt16

        /// Nil when the bytes are fewer than a header has.
        init?(_ bytes: [UInt8]) {
            var reader = MessageReader(Array(bytes.prefix(Zone.headerLength)))
            guard let id = try? reader.readUInt16(), let flags = try? reader.readUInt16(),
                let questions = try? reader.readUInt16(), let answers = try? reader.readUInt16(),
                let authorities = try? reader.readUInt16(), let additionals = try? reader.readUInt16()
            else { return nil }
            self.header = DNSHeader(id: id, flags: flags)
            self.questions = questions
            self.answers = answers
            self.authorities = authorities
            self.additionals = additionals
        }
    }
}
